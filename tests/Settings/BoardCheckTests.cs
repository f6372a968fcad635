using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

/// <summary>Each rule about a board's pins as a node file that breaks it.</summary>
public sealed class BoardCheckTests
{
    private const string S3 = "esp32-s3-n16r8";
    private const string Olimex = "olimex-esp32-poe-iso-wrover";

    // board, lines, buses, terminals; path of the fault; a piece of what is allowed
    public static readonly TheoryData<string, string, string, string, string, string> Rules = new()
    {
        { S3, "", "", Contact(4) + "," + Output(4), "terminals.outputs[0].pin", "terminals.contacts[0].pin does not have" },
        { S3, "", "", Contact(4) + "," + Counters(1, 4), "terminals.counters[0].pin", "terminals.contacts[0].pin does not have" },
        { S3, "", "", "\"powerFailPin\": 5, " + Contact(5), "terminals.contacts[0].pin", "terminals.powerFailPin does not have" },
        { S3, "", "", Contact(21), "terminals.contacts[0].pin", "the LED" },
        { S3, "", "", Output(14), "terminals.outputs[0].pin", "the watchdog" },
        { S3, Line("COM2"), "", Contact(17), "terminals.contacts[0].pin", "lines[0].port does not have" },
        { S3, Line("COM2"), "", Contact(18), "terminals.contacts[0].pin", "lines[0].port does not have" },
        { S3, Line("COM2"), "", Output(16), "terminals.outputs[0].pin", "lines[0].port does not have" },
        { S3, "", Bus("i2c", "1"), Contact(8), "terminals.contacts[0].pin", "buses[0].port does not have" },
        { S3, "", Bus("i2c", "1"), Contact(9), "terminals.contacts[0].pin", "buses[0].port does not have" },
        { S3, "", Bus("spi", "1-42"), Contact(42), "terminals.contacts[0].pin", "buses[0].port does not have" },
        { S3, "", Bus("spi", "1-42"), Contact(40), "terminals.contacts[0].pin", "buses[0].port does not have" },
        { S3, "", Bus("onewire", "COM3"), Contact(6), "terminals.contacts[0].pin", "buses[0].port does not have" },
        { S3, "", Bus("adc", "0"), Contact(1), "terminals.contacts[0].pin", "buses[0].port does not have" },
        { S3, Line("COM3"), Bus("onewire", "COM3"), Contact(4), "buses[0].port", "lines[0] does not have" },
        { Olimex, Line("COM2"), Bus("onewire", "COM3"), Contact(34, "none"), "buses[0].port", "its pin 4 is that of lines[0].port" },
        { S3, Line("COM1"), "", Contact(4), "lines[0].port", "COM1 is the debugger's" },
        { "esp32", Line("COM1"), "", Contact(4), "lines[0].port", "COM1 is the debugger's" },
        { Olimex, Line("COM3"), "", Contact(34, "none"), "lines[0].port", "COM2, which" },
        { S3, Line("/dev/ttyUSB0"), "", Contact(4), "lines[0].port", "COM2, COM3, which" },
        { S3, "", Bus("i2c", "2"), Contact(4), "buses[0].port", "1, the I2C bus" },
        { S3, "", Bus("spi", "0-1"), Contact(4), "buses[0].port", "such as 1-42" },
        { Olimex, "", Bus("spi", "1-42"), Contact(34, "none"), "buses[0].port", "has no SPI" },
        { S3, "", Bus("spi", "1-45"), Contact(4), "buses[0].port", "how the chip starts" },
        { S3, "", Bus("onewire", "COM2"), Contact(4), "buses[0].port", "COM3, the 1-Wire" },
        { S3, "", Bus("adc", "10"), Contact(4), "buses[0].port", "ADC2" },
        { "esp32", "", Bus("adc", "12"), Contact(4), "buses[0].port", "ADC2" },
        { "esp32", "", Bus("adc", "x"), Contact(4), "buses[0].port", "a channel of ADC1" },
        { Olimex, "", Bus("adc", "1"), Contact(34, "none"), "buses[0].port", "a circuit of the board" },
        { "esp32", "", "", Output(35), "terminals.outputs[0].pin", "input-only" },
        { "esp32", "", "", Contact(35), "terminals.contacts[0].pin", "no pull resistor" },
        { "esp32", "", "", Contact(12), "terminals.contacts[0].pin", "how the chip starts" },
        { S3, "", "", Contact(45), "terminals.contacts[0].pin", "how the chip starts" },
        { "esp32-c6", "", "", Contact(9), "terminals.contacts[0].pin", "how the chip starts" },
        { "esp32", "", "", Contact(3), "terminals.contacts[0].pin", "the debugger's" },
        { S3, "", "", Contact(19), "terminals.contacts[0].pin", "the debugger's" },
        { "esp32", "", "", Contact(6), "terminals.contacts[0].pin", "the flash's or does not exist" },
        { "esp32", "", "", Contact(40), "terminals.contacts[0].pin", "does not exist" },
        { S3, "", "", Contact(35), "terminals.contacts[0].pin", "a circuit of the board" },
        { Olimex, "", "", Contact(25), "terminals.contacts[0].pin", "a circuit of the board" },
        { S3, "", "", Counters(5, 4, 5, 6, 7, 13), "terminals.counters", "at most 4" },
        { "esp32", "", "", Counters(9, 4, 13, 14, 16, 17, 18, 19, 21, 22), "terminals.counters", "at most 8" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_that_is_broken_is_one_fault_at_its_place(
        string board, string lines, string buses, string terminals, string path, string allowed)
    {
        var fault = Assert.Single(Read(board, lines, buses, terminals).Faults);
        Assert.Equal(path, fault.Path);
        Assert.Contains(allowed, fault.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(S3, "COM2", "1-42", "0")]
    [InlineData("esp32", "COM2", "0-1", "5")]
    public void A_board_that_is_used_right_has_no_fault(string board, string port, string spi, string channel) =>
        Assert.Empty(Read(board, Line(port), Bus("i2c", "1") + "," + Bus("spi", spi, "s") + "," + Bus("adc", channel, "a"),
            Contact(4) + "," + Output(13)).Faults);

    [Fact]
    public void All_faults_of_a_board_are_told_at_once()
    {
        var result = Read(S3, Line("COM1"), Bus("i2c", "7") + "," + Bus("adc", "11", "a"),
            Contact(21) + "," + Output(45) + "," + Counters(5, 4, 5, 6, 7, 13));
        Assert.Equal(["lines[0].port", "buses[0].port", "buses[1].port", "terminals.contacts[0].pin", "terminals.outputs[0].pin",
            "terminals.counters"], Sample.PathsOf(result));
    }

    [Fact]
    public void The_check_can_be_asked_about_another_board_than_the_file_names()
    {
        string json = Json("esp32-s3", "", "", Output(35));
        var content = System.Text.Encoding.UTF8.GetBytes(json);
        Assert.Empty(SettingsFile.Parse(content, Sample.Root).Faults);
        Assert.Equal("terminals.outputs[0].pin", Assert.Single(SettingsFile.Parse(content, Sample.Root, board: "esp32").Faults).Path);
        Assert.Equal("board", Assert.Single(SettingsFile.Parse(content, Sample.Root, board: "esp8266").Faults).Path);
    }

    private static string Line(string port) => $$"""{ "name": "l1", "port": "{{port}}" }""";

    private static string Bus(string kind, string port, string name = "b1") =>
        $$"""{ "name": "{{name}}", "kind": "{{kind}}", "port": "{{port}}" }""";

    private static string Contact(int pin, string pull = "up") =>
        $$"""
        "contacts": [ { "name": "Door", "pin": {{pin}}, "pull": "{{pull}}" } ]
        """;

    private static string Output(int pin) =>
        $$"""
        "outputs": [ { "name": "Pump", "pin": {{pin}} } ]
        """;

    private static string Counters(int count, params int[] pins) => "\"counters\": ["
        + string.Join(",", pins.Take(count).Select((pin, i) => $$"""{ "name": "Water{{i}}", "pin": {{pin}} }""")) + "]";

    private static SettingsResult Read(string board, string lines, string buses, string terminals) =>
        Sample.Parse(Json(board, lines, buses, terminals));

    private static string Json(string board, string lines, string buses, string terminals) => $$"""
        {
          "version": 1, "group": "G", "node": "N", "board": "{{board}}",
          "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "lines": [{{lines}}], "buses": [{{buses}}],
          "terminals": { "device": "T", {{terminals}} }
        }
        """;
}
