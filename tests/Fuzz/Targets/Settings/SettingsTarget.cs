using FieldNode.Esp32;
using FieldNode.Esp32.Tests;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;
using Json.Schema;

namespace FieldNode.Fuzz;

/// <summary>
/// A node file. Whatever it is, its faults are told with place, value and what is allowed. What the check takes, the schema takes; it is read again as
/// the same from what the model writes, from its record, and by the board's reader, unless that one says why not.
/// </summary>
internal sealed class SettingsTarget : FuzzTarget
{
    private static readonly JsonSchema schema = JsonSchema.FromText(NodeSchema.Text);

    internal override string Name => "settings";

    internal override string What => "node file: faults in words; what is taken the schema takes, and file, record and the board's reader give the same settings";

    internal override int BytesMax => 3000;

    internal override long StepsMax => 6_000_000;

    internal override long MemoryMax => 16 << 20;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Bytes.Utf8("{", "}", "[", "]", ",", ":", "\"", "true", "false", "null", "0", "-1", "1e400", "1.5", "2147483648", "\\u0000", "\\ud800", "\\/",
        "\"version\":1,", "\"$schema\":\"x\",", "\"name\":", "\"tags\":[]", "\"sensors\":[{\"name\":\"s\",\"kind\":\"bme280\",\"bus\":\"i2c1\"}],", "\"address\":", "\"type\":\"float\"", "\"scale\":",
        "\"unit\":", "\"devices\":", "\"lines\":", "\"sparkplug\":{\"mode\":\"readOnly\"},", "\"journal\":{},", "\"writable\":true,", "\"order\":\"cdab\",", "\"bit\":3,", "\"board\":\"esp32-s3-n16r8\",")];

    internal override IEnumerable<byte[]> Seeds() => [SettingsSeeds.Small, .. SettingsSeeds.Files().Where(file => file.Length <= BytesMax)];

    internal override void Run(byte[] input)
    {
        SettingsResult result = SettingsFile.Parse(input, "/f", asWritten: true);
        Must(result.Faults.Count <= SettingsFile.FaultsMax, "more faults than are told");
        foreach (SettingsFault fault in result.Faults)
        {
            Must(fault.Path is not null && fault.Value.Length > 0 && fault.Allowed.Length > 0, $"a fault without words: {fault}");
            Must(fault.ToString().IndexOfAny(['\n', '\r', '\u001b', '\0']) < 0, "a fault with control characters");
        }
        Must(result.Settings is null == result.Faults.Count > 0, "no settings, and no fault");
        if (result.Settings is not { } settings)
        {
            return;
        }
        string json = Text(settings);
        SettingsResult again = SettingsFile.Parse(ModelWriter.ToJson(settings), "/f", asWritten: true);
        Must(again.Settings is not null && Text(again.Settings) == json, "written and read it is another");
        byte[]? record = RecordFile.Make(input, out IReadOnlyList<SettingsFault> faults);
        Must(record is null == faults.Count > 0, "no record, and no fault");
        if (record is not null)
        {
            NodeSettings? read = SettingsRecord.Open(record, record.Length, RecordFile.Firmware).Read();
            Must(read is not null && Text(read) == json, "the record holds another");
            Board(input, json);
        }
        if (IsThorough)
        {
            using var document = System.Text.Json.JsonDocument.Parse(input);
            Must(schema.Evaluate(document.RootElement).IsValid, "the schema refuses what the check takes");
        }
    }

    private static void Board(byte[] input, string json)
    {
        _ = new FakeChip();
        try
        {
            Must(Text(new SettingsJson(null!).ParseNode(input)) == json, "the board reads another");
        }
        catch (ArgumentException refused)
        {
            Must(refused.Message.Length > 0, "refused without a word");
            throw new OracleException("the board refuses what the record was made of: " + refused.Message);
        }
    }

    private static string Text(NodeSettings settings) => System.Text.Encoding.UTF8.GetString(ModelWriter.ToJson(settings));
}
