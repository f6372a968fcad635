using System.Net.NetworkInformation;
using System.Text;
using FieldNode.Journal;

namespace FieldNode.Esp32.Tests;

/// <summary>From reset to the loop, and what a board does whose files are not as they should be: LED, line in the log, event, and that it lives.</summary>
public sealed class BootTests
{
    private const string Node = """
        { "version": 1, "group": "G", "node": "N", "broker": { "host": "b.site", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "lines": [ { "name": "l1", "port": "COM2" } ],
          "devices": [ { "name": "d", "line": "l1", "unit": 1, "tags": [ { "name": "t", "address": 30001 } ] } ] }
        """;

    private readonly FakeChip chip = new() { EndMs = 20000 };

    public BootTests()
    {
        chip.Interfaces.Add(new FakeInterface(NetworkInterfaceType.Ethernet) { Address = "10.1.2.3" });
        Put("board.json", "{ \"board\": \"olimex-esp32-poe-iso-wrover\", \"ntp\": \"ntp.site\" }");
        Put("node.json", Node);
        Put("ca.pem", "PEM ca");
        Put("node.pem", "PEM own");
        Put("node.key", "PEM key");
    }

    [Fact]
    public void A_board_with_all_its_files_polls_and_connects_once_there_is_time()
    {
        chip.AtSleep = () =>
        {
            if (chip.NowMs > 5000 && chip.UtcMs < TimeKeeper.BuildFloorMs)
            {
                Assert.DoesNotContain(chip.Calls, call => call.StartsWith("connect", StringComparison.Ordinal));
                chip.UtcMs = TimeKeeper.BuildFloorMs + 1000; // the server answers
            }
        };

        Run();

        Assert.Contains("started; last run 0 0.1.0", chip.Lines);
        Assert.Contains(chip.Calls, call => call.StartsWith("handshake b.site", StringComparison.Ordinal));
        Assert.Equal([0x10], chip.Written.Take(1).Select(packet => packet[0]));
        Assert.Contains(chip.Sent, request => request[0] == 1 && request[1] == 4);
        Assert.Equal(1, chip.Compactions);
        Assert.Single(chip.Threads); // the hang guard
        Assert.Equal("1 blinks", Shown());
    }

    [Theory]
    [InlineData("board.json", null, "board file 0 I:\\board.json is missing", 4)]
    [InlineData("board.json", "{", "board file 0 board file: ", 4)]
    [InlineData("board.json", "{ \"board\": \"esp8266\", \"ntp\": \"n\" }", "board file 0 board: esp8266, allowed olimex", 4)]
    [InlineData("board.json", "{ \"board\": \"esp32-s3-n16r8\", \"ntp\": \"n\", \"ssid\": \"s\", \"wifiPasswordFile\": \"wifi.txt\" }",
        "board file 0 I:\\wifi.txt is missing", 4)]
    [InlineData("node.json", null, "settings 0 I:\\node.json is missing", 4)]
    [InlineData("node.json", "{ \"version\": 1, \"devices\": [ 7 ] }", "settings 0 devices[0]: ", 4)]
    [InlineData("node.json", "{ \"version\": 2 }", "settings 0 version: 2, allowed 1", 4)]
    [InlineData("ca.pem", null, "certificate 0 I:\\ca.pem is missing", 5)]
    [InlineData("node.pem", "XYZ", "certificate 0 I:\\node.pem is not usable", 5)]
    [InlineData("node.key", "", "certificate 0 I:\\node.key: 0 bytes", 5)]
    public void What_is_missing_or_wrong_is_shown_and_waited_for(string file, string? content, string line, int blinks)
    {
        chip.Files.Remove("I:\\" + file);
        if (content != null)
        {
            Put(file, content);
        }

        Run();

        Assert.Contains(chip.Lines, one => one.StartsWith(line, StringComparison.Ordinal));
        Assert.Equal(blinks + " blinks", Shown());
        Assert.Equal(0, chip.Reboots);
        Assert.InRange(chip.Driven.Count(one => one == "14=1"), 50, 200); // the watchdog is fed
        Assert.Empty(chip.Sent);
        Assert.DoesNotContain(chip.Calls, call => call.StartsWith("connect", StringComparison.Ordinal));
        Assert.Contains(chip.Files, one => one.Key.StartsWith("I:\\node\\", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(one.Value).Contains(line.Split(' ')[^1], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"passwordFile\": \"pw.txt\", \"user\": \"u\", \"caFile\"", "settings 0 I:\\pw.txt is missing")]
    public void A_password_file_that_is_missing_is_a_fault_of_the_node_file(string broker, string line)
    {
        Put("node.json", Node.Replace("\"caFile\"", broker));

        Run();

        Assert.Contains(line, chip.Lines);
        Assert.Equal("4 blinks", Shown());
    }

    [Fact]
    public void A_node_file_that_wants_what_the_board_lacks_is_a_fault_with_its_owner()
    {
        Put("node.json", Node.Replace("\"lines\"", "\"terminals\": { \"device\": \"T\", \"counters\": [ { \"name\": \"c\", \"pin\": 4 } ] }, \"lines\""));

        Run();

        Assert.Contains(chip.Lines, one => one.StartsWith("settings 0 pin 4 of ", StringComparison.Ordinal) && one.Contains(" has it"));
        Assert.Equal("4 blinks", Shown());
    }

    [Fact]
    public void The_first_attempt_of_a_board_that_has_time_and_address_reaches_the_broker()
    {
        chip.UtcMs = TimeKeeper.BuildFloorMs + 1000; // a restart: the clock went on
        Run();

        Assert.StartsWith("look up b.site", chip.Calls.First(call => !call.StartsWith("sntp", StringComparison.Ordinal)));
        Assert.DoesNotContain(chip.Lines, line => line.StartsWith("offline fault 11", StringComparison.Ordinal));
    }

    [Fact]
    public void No_attempt_is_made_before_there_is_an_address_and_one_as_soon_as_there_is()
    {
        chip.UtcMs = TimeKeeper.BuildFloorMs + 1000;
        chip.Interfaces[0].Address = "0.0.0.0";
        long triedMs = 0;
        chip.AtSleep = () =>
        {
            chip.Interfaces[0].Address = chip.NowMs > 10000 ? "10.1.2.3" : "0.0.0.0"; // DHCP took its time
            triedMs = triedMs == 0 && chip.Calls.Count > 0 ? chip.NowMs : triedMs;
        };
        Run();

        Assert.InRange(triedMs, 10000, 12600);
        Assert.DoesNotContain(chip.Lines, line => line.StartsWith("offline fault 11", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("board.json", "{")]
    [InlineData("node.json", "{ \"version\": 1, \"devices\": [ 7 ] }")]
    [InlineData("node.pem", "XYZ")]
    public void A_board_that_waits_for_files_restarts_after_an_hour_with_its_reason_and_that_is_no_fault(string file, string content)
    {
        Put(file, content);
        chip.EndMs = 3600050;
        long firstMs = 0;
        chip.AtSleep = () => firstMs = firstMs == 0 && chip.Reboots > 0 ? chip.NowMs : firstMs;
        Run();

        Assert.Equal(1, chip.Reboots);
        Assert.InRange(firstMs, 3600000, 3600200);
        var next = new BootRecord(new FlashStore(FlashStore.UsualFolder));
        Assert.Equal((RunEnd.Waited, 0, false), (next.LastEnd, next.FailedInARow, next.IsSafeMode));
        Assert.Contains("restarting 6", chip.Lines);
    }

    [Fact]
    public void Ten_minutes_of_waiting_for_files_clear_no_fault()
    {
        for (int i = 0; i < BootRecord.FailedMax - 1; i++)
        {
            new BootRecord(new FlashStore(FlashStore.UsualFolder)).Mark(RunEnd.Exception);
        }

        Put("node.json", "{");
        chip.EndMs = 1200000;
        Run();

        Assert.Equal(BootRecord.FailedMax - 1, new BootRecord(new FlashStore(FlashStore.UsualFolder)).FailedInARow);
    }

    [Fact]
    public void Safe_mode_connects_as_ever_and_touches_no_field()
    {
        for (int i = 0; i < BootRecord.FailedMax; i++)
        {
            new BootRecord(new FlashStore(FlashStore.UsualFolder)).Mark(RunEnd.Exception);
        }

        chip.UtcMs = TimeKeeper.BuildFloorMs + 1000;
        Run();

        Assert.Contains("safe mode after 3", chip.Lines);
        Assert.Empty(chip.UartOpens);
        Assert.Empty(chip.Sent);
        Assert.Equal([0x10], chip.Written.Take(1).Select(packet => packet[0]));
        Assert.Contains(chip.Calls, call => call.StartsWith("handshake b.site CertificateRequired", StringComparison.Ordinal));
        Assert.Equal("6 blinks", Shown());
    }

    /// <summary>Without its contact there would be no node, and nobody could mend it from afar.</summary>
    [Theory]
    [InlineData("\"sparkplug\": { \"mode\": \"commands\", \"keySwitch\": \"Key\" },")]
    [InlineData("")]
    public void Safe_mode_reads_the_key_switch_and_no_other_terminal(string sparkplug)
    {
        const string terminals = """
            "terminals": { "device": "T", "contacts": [ { "name": "c", "pin": 34, "pull": "none" }, { "name": "Key", "pin": 35, "pull": "none" } ],
              "outputs": [ { "name": "o", "pin": 4 } ] },
            """;
        Put("node.json", Node.Replace("\"lines\"", sparkplug + terminals + "\"lines\""));
        for (int i = 0; i < BootRecord.FailedMax; i++)
        {
            new BootRecord(new FlashStore(FlashStore.UsualFolder)).Mark(RunEnd.Exception);
        }

        chip.UtcMs = TimeKeeper.BuildFloorMs + 1000;
        Run();

        Assert.Contains("safe mode after 3", chip.Lines);
        Assert.Equal(sparkplug.Length > 0, chip.ModeOf(35) != null);
        Assert.True(chip.ModeOf(34) == null && chip.ModeOf(4) == null);
        Assert.Equal([0x10], chip.Written.Take(1).Select(packet => packet[0])); // and connects
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(101, true)]
    public void No_connection_is_tried_at_a_time_below_the_floor_that_was_stored(int day, bool connects)
    {
        byte[] floor = BitConverter.GetBytes(TimeKeeper.BuildFloorMs + 100 * 86_400_000L);
        new AbRecord(new FlashStore(FlashStore.UsualFolder), "time", floor.Length).Write(floor, floor.Length);
        chip.UtcMs = TimeKeeper.BuildFloorMs + day * 86_400_000L;

        Run();

        Assert.Equal(connects, chip.Calls.Exists(call => call.StartsWith("connect", StringComparison.Ordinal)));
        Assert.Equal(connects, chip.Written.Count > 0);
        Assert.Contains(chip.Sent, request => request[0] == 1); // the field is polled all the same
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Safe_mode_opens_no_terminal_and_no_bus(bool isSafe)
    {
        const string field = """
            "buses": [ { "name": "i", "kind": "i2c", "port": "1" } ],
            "sensors": [ { "name": "s", "device": "Room", "bus": "i", "kind": "bme280", "tags": [ { "name": "t", "value": "temperature" } ] } ],
            "terminals": { "device": "T", "contacts": [ { "name": "c", "pin": 34, "pull": "none" } ], "outputs": [ { "name": "o", "pin": 4 } ] }
            """;
        Put("node.json", Node[..Node.IndexOf("\"lines\"", StringComparison.Ordinal)] + field + " }");
        for (int i = 0; isSafe && i < BootRecord.FailedMax; i++)
        {
            new BootRecord(new FlashStore(FlashStore.UsualFolder)).Mark(RunEnd.Exception);
        }

        chip.UtcMs = TimeKeeper.BuildFloorMs + 1000;
        Run();

        Assert.Equal(isSafe, chip.Lines.Contains("safe mode after 3"));
        Assert.Equal(!isSafe, chip.Driven.Exists(one => one.StartsWith("4=", StringComparison.Ordinal)));
        Assert.Equal(!isSafe, chip.ModeOf(4) != null && chip.ModeOf(34) != null);
        Assert.Equal(!isSafe, chip.I2c.Conversations > 0);
        Assert.Equal([0x10], chip.Written.Take(1).Select(packet => packet[0])); // and connects
    }

    [Fact]
    public void An_exception_that_nothing_caught_is_marked_even_where_nothing_else_can_be_written()
    {
        var boot = new Boot(null);
        chip.IsLogBroken = true;
        boot.Crash(new InvalidOperationException("x"));

        var next = new BootRecord(new FlashStore(FlashStore.UsualFolder));
        Assert.Equal(RunEnd.Exception, next.LastEnd);
        Assert.Equal(1, next.FailedInARow);
    }

    private void Put(string name, string content) => chip.Files["I:\\" + name] = Encoding.UTF8.GetBytes(content);

    private void Run() => Assert.Throws<EndOfRunException>(() => new Boot(null).Run());

    /// <summary>What the LED showed in the end, by its longest run of blinks between pauses.</summary>
    private string Shown()
    {
        int longest = chip.LedBlinks.Count == 0 ? 0 : chip.LedBlinks.TakeLast(3).Max();
        return longest + " blinks";
    }
}
