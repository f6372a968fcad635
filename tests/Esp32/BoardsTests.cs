using SettingsPins = FieldNode.Settings.BoardPins;

namespace FieldNode.Esp32.Tests;

/// <summary>The boards' data against what the settings check knows of their chips, and against itself.</summary>
public sealed class BoardsTests
{
    public static TheoryData<string> Names => [.. Boards.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_board_and_the_settings_check_say_the_same_of_each_pin(string name)
    {
        BoardPins board = Boards.ByName(name);
        SettingsPins chip = SettingsPins.Find(board.Chip);

        Assert.NotNull(chip);
        Assert.Equal(chip.Counters, board.Counters);
        for (int pin = 0; pin < 49; pin++)
        {
            string why = chip.WhyNot(pin, output: false, pull: false);
            Assert.Equal(BoardPins.Has(board.Strapping, pin), why?.Contains("decides at reset") == true);
            Assert.Equal(BoardPins.Has(board.Debugger, pin), why?.Contains("debugger") == true);
            if (why is null)
            {
                Assert.Equal(BoardPins.Has(board.InputOnly, pin), chip.WhyNot(pin, output: true, pull: false) is not null);
            }
            else if (why.Contains("does not exist") && pin <= (board.Chip == "esp32" ? 11 : 48))
            {
                Assert.Contains(pin, board.Taken); // the flash's
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Free_pins_can_be_used_and_belong_to_no_circuit(string name)
    {
        BoardPins board = Boards.ByName(name);
        SettingsPins chip = SettingsPins.Find(board.Chip);

        foreach (int pin in board.Free)
        {
            Assert.Null(chip.WhyNot(pin, output: false, pull: false));
            Assert.DoesNotContain(pin, board.Taken);
            Assert.NotEqual(board.Watchdog, pin);
            Assert.NotEqual(board.Led, pin);
            Assert.DoesNotContain(pin, new[] { board.I2cData, board.I2cClock });
        }
    }

    /// <summary>What the firmware needs must not meet what the board has: the claims of all fixed uses go through.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_of_a_board_is_wired_twice(string name)
    {
        BoardPins board = Boards.ByName(name);
        var claims = new PinClaims(board);

        claims.Claim(board.I2cData, "I2C1");
        claims.Claim(board.I2cClock, "I2C1");
        foreach (SerialPins line in board.Serial)
        {
            claims.ClaimPort(line.Port, line.Port);
            claims.Claim(line.Tx, line.Port);
            claims.Claim(line.Rx, line.Port);
            claims.Claim(line.DriverEnable, line.Port);
        }

        if (board.Spi is not null)
        {
            claims.Claim(board.Spi.Mosi, "SPI");
            claims.Claim(board.Spi.Miso, "SPI");
            claims.Claim(board.Spi.Clock, "SPI");
        }
    }

    [Fact]
    public void An_unknown_board_is_null() => Assert.Null(Boards.ByName("esp8266"));
}
