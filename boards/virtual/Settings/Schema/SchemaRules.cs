using System.Text.Json.Nodes;
using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// What each member may be by itself, as keywords of JSON Schema, from the constants that <see cref="SettingsCheck"/> uses. What joins
/// two members is the check's alone.
/// </summary>
internal static class SchemaRules
{
    private const string Id = @"^[^+/#\u0000-\u001F\u007F-\u009F]+$";
    private const string Plain = @"^[^\u0000-\u001F\u007F-\u009F]+$";
    private const string Metric = @"^[^.,\\@#$%^&*()\[\]{}|!`~:;'""<>?\u0000-\u001F\u007F-\u009F]+$";
    private const string Line = @"^[^/.,\\@#$%^&*()\[\]{}|!`~:;'""<>?\u0000-\u001F\u007F-\u009F]+$";
    private const string Host = @"^[A-Za-z0-9_]([A-Za-z0-9_.\-]*[A-Za-z0-9_])?$";
    private const string Day = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    private const string Hex = @"^([0-9A-Fa-f]{2})*$";
    private const int DayMs = SettingsLimits.PeriodMaxMs;

    private static readonly Dictionary<string, Action<JsonObject>> rules = new()
    {
        ["Node.version"] = Range(SettingsLimits.Version, SettingsLimits.Version),
        ["Node.group"] = Text(SettingsLimits.IdBytesMax, Id),
        ["Node.node"] = Text(SettingsLimits.IdBytesMax, Id),
        ["Node.lines"] = Items(0, SettingsLimits.LinesMax),
        ["Node.devices"] = Items(0, SettingsLimits.DevicesMax),
        ["Node.buses"] = Items(0, SettingsLimits.BusesMax),
        ["Node.sensors"] = Items(0, SettingsLimits.SensorsMax),
        ["Node.heartbeatMs"] = ZeroOr(1000, DayMs),
        ["Node.board"] = Words(BoardPins.Names),
        ["Broker.host"] = Text(SettingsLimits.HostLengthMax, Host),
        ["Broker.port"] = Range(1, 65535),
        ["Broker.clientId"] = Text(SettingsLimits.MqttTextBytesMax, Plain),
        ["Broker.user"] = Text(SettingsLimits.MqttTextBytesMax, Plain),
        ["Broker.passwordFile"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["Broker.caFile"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["Broker.certificateFile"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["Broker.keyFile"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["Broker.keepAliveS"] = Range(SettingsLimits.KeepAliveMinS, SettingsLimits.KeepAliveMaxS),
        ["Broker.connectDelayMaxMs"] = Range(0, SettingsLimits.ConnectDelayMaxMs),
        ["Node.otherBrokers"] = Items(0, SettingsLimits.OtherBrokersMax),
        ["OtherBroker.host"] = Text(SettingsLimits.HostLengthMax, Host),
        ["OtherBroker.port"] = Range(1, 65535),
        ["OtherBroker.user"] = Text(SettingsLimits.MqttTextBytesMax, Plain),
        ["OtherBroker.passwordFile"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["OtherBroker.caFile"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["PrimaryHost.id"] = Text(SettingsLimits.IdBytesMax, Id),
        ["PrimaryHost.waitMs"] = Range(SettingsLimits.HostWaitMinMs, SettingsLimits.HostWaitMaxMs),
        ["PrimaryHost.birthDelayMaxMs"] = Range(0, SettingsLimits.BirthDelayMaxMs),
        ["Control.scanRateMaxMs"] = ZeroOr(SettingsLimits.ScanRateMinMs, SettingsLimits.ScanRateMaxMs),
        ["Sparkplug.mode"] = Words(SparkplugForm.Modes),
        ["Sparkplug.keySwitch"] = Text(SettingsLimits.MetricNameBytesMax, null),
        ["Sparkplug.writesPerMinuteMax"] = Range(0, SettingsLimits.WritesPerMinuteMax),
        ["Sparkplug.commandAgeMaxMs"] = Range(0, DayMs),
        ["Sparkplug.uint32"] = Words(SparkplugForm.UInt32Fields),
        ["Sparkplug.deviceReturn"] = Words(SparkplugForm.Returns),
        ["Sparkplug.verify"] = Words(SparkplugForm.Verifications),
        ["Sparkplug.frameBytesMax"] = Range(SettingsLimits.FrameBytesMin, SettingsLimits.FrameBytesMax),
        ["Sparkplug.healthPeriodMs"] = Range(SettingsLimits.HealthPeriodMinMs, DayMs),
        ["Journal.ramBytes"] = Range(JournalSettings.ByBoard, SettingsLimits.JournalRamMax),
        ["Journal.holdMs"] = Range(0, SettingsLimits.JournalHoldMaxMs),
        ["Journal.confirmMs"] = Range(SettingsLimits.JournalConfirmMinMs, SettingsLimits.JournalConfirmMaxMs),
        ["Journal.flashBytes"] = ZeroOr(SettingsLimits.JournalFlashMin, SettingsLimits.JournalFlashMax),
        ["Journal.flashAfterMs"] = Range(SettingsLimits.JournalFlashAfterMinMs, DayMs),
        ["Update.keySwitch"] = Text(SettingsLimits.MetricNameBytesMax, null),
        ["Update.confirmMs"] = Range(SettingsLimits.ConfirmMinMs, DayMs),
        ["Update.trialMs"] = Range(SettingsLimits.ConfirmMinMs, DayMs),
        ["Line.name"] = Text(SettingsLimits.LineNameBytesMax, Line),
        ["Line.port"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["Line.baud"] = Numbers(LineForm.Bauds),
        ["Line.parity"] = Words(LineForm.Parities),
        ["Line.stopBits"] = Range(0, 2),
        ["Line.replyTimeoutMs"] = Range(SettingsLimits.ReplyTimeoutMinMs, SettingsLimits.ReplyTimeoutMaxMs),
        ["Line.mergeGap"] = Range(0, SettingsLimits.MergeGapMax),
        ["Line.registersMax"] = Range(1, SettingsLimits.RegistersMax),
        ["Line.pauseMs"] = Range(0, SettingsLimits.LinePauseMaxMs),
        ["Line.gapMs"] = Range(0, SettingsLimits.LinePauseMaxMs),
        ["Device.name"] = Text(SettingsLimits.IdBytesMax, Id),
        ["Device.line"] = Text(SettingsLimits.LineNameBytesMax, null),
        ["Device.unit"] = Range(1, SettingsLimits.GatewayUnitMax),
        ["Device.retries"] = Range(0, SettingsLimits.RetriesMax),
        ["Device.pauseMs"] = Range(0, SettingsLimits.DevicePauseMaxMs),
        ["Device.registersMax"] = Range(0, SettingsLimits.RegistersMax),
        ["Device.tags"] = Items(1, SettingsLimits.TagsMax),
        ["Tag.name"] = Text(SettingsLimits.MetricNameBytesMax, Metric),
        ["Tag.table"] = Words(ModbusAddress.TableNames),
        ["Tag.address"] = Range(0, 465536),
        ["Tag.type"] = Words(TagForm.TypeNames),
        ["Tag.order"] = Words(TagForm.OrderNames),
        ["Tag.bit"] = Range(-1, 15),
        ["Tag.length"] = Range(0, SettingsLimits.RegistersMax),
        ["Tag.charset"] = Words(TagForm.CharsetNames),
        ["Tag.notAvailable"] = rule => rule["pattern"] = "^(nan|(0x)?[0-9A-Fa-f]{2,16})$",
        ["Tag.scaleAddress"] = Range(-1, 465536),
        ["Tag.publishAs"] = Words(TagForm.PublishNames),
        ["Tag.scale"] = rule => rule["not"] = new JsonObject { ["const"] = 0 },
        ["Tag.unit"] = Text(SettingsLimits.UnitBytesMax, Plain),
        ["Tag.deadband"] = Least(0),
        ["Tag.deadbandPercent"] = Range(0, 100),
        ["Tag.periodMs"] = Range(SettingsLimits.PeriodMinMs, DayMs),
        ["Tag.minReportMs"] = Range(0, DayMs),
        ["Tag.maxReportMs"] = Range(0, DayMs),
        ["Bus.name"] = Text(SettingsLimits.LineNameBytesMax, Line),
        ["Bus.kind"] = Words(SensorForm.BusKinds),
        ["Bus.port"] = Text(SettingsLimits.FileNameBytesMax, Plain),
        ["Sensor.name"] = Text(SettingsLimits.LineNameBytesMax, Line),
        ["Sensor.device"] = Text(SettingsLimits.IdBytesMax, Id),
        ["Sensor.bus"] = Text(SettingsLimits.LineNameBytesMax, null),
        ["Sensor.kind"] = Words(SensorKinds.Names),
        ["Sensor.address"] = ZeroOr(8, 119),
        ["Sensor.periodMs"] = Range(SettingsLimits.PeriodMinMs, DayMs),
        ["Sensor.retries"] = Range(0, SettingsLimits.RetriesMax),
        ["Sensor.samplesPerSecond"] = Numbers(SensorForm.AdsRates),
        ["Sensor.shuntOhm"] = Above(0),
        ["Sensor.referenceOhm"] = Above(0),
        ["Sensor.nominalOhm"] = Numbers([100, 1000]),
        ["Sensor.wires"] = Range(2, 4),
        ["Sensor.rom"] = rule => rule["pattern"] = "^[0-9A-Fa-f]{16}$",
        ["Sensor.tags"] = Items(1, SettingsLimits.TagsMax),
        ["Register.setup"] = HexBytes,
        ["Register.command"] = HexBytes,
        ["Register.waitMs"] = Range(0, 60000),
        ["Register.replyBytes"] = Range(1, 32),
        ["Register.crcEvery"] = Range(0, 31),
        ["Register.crcPolynomial"] = Range(1, 255),
        ["Register.crcStart"] = Range(0, 255),
        ["SensorTag.name"] = Text(SettingsLimits.MetricNameBytesMax, Metric),
        ["SensorTag.value"] = Words(SensorKinds.Names.SelectMany(name => SensorKinds.Find(name).Values ?? []).Distinct()),
        ["SensorTag.fullScaleMv"] = Numbers(SensorForm.AdsFullScales),
        ["SensorTag.filterMs"] = Range(0, 3600000),
        ["SensorTag.publishAs"] = Words(TagForm.PublishNames.Where(name => name is not (null or "Boolean" or "String" or "Text"))),
        ["SensorTag.scale"] = rule => rule["not"] = new JsonObject { ["const"] = 0 },
        ["SensorTag.unit"] = Text(SettingsLimits.UnitBytesMax, Plain),
        ["SensorTag.deadband"] = Least(0),
        ["SensorTag.deadbandPercent"] = Range(0, 100),
        ["SensorTag.minReportMs"] = Range(0, DayMs),
        ["SensorTag.maxReportMs"] = Range(0, DayMs),
        ["Loop.shuntOhm"] = Above(0),
        ["Loop.cutoffPercent"] = Range(0, 20),
        ["Care.frozenAfterMs"] = ZeroOr(1000, DayMs),
        ["Care.frozenNoise"] = Least(0),
        ["Calibration.on"] = Text(10, Day),
        ["Calibration.by"] = Text(SettingsLimits.IdBytesMax, Plain),
        ["Calibration.due"] = Text(10, Day),
        ["Terminal.device"] = Text(SettingsLimits.IdBytesMax, Id),
        ["Terminal.pollMs"] = Range(1, 1000),
        ["Terminal.saveEveryMs"] = Range(1000, DayMs),
        ["Terminal.saveEveryPulses"] = Least(0),
        ["Terminal.powerFailPin"] = Range(-1, SettingsLimits.PinHighest),
        ["Terminal.contacts"] = Items(0, SettingsLimits.PinsMax),
        ["Terminal.outputs"] = Items(0, SettingsLimits.PinsMax),
        ["Terminal.counters"] = Items(0, SettingsLimits.PinsMax),
        ["Contact.name"] = Text(SettingsLimits.MetricNameBytesMax, Metric),
        ["Contact.pin"] = Range(0, SettingsLimits.PinHighest),
        ["Contact.pull"] = Words(SensorForm.Pulls),
        ["Contact.debounceMs"] = Range(0, 10000),
        ["Output.name"] = Text(SettingsLimits.MetricNameBytesMax, Metric),
        ["Output.pin"] = Range(0, SettingsLimits.PinHighest),
        ["Output.atLinkLoss"] = Words(SensorForm.LinkLosses),
        ["Output.linkLossMs"] = Range(0, DayMs),
        ["Counter.name"] = Text(SettingsLimits.MetricNameBytesMax, Metric),
        ["Counter.pin"] = Range(0, SettingsLimits.PinHighest),
        ["Counter.edge"] = Words(SensorForm.Edges),
        ["Counter.pull"] = Words(["up", "none"]),
        ["Counter.unitsPerPulse"] = Above(0),
        ["Counter.unit"] = Text(SettingsLimits.UnitBytesMax, Plain),
        ["Counter.rateName"] = Text(SettingsLimits.MetricNameBytesMax, Metric),
        ["Counter.rateUnit"] = Text(SettingsLimits.UnitBytesMax, Plain),
        ["Counter.ratePer"] = Words(SensorForm.Bases),
        ["Counter.rateWindowMs"] = Range(1000, 3600000),
    };

    /// <summary>Members that have a rule, as <c>Line.baud</c>; a test looks whether each of them is there.</summary>
    internal static IEnumerable<string> Names => rules.Keys;

    /// <summary>Adds the keywords of a member, if it has a rule.</summary>
    internal static void Apply(string owner, string member, JsonObject schema)
    {
        if (rules.TryGetValue(owner + "." + member, out var rule))
        {
            rule(schema);
        }
    }

    private static Action<JsonObject> Range(int low, int high) => rule =>
    {
        rule["minimum"] = low;
        rule["maximum"] = high;
    };

    private static Action<JsonObject> Least(int low) => rule => rule["minimum"] = low;

    private static Action<JsonObject> Above(int low) => rule => rule["exclusiveMinimum"] = low;

    private static Action<JsonObject> ZeroOr(int low, int high) => rule => rule["anyOf"] = new JsonArray(
        new JsonObject { ["const"] = 0 }, new JsonObject { ["minimum"] = low, ["maximum"] = high });

    private static Action<JsonObject> Numbers(IEnumerable<int> numbers) =>
        rule => rule["enum"] = new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]);

    private static Action<JsonObject> Words(IEnumerable<string?> words) =>
        rule => rule["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => JsonValue.Create(word))]);

    // Lengths are counted in bytes by the check and in characters by JSON Schema: what is too long in characters is so in bytes.
    private static Action<JsonObject> Text(int bytesMax, string? pattern) => rule =>
    {
        rule["minLength"] = 1;
        rule["maxLength"] = bytesMax;
        if (pattern is not null)
        {
            rule["pattern"] = pattern;
        }
    };

    private static void HexBytes(JsonObject rule)
    {
        rule["maxLength"] = 64;
        rule["pattern"] = Hex;
    }

    private static Action<JsonObject> Items(int low, int high) => rule =>
    {
        if (low > 0)
        {
            rule["minItems"] = low;
        }
        rule["maxItems"] = high;
    };
}
