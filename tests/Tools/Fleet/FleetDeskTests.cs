using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using FieldNode.Cli.Rollouts;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>What a desk holds against nodes, and what it leaves when it ends.</summary>
public sealed class FleetDeskTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-desk-").FullName;
    private FleetDesk desk = null!;

    private string Store => Path.Combine(folder, "fleet.db");

    public ValueTask InitializeAsync()
    {
        desk = new FleetDesk(new LinkOptions { Host = "broker.example", Port = 8883, Plain = true }, new FleetOptions { Store = Store }, TextWriter.Null, TextWriter.Null);
        desk.OpenStore();
        desk.Model.LinkUp(Environment.TickCount64);
        desk.Model.Take(new Received("spBv1.0/g/NBIRTH/n", Messages.NBirth(1, [FleetStage.Text("Properties/Firmware version", "2.0.0", 1)]).ToByteArray(), DateTime.UtcNow, Retained: false), Environment.TickCount64);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_newest_roll_out_of_firmware_says_what_a_node_should_claim_and_settings_say_nothing()
    {
        FleetRollout[] rollouts = [Rollout(3, "site 12", firmware: false), Rollout(2, "2.0.0"), Rollout(1, "1.0.0")];
        Assert.Equal("2.0.0", Expected(rollouts));
        Assert.Equal("1.0.0", Expected([Rollout(2, "2.0.0", status: NodeStatus.RolledBack), Rollout(1, "1.0.0")]));
        Assert.Null(Expected([Rollout(2, "2.0.0", status: NodeStatus.Running), Rollout(1, "1.0.0")])); // on trial it claims the new one
        Assert.Null(Expected([rollouts[0]]));
        Assert.Null(Expected([]));
    }

    [Fact]
    public void What_was_seen_until_the_end_is_kept_and_counted()
    {
        Assert.Equal(ExitStatus.Ok, desk.Close());
        using FleetStore store = FleetStore.Open(Store, "broker.example:8883");
        Assert.Equal(("n", FleetState.Good), (Assert.Single(store.Nodes()).Name, store.Nodes()[0].State));
        Assert.Contains(store.Events("g", "n"), one => one.Text.StartsWith("heard for the first time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ends_within_so_many_days_is_a_list_the_next_one_first_and_who_did_not_say_it_is_named()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        await using var asked = new FleetDesk(new LinkOptions { Host = "broker.example", Port = 8883, Plain = true },
            new FleetOptions { Store = Path.Combine(folder, "asked.db"), Json = true, Once = true, EndsWithin = 30, Sort = FleetSort.Certificate }, output, error);
        asked.OpenStore();
        asked.Model.LinkUp(Environment.TickCount64);
        Born(asked.Model, "late", FleetStage.Number("Certificate/Days left", 30, 1));
        Born(asked.Model, "soon", Ends(3));
        Born(asked.Model, "far", Ends(31));
        Born(asked.Model, "ended", Ends(-1));
        Born(asked.Model, "mute", FleetStage.Text("Properties/Firmware version", "2.0.0", 1));
        Assert.Equal(ExitStatus.Wrong, asked.Close());
        Assert.Equal(["ended", "soon", "late"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("node").GetString()));
        Assert.Contains("when the certificate ends was not said by g/mute: --ask", error.ToString());
    }

    private static Metric Ends(double days) => new()
    {
        Name = "Certificate/Expires", Alias = 2, Datatype = (uint)SparkplugType.DateTime, Timestamp = Messages.Now, LongValue = (ulong)DateTimeOffset.UtcNow.AddDays(days + 0.5).ToUnixTimeMilliseconds(),
    };

    private static void Born(FleetModel model, string node, Metric metric) => model.Take(
        new Received($"spBv1.0/g/NBIRTH/{node}", Messages.NBirth(1, metric).ToByteArray(), DateTime.UtcNow, Retained: false), Environment.TickCount64);

    private string? Expected(FleetRollout[] rollouts)
    {
        desk.TakeRollouts(rollouts);
        return desk.Model.Find("g", "n")!.Expected;
    }

    private static FleetRollout Rollout(int day, string version, bool firmware = true, NodeStatus status = NodeStatus.Updated) => new("r.json", new RolloutState
    {
        Group = "g", Pattern = "*", Rings = ["canary"], Started = new DateTime(2026, 11, day, 0, 0, 0, DateTimeKind.Utc), Nodes = [new RolloutNode { Name = "n", Status = status }],
        Bundle = new BundleFacts("/b.fnb", "ab", version, day, "simulated", 9, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), [], firmware),
    }, null);
}
