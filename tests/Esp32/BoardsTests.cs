using System.Text.RegularExpressions;
using FieldNode.Settings;

namespace FieldNode.Esp32.Tests;

/// <summary>The boards' data (src/Settings/BoardPins.List.cs) against themselves and against the boards' pages.</summary>
public sealed class BoardsTests
{
    public static TheoryData<string> Names => [.. BoardPins.WiredNames];

    /// <summary>Each board on the firmware's list is one that a node file may name.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_board_is_wired_and_a_node_file_may_name_it(string name)
    {
        Assert.Equal(name, BoardPins.FindWired(name).Name);
        Assert.Contains(name, BoardPins.Names);
        Assert.True(BoardPins.FindWired(name).HasDebugger);
    }

    [Fact]
    public void A_bare_chip_the_simulated_board_and_an_unknown_one_are_none_that_the_firmware_runs_on() =>
        Assert.All(["esp32", "esp32-s3", "esp32-c6", "simulated", "esp8266", null], name => Assert.Null(BoardPins.FindWired(name)));

    /// <summary>What the firmware needs must not meet what the board has: the claims of all fixed uses go through.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_of_a_board_is_wired_twice(string name)
    {
        BoardPins board = BoardPins.FindWired(name);
        var claims = new PinClaims(board);

        claims.Claim(board.I2cData, "I2C1");
        claims.Claim(board.I2cClock, "I2C1");
        foreach (BoardUart line in board.Uarts)
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

    /// <summary>Terminals and chip selects go to pins that the check lets pass; the firmware must grant the same ones.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_check_lets_pass_the_firmware_grants_and_no_circuit_or_debugger_pin_passes(string name)
    {
        BoardPins board = BoardPins.FindWired(name);
        var claims = new PinClaims(board);

        for (int pin = 0; pin < 49; pin++)
        {
            bool isFree = board.WhyNot(pin, output: false, pull: false) is null && pin != board.Led && pin != board.Watchdog;
            if (isFree)
            {
                claims.Claim(pin, "terminal " + pin);
            }
            else if (board.IsTaken(pin) || board.IsDebugger(pin))
            {
                Assert.NotNull(board.WhyNot(pin, output: false, pull: false));
                Assert.Throws<ArgumentException>(() => claims.Claim(pin, "terminal " + pin));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_boards_page_lists_the_pins_that_its_data_have(string name)
    {
        BoardPins board = BoardPins.FindWired(name);
        using var reader = new StreamReader(AppContext.BaseDirectory + "/boards/" + name + ".md");
        string page = reader.ReadToEnd();

        Assert.Equal(Because(board, "decides at reset"), Row(page, "strapping pins"));
        Assert.Equal(Enumerable.Range(0, 49).Where(board.IsDebugger), Row(page, "debugger"));
        Assert.Equal(Enumerable.Range(0, 49).Where(board.IsInputOnly), Row(page, "input only"));
        Assert.Equal([board.Counters], Row(page, "pulse counters"));
        Assert.Equal([board.Led], Row(page, "LED"));
        Assert.Equal([board.Watchdog], Row(page, "watchdog DONE"));
    }

    // Strapping pins that a circuit or the LED has as well.
    private static IEnumerable<int> Because(BoardPins board, string reason)
    {
        BoardPins chip = BoardPins.Find(board.HasEthernet ? "esp32" : "esp32-s3");
        return Enumerable.Range(0, 49).Where(pin => chip.WhyNot(pin, false, false)?.Contains(reason) == true);
    }

    // "1 (TX), 3 (RX)" is 1 and 3, "34 to 39" is six of them; words are none.
    private static IEnumerable<int> Row(string page, string signal)
    {
        string cell = Regex.Replace(Regex.Match(page, @$"^\| {signal} \|([^|]*)\|", RegexOptions.Multiline).Groups[1].Value, @"\([^)]*\)", "");
        return Regex.Matches(cell, @"(\d+)(?: to (\d+))?")
            .SelectMany(m => Enumerable.Range(int.Parse(m.Groups[1].Value), m.Groups[2].Success ? int.Parse(m.Groups[2].Value) - int.Parse(m.Groups[1].Value) + 1 : 1))
            .Order();
    }
}
