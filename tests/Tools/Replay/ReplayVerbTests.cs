using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Tools.Tests.Replay;

public sealed class ReplayVerbTests : IDisposable
{
    private const long Utc = SimNode.Utc0;

    private readonly FieldNodeOfTest field = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => field.Dispose();

    [Fact]
    public async Task The_time_line_has_the_script_the_field_and_the_run_and_ends_with_one_line_of_figures()
    {
        field.Silent(10, 14, "Meter1").Run(30).Take();
        Assert.Equal(0, await ReplayAsync());
        string[] lines = Lines();
        Assert.Contains(lines, line => line.Contains("script Meter1: timeout (1), from now on", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("field  Meter1 is away: no answer (2) | the same, ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Meter1: good for ", StringComparison.Ordinal) && line.Contains("given up (no answer", StringComparison.Ordinal));
        Assert.Matches("^replay: events=\\d+ scripted=\\d+ matched=\\d+ unexplained=0 not_scripted=0 only_in_run=0 virtual_hours=0\\.\\d$", lines[^1]);
    }

    [Fact]
    public async Task What_no_script_can_make_is_listed_by_name_and_does_not_count_as_explained()
    {
        EventRing ring = Ring();
        ring.Add(EventKind.CommandRefused, 4, 0, "Meter1", 60_000, Utc + 60_000);
        ring.Add(EventKind.StepFailed, 1, 0, (string)null!, 70_000, Utc + 70_000);
        ring.Add(EventKind.SlaveFault, 1, 0, "Ghost", 80_000, Utc + 80_000);
        ring.Close(90_000, Utc + 90_000);
        await ReplayAsync();
        string[] lines = Lines();
        Assert.Contains(lines, line => line.Contains("command for Meter1 refused", StringComparison.Ordinal) && line.Contains("not scripted: what the host sent is not in the ring", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("a step failed", StringComparison.Ordinal) && line.Contains("not scripted: a fault of the program", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("not scripted: the node file has no device Ghost", StringComparison.Ordinal));
        Assert.Contains("not_scripted=3", lines[^1]);
    }

    [Fact]
    public async Task An_event_that_does_not_come_again_is_named_and_the_status_is_1()
    {
        EventRing ring = Ring();
        ring.Add(EventKind.OutputFallback, 1, 0, "Terminals/Pump", 60_000, Utc + 60_000);
        ring.Add(EventKind.HostOffline, 1, 0, (string)null!, 70_000, Utc + 70_000); // the node file has no primary host
        ring.Close(90_000, Utc + 90_000);
        Assert.Equal(1, await ReplayAsync());
        Assert.Contains(Lines(), line => line.StartsWith("not explained by the script: 2026-09-21 ", StringComparison.Ordinal) && line.Contains("primary host is offline", StringComparison.Ordinal));
        Assert.Contains("unexplained=1", Lines()[^1]);
    }

    [Fact]
    public async Task For_scripts_each_line_of_the_time_line_is_an_object_and_the_last_has_the_figures()
    {
        field.Silent(10, 14, "Meter1").Run(30).Take();
        Assert.Equal(0, await ReplayAsync("--json"));
        JsonElement[] all = [.. Lines().Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.All(all, one => Assert.Contains(one.GetProperty("type").GetString(), new[] { "note", "script", "field", "only-in-run", "quality", "replay" }));
        JsonElement died = all.Single(one => one.GetProperty("type").GetString() == "field" && one.GetProperty("kind").GetString() == "device-died");
        Assert.True(died.GetProperty("matched").GetBoolean());
        Assert.Equal("cause", died.GetProperty("role").GetString());
        Assert.InRange(died.GetProperty("differenceMs").GetInt64(), -5000, 5000);
        Assert.Equal(0, all[^1].GetProperty("unexplained").GetInt32());
    }

    [Fact]
    public async Task What_events_json_wrote_is_a_ring_as_well()
    {
        field.Silent(10, 14, "Meter1").Run(30).Take();
        await CommandLine.RunAsync(["events", field.State, "--json"], output, error, TestContext.Current.CancellationToken);
        string file = Path.Combine(field.Folder, "tuesday.jsonl");
        File.WriteAllText(file, output.ToString());
        Assert.Equal(0, await ReplayAsync("--events", file));
        File.AppendAllText(file, "{\"sequence\": 9, \"run\"");
        Assert.Equal(1, await ReplayAsync("--events", file));
        Assert.Contains("skipped: line", error.ToString());
    }

    [Fact]
    public async Task A_ring_that_is_torn_is_told_in_a_line_and_the_rest_is_replayed()
    {
        field.Silent(10, 14, "Meter1").Run(30).Take();
        string file = Directory.GetFiles(field.State, "events.often.*")[0];
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^20]);
        Assert.Equal(1, await ReplayAsync());
        Assert.Contains("skipped: " + Path.GetFileName(file) + ": it ends within record", error.ToString());
        Assert.StartsWith("replay: ", Lines()[^1]);
    }

    [Fact]
    public async Task Another_node_file_than_the_nodes_is_told()
    {
        EventRing ring = Ring();
        ring.Add(EventKind.SettingsChanged, 0x1234, 0x99, (string)null!, 1500, Utc + 1500);
        ring.Close(90_000, Utc + 90_000);
        await ReplayAsync();
        Assert.Contains(Lines(), line => line.StartsWith("note: ", StringComparison.Ordinal) && line.Contains("is another node file than the node had last (CRC 00001234)", StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.Contains("not scripted: the node file of that time (CRC 00001234) was not given", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mark_of_the_node_file_beside_the_ring_counts_when_the_event_is_gone()
    {
        EventRing ring = Ring();
        ring.Close(90_000, Utc + 90_000);
        SettingsMark.Check(new DiskFlashStore(field.State), 0x4321, new EventRing(new MemoryStore()), 0, 0);
        await ReplayAsync();
        Assert.Contains(Lines(), line => line.Contains("CRC 00004321", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_without_a_date_are_placed_by_their_turn_and_that_is_told()
    {
        EventRing ring = Ring(0);
        ring.Add(EventKind.DeviceBorn, 0, 0, "Meter1", 3000, 0);
        ring.Close(90_000, 0);
        var next = new EventRing(new DiskFlashStore(field.State));
        next.Start(RunEnd.Unmarked, RecordFile.Firmware, 0, Utc);
        next.Close(1000, Utc);
        await ReplayAsync();
        Assert.Contains(Lines(), line => line.StartsWith("note: run 1: its 2 events have no date", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_span_outside_of_the_ring_says_what_the_ring_covers()
    {
        field.Run(30).Take();
        Assert.Equal(2, await ReplayAsync("--from", "2030-01-01"));
        Assert.Contains("the ring covers 2026-09-21 14:13:20 to 2026-09-21 14:", error.ToString());
        error.GetStringBuilder().Clear();
        Assert.Equal(2, await ReplayAsync("--to", "2020-01-01"));
        Assert.Contains("the ring covers", error.ToString());
        await ReplayAsync("--from", "2026-09-20", "--to", "2026-09-30");
        Assert.Contains(Lines(), line => line.EndsWith("nothing is known from before", StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.EndsWith("nothing is known from after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_ring_is_one_line()
    {
        Directory.CreateDirectory(field.State);
        Assert.Equal(2, await ReplayAsync());
        Assert.Contains("no event files there", error.ToString());
        File.WriteAllText(Path.Combine(field.Folder, "nothing.jsonl"), "\n");
        error.GetStringBuilder().Clear();
        Assert.Equal(2, await ReplayAsync("--events", Path.Combine(field.Folder, "nothing.jsonl")));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("there is nothing to replay", error.ToString());
    }

    [Theory]
    [InlineData("--from soon")]
    [InlineData("--within -1")]
    [InlineData("--events /nowhere")]
    [InlineData("--from 2026-09-22 --to 2026-09-21")]
    public async Task Wrong_use_is_one_line_and_status_2(string options)
    {
        field.Run(5).Take();
        Assert.Equal(2, await ReplayAsync(options.Split(' ')));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("node.example.json")]
    [InlineData("node.esp32.example.json")]
    public async Task The_node_files_of_the_docs_can_be_replayed(string example)
    {
        EventRing ring = Ring();
        ring.Add(EventKind.LinkDown, 13, 60, (string)null!, 600_000, Utc + 600_000);
        ring.Close(700_000, Utc + 700_000);
        File.Copy(Path.Combine(ImportDocs.Root, "docs", example), field.Config, overwrite: true);
        Assert.InRange(await ReplayAsync(), 0, 1);
        Assert.Contains(Lines(), line => line.Contains("connection lost (13) | the same", StringComparison.Ordinal));
        Assert.StartsWith("replay: events=2 ", Lines()[^1]);
        Assert.DoesNotContain(Lines(), line => line.Contains("damaged", StringComparison.Ordinal)); // a part without a kind has its CRC
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_lines()
    {
        field.Silent(10, 14, "Meter1").Link(20, 24, Mqtt.MqttFault.ConnectionLost, Mqtt.MqttFault.ConnectionRefused).Run(40).Take();
        await ReplayAsync("--seed", "7");
        string first = output.ToString();
        await ReplayAsync("--seed", "7");
        Assert.Equal(first, output.ToString());
    }

    private EventRing Ring(long utc = Utc)
    {
        var ring = new EventRing(new DiskFlashStore(field.State));
        ring.Start(RunEnd.Unmarked, RecordFile.Firmware, 0, utc);
        return ring;
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<int> ReplayAsync(params string[] options)
    {
        output.GetStringBuilder().Clear();
        string[] events = options.Contains("--events") ? [] : ["--events", field.State];
        return CommandLine.RunAsync(["replay", "--config", field.Config, .. events, .. options], output, error, TestContext.Current.CancellationToken);
    }
}
