namespace FieldNode.Settings.Tests;

public sealed class SettingsRuleTests
{
    private const string Coil = "devices[0].tags[0]";
    private const string Discrete = "devices[0].tags[1]";
    private const string Bit = "devices[0].tags[2]";
    private const string Scaled = "devices[0].tags[3]";
    private const string Float = "devices[0].tags[4]";
    private const string Setpoint = "devices[0].tags[5]";
    private const string Hours = "devices[0].tags[6]";
    private const string Serial = "devices[0].tags[7]";
    private const string Flow = "devices[2].tags[2]";
    private const string Long65 = "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"";

    // member, bad JSON value (null: the member is removed), a piece of what is allowed
    public static readonly TheoryData<string, string?, string> OneMember = new()
    {
        { "version", null, "1" },
        { "version", "2", "1" },
        { "group", null, "1 to 64 bytes" },
        { "group", "\"\"", "1 to 64 bytes" },
        { "group", "\"a+b\"", "without + / #" },
        { "group", "\"a/b\"", "without + / #" },
        { "group", "\"a\\u0000b\"", "without + / #" },
        { "node", "\"#\"", "without + / #" },
        { "node", Long65, "1 to 64 bytes" },
        { "node", "\"äääääääääääääääääääääääääääääääää\"", "1 to 64 bytes" },
        { "broker", null, "an object" },
        { "broker", "null", "an object" },
        { "broker.host", null, "a host name" },
        { "broker.host", "\"mqtts://broker\"", "without scheme" },
        { "broker.host", "\"broker:8883\"", "and port" },
        { "broker.host", "\"a..b\"", "a host name" },
        { "broker.port", "0", "1 to 65535" },
        { "broker.port", "65536", "1 to 65535" },
        { "broker.keepAliveS", "4", "5 to 3600" },
        { "broker.keepAliveS", "3601", "5 to 3600" },
        { "broker.connectDelayMaxMs", "-1", "0 to 600000" },
        { "broker.connectDelayMaxMs", "600001", "0 to 600000" },
        { "broker.clientId", "\"\"", "1 to 128" },
        { "broker.user", "\"\"", "1 to 128" },
        { "broker.passwordFile", "\"pw\"", "only beside user" },
        { "broker.caFile", null, "1 to 255" },
        { "broker.certificateFile", "\"\"", "1 to 255" },
        { "broker.keyFile", "null", "1 to 255" },
        { "sparkplug.mode", "null", "readOnly, commands" },
        { "sparkplug.mode", "\"Commands\"", "readOnly, commands" },
        { "sparkplug.mode", "true", "readOnly, commands" },
        { "sparkplug.keySwitch", "\"Horn\"", "terminals.contacts" },
        { "sparkplug.keySwitch", "\"door\"", "terminals.contacts" },
        { "sparkplug.writesPerMinuteMax", "-1", "0 to 6000" },
        { "sparkplug.writesPerMinuteMax", "6001", "0 to 6000" },
        { "sparkplug.commandAgeMaxMs", "-1", "0 to 86400000" },
        { "sparkplug.commandAgeMaxMs", "86400001", "0 to 86400000" },
        { "sparkplug.uint32", "\"long\"", "int_value, long_value" },
        { "sparkplug.deviceReturn", "\"dbirth\"", "birth, rebirth" },
        { "sparkplug.verify", "\"true\"", "off, echo" },
        { "sparkplug.controls", "7", "an object" },
        { "sparkplug.controls.scanRateMaxMs", "999", "1000 to 3600000" },
        { "sparkplug.controls.scanRateMaxMs", "3600001", "1000 to 3600000" },
        { "sparkplug.controls.scanRateMaxMs", "-1", "1000 to 3600000" },
        { "sparkplug.controls.nextServer", "true", "only with otherBrokers" },
        { "sparkplug.controls.reboot", "1", "true or false" },
        { "sparkplug.frameBytesMax", "255", "256 to 65535" },
        { "sparkplug.frameBytesMax", "65536", "256 to 65535" },
        { "sparkplug.healthPeriodMs", "999", "1000 to 86400000" },
        { "lines[1].name", null, "1 to 32 bytes" },
        { "lines[1].name", "\"a/b\"", "1 to 32 bytes" },
        { "lines[1].port", null, "1 to 255" },
        { "lines[1].port", "\"/dev/ttyUSB0\"", "lines[0] does not have" },
        { "lines[0]", "null", "an object" },
        { "lines[0].baud", "9601", "9600, 14400" },
        { "lines[0].parity", "\"Even\"", "even, odd, none" },
        { "lines[0].parity", "null", "even, odd, none" },
        { "lines[0].stopBits", "3", "0 to 2" },
        { "lines[0].replyTimeoutMs", "9", "10 to 10000" },
        { "lines[0].replyTimeoutMs", "10001", "10 to 10000" },
        { "lines[0].mergeGap", "-1", "0 to 120" },
        { "lines[0].mergeGap", "121", "0 to 120" },
        { "lines[0].registersMax", "0", "1 to 125" },
        { "lines[0].registersMax", "126", "1 to 125" },
        { "lines[0].pauseMs", "-1", "0 to 1000" },
        { "lines[0].pauseMs", "1001", "0 to 1000" },
        { "lines[0].gapMs", "-1", "0 to 1000" },
        { "lines[0].gapMs", "1001", "0 to 1000" },
        { "lines[1].gateway", "1", "true" },
        { "devices[1].pauseMs", "-1", "0 to 10000" },
        { "devices[1].pauseMs", "10001", "0 to 10000" },
        { "devices[1].registersMax", "-1", "0 to 125" },
        { "devices[1].registersMax", "126", "0 to 125" },
        { "devices[1].writeMultiple", "1", "true" },
        { "devices[1].unit", "248", "1 to 247" },
        { "devices[2].unit", "256", "1 to 255" },
        { "devices[1]", "null", "an object" },
        { "devices[1].name", null, "1 to 64 bytes" },
        { "devices[1].name", "\"pump1\"", "devices[0] does not have" },
        { "devices[1].line", null, "line1, line2" },
        { "devices[1].line", "\"Line1\"", "line1, line2" },
        { "devices[1].unit", null, "1 to 247" },
        { "devices[1].unit", "0", "1 to 247" },
        { "devices[1].unit", "300", "1 to 247" },
        { "devices[1].unit", "1", "devices[0] does not have" },
        { "devices[1].retries", "-1", "0 to 10" },
        { "devices[1].retries", "11", "0 to 10" },
        { "devices[1].tags", null, "at least one" },
        { "devices[1].tags", "[]", "at least one" },
        { "devices[1].tags[0]", "null", "an object" },
        { Float + ".name", null, "1 to 128 bytes" },
        { Float + ".name", "\"\"", "1 to 128 bytes" },
        { Float + ".name", "\"/Current\"", "folders by single /" },
        { Float + ".name", "\"Motor/\"", "folders by single /" },
        { Float + ".name", "\"Motor//Current\"", "folders by single /" },
        { Float + ".name", "\"Motor.Current\"", "without . ," },
        { Float + ".name", "\"RUN\"", "devices[0].tags[0] does not have" },
        { Float + ".name", "\"bdseq\"", "Sparkplug has not reserved" },
        { Float + ".name", "\"Node Control/Rebirth\"", "Sparkplug has not reserved" },
        { Coil + ".table", "\"coils\"", "coil, discrete, holding, input" },
        { Coil + ".table", "\"\"", "coil, discrete, holding, input" },
        { Coil + ".address", null, "0 to 65535" },
        { Coil + ".address", "65536", "0 to 65535" },
        { Coil + ".address", "-1", "0 to 65535" },
        { Float + ".address", null, "30001 to 39999" },
        { Float + ".address", "0", "30001 to 39999" },
        { Float + ".address", "30000", "30001 to 39999" },
        { Float + ".address", "20001", "30001 to 39999" },
        { Float + ".address", "465537", "400001 to 465536" },
        { Float + ".address", "365536", "at most 365535" },
        { Hours + ".address", "465536", "at most 465535" },
        { Serial + ".address", "65529", "at most 65528" },
        { Coil + ".type", null, "bool" },
        { Coil + ".type", "\"int16\"", "bool" },
        { Float + ".type", "\"real\"", "bool, int16" },
        { Float + ".type", "null", "bool, int16" },
        { Float + ".order", "\"bacd\"", "abcd, cdab" },
        { Coil + ".order", "\"dcba\"", "abcd" },
        { Serial + ".order", "\"cdab\"", "badc" },
        { Bit + ".bit", "16", "-1 to 15" },
        { Bit + ".bit", "-2", "-1 to 15" },
        { Coil + ".bit", "0", "-1 or none" },
        { Float + ".bit", "0", "-1 or none" },
        { Serial + ".length", null, "1 to 125" },
        { Serial + ".length", "0", "1 to 125" },
        { Serial + ".length", "126", "0 to 125" },
        { Float + ".length", "2", "only string, bcd" },
        { Serial + ".charset", "\"utf8\"", "utf-8, latin1, ascii" },
        { Serial + ".charset", "null", "utf-8, latin1, ascii" },
        { Float + ".charset", "\"latin1\"", "only a string" },
        { Flow + ".notAvailable", "\"\"", "4 hexadecimal digits" },
        { Flow + ".notAvailable", "\"80\"", "4 hexadecimal digits" },
        { Flow + ".notAvailable", "\"80000000\"", "4 hexadecimal digits" },
        { Flow + ".notAvailable", "\"nan\"", "4 hexadecimal digits" },
        { Flow + ".notAvailable", "\"800G\"", "4 hexadecimal digits" },
        { Flow + ".notAvailable", "32768", "a text in quotes" },
        { Float + ".notAvailable", "\"NaN\"", "8 hexadecimal digits, or nan" },
        { Coil + ".notAvailable", "\"FFFF\"", "no string" },
        { Serial + ".notAvailable", "\"FFFF\"", "no string" },
        { Flow + ".scaleAddress", "40003", "not of the value itself" },
        { Flow + ".scaleAddress", "-2", "in the table of the tag" },
        { Flow + ".scaleAddress", "4", "in the table of the tag" },
        { Flow + ".scaleAddress", "30004", "in the table of the tag" },
        { Flow + ".scaleAddress", "40128", "125 registers" },
        { Flow + ".scaleAddress", "49999", "125 registers" },
        { Flow + ".writable", "true", "scaleAddress" },
        { Coil + ".scaleAddress", "1", "only numbers" },
        { Serial + ".scaleAddress", "1", "only numbers" },
        { Flow + ".bit", "8", "-1 or none" },
        { Coil + ".publishAs", "\"Float\"", "Boolean" },
        { Serial + ".publishAs", "\"Float\"", "String, Text" },
        { Float + ".publishAs", "\"String\"", "Int8, Int16" },
        { Float + ".publishAs", "\"float\"", "Int8, Int16" },
        { Scaled + ".scale", "0", "other than 0" },
        { Scaled + ".scale", "1e999", "a number" },
        { Coil + ".scale", "2", "only numbers" },
        { Coil + ".offset", "2", "only numbers" },
        { Serial + ".deadband", "2", "only numbers" },
        { Scaled + ".unit", "\"\"", "1 to 32" },
        { Scaled + ".high", "-1", "more than low" },
        { Scaled + ".high", null, "0 unless low and high" },
        { Float + ".high", "0", "" },
        { Float + ".low", "40", "" },
        { Float + ".deadband", "-0.1", "0 or more" },
        { Scaled + ".deadbandPercent", "-1", "0 to 100" },
        { Scaled + ".deadbandPercent", "100.5", "0 to 100" },
        { Hours + ".deadbandPercent", "1", "low and high" },
        { Hours + ".periodMs", "49", "50 to 86400000" },
        { Hours + ".periodMs", "86400001", "50 to 86400000" },
        { Float + ".minReportMs", "-1", "0 to 86400000" },
        { Float + ".maxReportMs", "-1", "0 to 86400000" },
        { Float + ".maxReportMs", "499", "at least minReportMs (500)" },
        { Discrete + ".writable", "true", "only coils" },
        { Float + ".writable", "true", "only coils" },
        { Bit + ".writable", "true", "only coils" },
        { Serial + ".writable", "true", "only coils" },
    };

    // The fault is told at another member than the one that was changed.
    private static readonly Dictionary<(string, string?), string?> toldAt = new()
    {
        [(Scaled + ".high", null)] = Scaled + ".deadbandPercent",
        [(Float + ".high", "0")] = null,
        [(Float + ".low", "40")] = Float + ".high",
    };

    [Theory]
    [MemberData(nameof(OneMember))]
    public void A_bad_value_is_reported_at_its_member_and_nowhere_else(string path, string? json, string allowed)
    {
        var result = Sample.Parse(Sample.With((path, json)));

        string?[] expected = [toldAt.GetValueOrDefault((path, json), path)];
        Assert.Equal(expected.Where(told => told is not null), Sample.PathsOf(result));
        Assert.All(result.Faults, fault => Assert.Contains(allowed, fault.Allowed, StringComparison.Ordinal));
        Assert.Equal(result.Faults.Count == 0, result.Settings is not null);
    }

    // several members at once; the one fault that follows
    public static readonly TheoryData<string, string, string> Combinations = new()
    {
        { "sparkplug.mode=\"readOnly\";sparkplug.controls.scanRateMaxMs=0", "sparkplug.controls.reboot", "only where sparkplug.mode is commands" },
        { "sparkplug.mode=\"readOnly\";sparkplug.controls.reboot=false", "sparkplug.controls.scanRateMaxMs", "only where sparkplug.mode is commands" },
        { "sparkplug.mode=\"readOnly\";sparkplug.controls={\"nextServer\":true}", "sparkplug.controls.nextServer", "only where sparkplug.mode is commands" },
        { $"{Hours}.low=5;{Hours}.high=5", Hours + ".high", "more than low (5)" },
        { "lines[0].registersMax=7", Serial + ".length", "at most 7 registers" },
        { "devices[0].registersMax=7", Serial + ".length", "at most 7 registers (registersMax of its device)" },
        { "lines[1].gateway=false;devices[2].unit=255", "devices[2].unit", "1 to 247" },
        { "sparkplug.frameBytesMax=256;" + Serial + ".length=65", "sparkplug.frameBytesMax", "at least 258" },
        { "sparkplug.aliases=false;sparkplug.frameBytesMax=256;" + Serial + ".length=62", "sparkplug.frameBytesMax", "258" },
        { "broker.user=\"u\u0001\";broker.passwordFile=\"p\"", "broker.user", "1 to 128" },
        { "lines[1].name=\"LINE1\";devices[2].line=\"line1\";devices[2].unit=9", "lines[1].name", "lines[0] does not" },
        { "lines[0].port=\"COM3\";lines[1].port=\"com3\"", "lines[1].port", "lines[0] does not have" },
        { Coil + ".table=\"input\";" + Coil + ".bit=3", Coil + ".writable", "only coils" },
        { Hours + ".type=\"bcd\"", Hours + ".length", "1 to 4" },
        { Hours + ".type=\"bcd\";" + Hours + ".length=5", Hours + ".length", "1 to 4" },
        { Hours + ".type=\"mod10\";" + Hours + ".length=1", Hours + ".length", "2 to 4" },
        { Hours + ".type=\"umod10\";" + Hours + ".length=5", Hours + ".length", "2 to 4" },
        { Hours + ".type=\"bcd\";" + Hours + ".length=4;" + Hours + ".address=465534", Hours + ".address", "at most 465533" },
        { Hours + ".type=\"uint8\";" + Hours + ".bit=4", Hours + ".bit", "8 for the high one" },
        { Hours + ".type=\"int8\";" + Hours + ".order=\"badc\"", Hours + ".order", "bit 8 is the high one" },
        { Hours + ".type=\"uint8\";" + Hours + ".writable=true", Hours + ".writable", "only coils" },
        { Hours + ".type=\"uint8\";" + Hours + ".notAvailable=\"FFFF\"", Hours + ".notAvailable", "2 hexadecimal digits" },
        { "lines[1].registersMax=2;" + Flow + ".scaleAddress=40005", Flow + ".scaleAddress", "2 registers" },
        { "sparkplug.frameBytesMax=256;" + Serial + ".charset=\"latin1\";" + Serial + ".length=33", "sparkplug.frameBytesMax", "at least 260" },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Members_that_do_not_go_together_are_one_fault(string edits, string path, string allowed)
    {
        var result = Sample.Parse(Sample.With([.. edits.Split(';').Select(edit => edit.Split('='))
            .Select(parts => (parts[0], (string?)parts[1].Replace("\u0001", "\\u0001", StringComparison.Ordinal)))]));

        var fault = Assert.Single(result.Faults);
        Assert.Equal(path, fault.Path);
        Assert.Contains(allowed, fault.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Coil + ".writable", "false")]
    [InlineData("devices[2].unit", "255")]
    [InlineData("lines[0].gapMs", "0")]
    [InlineData(Bit + ".bit", null)]
    [InlineData(Float + ".order", "\"dcba\"")]
    [InlineData(Serial + ".order", "\"badc\"")]
    [InlineData(Serial + ".publishAs", "\"Text\"")]
    [InlineData(Setpoint + ".publishAs", "\"Int8\"")]
    [InlineData(Serial + ".charset", "\"latin1\"")]
    [InlineData(Flow + ".notAvailable", "\"0xfFFf\"")]
    [InlineData(Float + ".notAvailable", "\"nan\"")]
    [InlineData(Float + ".notAvailable", "\"FF7FFFFF\"")]
    [InlineData(Bit + ".notAvailable", "\"FFFF\"")]
    [InlineData(Flow + ".scaleAddress", "40127")]
    [InlineData(Flow + ".scaleAddress", "40001")]
    [InlineData(Flow + ".type", "\"int16\"")]
    [InlineData(Float + ".address", "365535")]
    [InlineData(Float + ".maxReportMs", "500")]
    [InlineData("sparkplug", "{ \"frameBytesMax\": 256 }")]
    [InlineData("sparkplug", "null")]
    [InlineData("sparkplug.controls", "null")]
    [InlineData("sparkplug.controls", "{}")]
    [InlineData("sparkplug.controls.scanRateMaxMs", "1000")]
    [InlineData("sparkplug.controls.scanRateMaxMs", "3600000")]
    [InlineData("broker.port", "443")]
    [InlineData("broker.host", "\"127.0.0.1\"")]
    [InlineData("broker.host", "\"localhost\"")]
    [InlineData("group", "\"Wasserwerk Süd\"")]
    [InlineData("devices", null)]
    [InlineData("devices", "[]")]
    public void The_edge_of_what_is_allowed_passes(string path, string? json)
    {
        Assert.Empty(Sample.Parse(Sample.With((path, json))).Faults);
    }
}
