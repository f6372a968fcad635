using System.Text.Json.Nodes;

namespace FieldNode.Settings.Tests;

public sealed class LineWarningsTests : IDisposable
{
    private readonly SoundFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Five_hundred_tags_at_50_ms_on_1200_baud_are_no_plan_and_the_line_says_which_is_one()
    {
        var tags = new JsonArray([.. Enumerable.Range(0, 500).Select(i => new JsonObject { ["name"] = "T" + i, ["table"] = "holding", ["address"] = i, ["periodMs"] = 50 })]);
        string[] said = file.Lines(("lines[0].baud", "1200"), ("lines[0].parity", "\"even\""), ("devices[0].tags", tags.ToJsonString()), ("devices[1].line", "\"line2\""), ("devices[1].unit", "9"));
        string line = Assert.Single(said);
        Assert.StartsWith("warning: lines[0].baud: its requests take ", line, StringComparison.Ordinal);
        Assert.Contains("so it cannot keep up", line, StringComparison.Ordinal);
        Assert.Contains("read its tags every 15000 ms or more seldom", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_period_that_is_advised_fits()
    {
        var tags = new JsonArray([.. Enumerable.Range(0, 100).Select(i => new JsonObject { ["name"] = "T" + i, ["table"] = "holding", ["address"] = 20 * i, ["periodMs"] = 1000 })]);
        (string, string?)[] edits = [("devices[0].tags", tags.ToJsonString()), ("devices[1].line", "\"line2\""), ("devices[1].unit", "9")];
        string line = Assert.Single(file.Lines(edits));
        string advised = System.Text.RegularExpressions.Regex.Match(line, "every ([0-9]+) ms").Groups[1].Value;
        foreach (JsonNode? tag in tags)
        {
            tag!["periodMs"] = int.Parse(advised);
        }
        Assert.Empty(file.Lines([("devices[0].tags", tags.ToJsonString()), .. edits[1..]]));
    }

    [Fact]
    public void A_line_that_is_nearly_busy_all_the_time_leaves_little_for_retries()
    {
        string said = Assert.Single(file.Lines(("devices[2].tags", """[{ "name": "Level", "address": 40001, "type": "int32", "periodMs": 50 }]"""), ("lines[1].pauseMs", "15")));
        Assert.StartsWith("warning: lines[1].baud: its requests take ", said, StringComparison.Ordinal);
        Assert.Contains("which leaves little for retries and writes", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slave_whose_pause_is_longer_than_its_periods_is_told()
    {
        string said = Assert.Single(file.Lines(("devices[1].pauseMs", "2000")));
        Assert.StartsWith("warning: devices[1].pauseMs: with 2000 ms between its requests it would be asked ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_and_buses_that_nobody_is_on_are_told()
    {
        string[] said = file.Lines(("devices[2].line", "\"line1\""), ("devices[2].unit", "7"), ("sensors[3]", "null"), ("sensors", """
            [{ "name": "air", "device": "Room", "bus": "i2c1", "kind": "bme280", "address": 118, "periodMs": 5000, "tags": [{ "name": "T", "value": "temperature" }] }]
            """));
        Assert.Equal(["warning: lines[1].name: no device is on line line2 — remove it, or name it as the line of its devices",
            "warning: buses[1].name: no sensor is on bus spi0 — remove it, or name it as the bus of its sensors"], said);
    }

    [Fact]
    public void A_port_by_its_two_names_is_one_port()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links of /dev/serial are of Linux");
        string port = file.PathOf("ttyUSB0");
        File.WriteAllText(port, "");
        File.CreateSymbolicLink(file.PathOf("by-id"), port);
        string said = Assert.Single(file.Lines(("lines[0].port", $"\"{port}\""), ("lines[1].port", $"\"{file.PathOf("by-id")}\"")));
        Assert.StartsWith("lines[1].port: ", said, StringComparison.Ordinal);
        Assert.Contains("is the port of lines[0] by another name", said, StringComparison.Ordinal);
    }
}
