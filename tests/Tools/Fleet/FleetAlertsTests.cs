using System.Text.Json;
using FieldNode.Cli.Fleet;

namespace FieldNode.Tools.Tests;

/// <summary>Alerts: each raised once and cleared once, whatever the desk and the node do meanwhile.</summary>
public sealed class FleetAlertsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-alerts-").FullName;
    private readonly List<string> lines = [];
    private readonly FleetStage stage = new();
    private readonly FleetStore store;

    public FleetAlertsTests() => store = FleetStore.Open(Path.Combine(folder, "fleet.db"), "broker:8883");

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_node_that_is_gone_for_long_enough_is_raised_once_and_cleared_once()
    {
        FleetAlerts alerts = Alerts();
        stage.Birth(bdSeq: 1).Pass(5).Death(1);
        Run(alerts, stage, 299);
        Assert.Empty(lines);
        Run(alerts, stage, 600);
        Assert.StartsWith("ALERT 2026-01-02T03:09:10Z raised gone g/n: gone since 2026-01-02 03:04:10 (5 min): its death came. Look at", Assert.Single(lines), StringComparison.Ordinal);
        stage.Birth(bdSeq: 2, boots: 8);
        Run(alerts, stage, 100);
        Assert.Equal(2, lines.Count);
        Assert.EndsWith("cleared gone g/n after 11 min, count 1", lines[1], StringComparison.Ordinal);
        Assert.Empty(alerts.Standing);
    }

    [Fact]
    public void What_returns_within_a_minute_is_the_same_alert_counted()
    {
        FleetAlerts alerts = Alerts();
        stage.Birth(bdSeq: 1, more: FleetStage.Number("Certificate/Days left", 10, 60));
        Run(alerts, stage, 2);
        for (ulong i = 1; i < 4; i++)
        {
            stage.Data(2 * i - 1, metrics: FleetStage.Later(60, 300));
            Run(alerts, stage, 20);
            stage.Data(2 * i, metrics: FleetStage.Later(60, 9));
            Run(alerts, stage, 20);
        }
        Assert.Single(lines);
        Assert.Equal(4, Assert.Single(alerts.Standing).Count);
        Assert.Equal(4, Assert.Single(store.Alerts()).Count);
        stage.Data(7, metrics: FleetStage.Later(60, 300));
        Run(alerts, stage, 61);
        Assert.EndsWith("count 4", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_desk_that_starts_anew_raises_nothing_twice_and_clears_only_what_it_knows()
    {
        FleetAlerts alerts = Alerts();
        stage.Birth(bdSeq: 1).Pass(5).Death(1);
        stage.Birth(node: "n2", more: FleetStage.Number("Certificate/Days left", 3, 60));
        Run(alerts, stage, 400);
        int before = lines.Count;
        var later = new FleetStage(stored: [stage.Stored(), stage.Stored("n2")]) { Utc = stage.Utc.AddHours(3) };
        FleetAlerts anew = Alerts();
        Assert.Equal(before, anew.Standing.Count());
        Run(anew, later, 400);
        Assert.Equal(before, lines.Count);
        later.Birth(bdSeq: 2, boots: 9);
        Run(anew, later, 100);
        Assert.Equal(before + 1, lines.Count);
        Assert.Contains("cleared gone g/n ", lines[^1]);
    }

    [Fact]
    public void Each_kind_is_raised_with_what_to_do_and_as_JSON_with_all_members()
    {
        FleetAlerts alerts = Alerts(isJson: true);
        stage.Birth(more: FleetStage.Number("Journal/Dropped", 0, 30)).Take("DBIRTH Update", Messages.With(1, Messages.Integer("Reason", Host.SparkplugType.Int32, 61)));
        stage.Pass(1).Data(2, metrics: FleetStage.Later(30, 44));
        Run(alerts, stage, 2);
        JsonElement[] said = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["rolledBack", "losesSamples"], said.Select(one => one.GetProperty("alert").GetString()));
        Assert.All(said, one =>
        {
            Assert.Equal(["time", "alert", "state", "group", "node", "raised", "count", "text", "toDo"], one.EnumerateObject().Select(member => member.Name));
            Assert.Equal(("raised", "g", "n", 1), (one.GetProperty("state").GetString(), one.GetProperty("group").GetString(), one.GetProperty("node").GetString(), one.GetProperty("count").GetInt32()));
            Assert.True(one.GetProperty("toDo").GetString()!.Length > 10);
        });
    }

    [Fact]
    public void A_store_that_fails_does_not_silence_an_alert()
    {
        FleetAlerts alerts = Alerts();
        stage.Birth(bdSeq: 1).Pass(5).Death(1);
        FleetStage.Sql(folder, "DROP TABLE alert");
        Run(alerts, stage, 301);
        Assert.Contains("raised gone", Assert.Single(lines));
        Assert.NotNull(alerts.Trouble);
    }

    [Fact]
    public void What_was_raised_while_the_store_failed_is_told_as_over_too()
    {
        FleetAlerts alerts = Alerts();
        stage.Birth(bdSeq: 1).Pass(5).Death(1);
        FleetStage.Sql(folder, "ALTER TABLE alert RENAME TO away");
        Run(alerts, stage, 301);
        FleetStage.Sql(folder, "ALTER TABLE away RENAME TO alert"); // there is room again
        stage.Birth(bdSeq: 2, boots: 8);
        Run(alerts, stage, 100);
        Assert.Equal(2, lines.Count);
        Assert.Contains("cleared gone g/n ", lines[1]);
        Assert.Empty(alerts.Standing);
    }

    private FleetAlerts Alerts(bool isJson = false) => new(stage.Limits, store, isJson, lines.Add);

    private static void Run(FleetAlerts alerts, FleetStage stage, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            stage.Pass(1);
            alerts.Step(stage.Model, stage.NowMs, stage.Utc);
        }
    }
}
