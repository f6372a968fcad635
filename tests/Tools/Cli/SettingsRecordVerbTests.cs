using FieldNode.Cli;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Tools.Tests;

public sealed class SettingsRecordVerbTests : IDisposable
{
    private const string Node = """
        { "version": 1, "group": "G", "node": "N", "broker": { "host": "b", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "lines": [ { "name": "l1", "port": "COM2" } ],
          "devices": [ { "name": "d", "line": "l1", "unit": 1, "tags": [ { "name": "t", "address": 30001 } ] } ] }
        """;

    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_record_is_written_beside_the_file_and_shown_as_a_node_file_again()
    {
        string json = Write("node.json", Node);
        Assert.Equal(0, await RunAsync(json));
        string record = Path.Combine(folder, "node.record");
        Assert.StartsWith($"{record}: {new FileInfo(record).Length} bytes, of a node file of {Node.Length}, for firmware ", output.ToString());

        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync("--show", record));

        Assert.Contains("made at the bench", error.ToString());
        Assert.Equal(0, await RunAsync(Write("again.json", output.ToString()), "-o", Path.Combine(folder, "again.record")));
        Assert.Equal(Content(record), Content(Path.Combine(folder, "again.record")));
    }

    [Fact]
    public async Task A_file_with_faults_gets_no_record_and_they_are_told()
    {
        Assert.Equal(1, await RunAsync(Write("node.json", Node.Replace("\"unit\": 1", "\"unit\": 300"))));

        Assert.Contains("devices[0].unit: 300", output.ToString());
        Assert.Contains("1 fault, no record written", output.ToString());
        Assert.False(File.Exists(Path.Combine(folder, "node.record")));
    }

    [Fact]
    public async Task What_no_board_can_read_gets_no_record()
    {
        Assert.Equal(1, await RunAsync(Write("node.json", Node.Replace("\"name\": \"t\"", "\"name\": \"t\U0001F600\""))));

        Assert.Contains("a character beyond U+FFFF", output.ToString());
    }

    [Fact]
    public async Task A_damaged_or_foreign_record_is_told_in_one_line_with_status_1()
    {
        string json = Write("node.json", Node);
        await RunAsync(json);
        string record = Path.Combine(folder, "node.record");
        byte[] bytes = File.ReadAllBytes(record);
        bytes[^20] ^= 1;
        File.WriteAllBytes(record, bytes);

        Assert.Equal(1, await RunAsync("--show", record));
        Assert.Contains("damaged", error.ToString());
        Assert.Equal(1, await RunAsync("--show", json));
        byte[] other = SettingsRecord.Make(new NodeSettings(), "0.0.7", new RecordSource(bytes), 0, 0, true);
        File.WriteAllBytes(record, other);
        Assert.Equal(1, await RunAsync("--show", record));

        Assert.Contains("for firmware 0.0.7", error.ToString());
        Assert.Equal(3, error.ToString().TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task The_record_never_takes_the_place_of_its_file()
    {
        string json = Write("node.json", Node);

        Assert.Equal(2, await RunAsync(json, "-o", json));

        Assert.Equal(Node, File.ReadAllText(json));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told()
    {
        Assert.Equal(1, await RunAsync(Write("node.json", Node), "-o", Path.Combine(folder, "none", "x.record")));
        Assert.Contains("Give another place", error.ToString());
    }

    [Fact]
    public async Task The_form_is_printed_for_the_specification()
    {
        Assert.Equal(0, await RunAsync("--form"));

        Assert.Contains($"form 0x{SettingsRecord.Form:X8}", output.ToString());
        Assert.Contains("    TagSettings: name text; table text; address int -1; ", output.ToString());
    }

    private static byte[] Content(string record)
    {
        byte[] bytes = File.ReadAllBytes(record);
        Assert.Equal(RecordFault.None, SettingsRecord.Open(bytes, bytes.Length, RecordFile.Firmware).Fault);
        return bytes[SettingsRecord.HeadBytes..^8];
    }

    private string Write(string name, string json)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, json);
        return path;
    }

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(["settings-record", .. arguments], output, error, TestContext.Current.CancellationToken);
}
