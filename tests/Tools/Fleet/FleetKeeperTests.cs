using FieldNode.Cli;
using FieldNode.Cli.Fleet;

namespace FieldNode.Tools.Tests;

/// <summary>When what was seen goes to the store, and what becomes of it while the store fails.</summary>
public sealed class FleetKeeperTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-keeper-").FullName;
    private readonly FleetStage stage = new();
    private readonly List<string> said = [];
    private readonly FleetStore store;
    private readonly FleetKeeper keeper;

    public FleetKeeperTests()
    {
        store = FleetStore.Open(Path.Combine(folder, "fleet.db"), "broker.example:8883");
        keeper = new FleetKeeper(store, said.Add);
    }

    public void Dispose()
    {
        keeper.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_happened_is_kept_within_seconds_and_what_counts_on_now_and_then()
    {
        Happens("first", stage.NowMs);
        stage.Pass(1);
        Happens("second", stage.NowMs);
        Assert.Equal(["first"], Kept());
        Assert.Equal(["second", "first"], keeper.EventsOf(stage.Node()).Select(one => one.Text)); // also what is not kept yet
        stage.Pass(5);
        Save();
        Assert.Equal(["second", "first"], Kept());
        Assert.False(keeper.HasNews);
    }

    [Fact]
    public void While_the_store_fails_it_is_told_once_and_nothing_is_lost()
    {
        FleetStage.Sql(folder, "ALTER TABLE event RENAME TO away");
        for (int i = 0; i < 3; i++)
        {
            Happens($"event {i}", stage.NowMs);
            stage.Pass(6);
        }
        Assert.Single(said);
        Assert.Equal(said[0], keeper.Trouble);
        FleetStage.Sql(folder, "ALTER TABLE away RENAME TO event");
        Save();
        Assert.Null(keeper.Trouble);
        Assert.Equal(["event 2", "event 1", "event 0"], Kept());
        Assert.Equal(FleetState.Good, Assert.Single(store.Nodes()).State);
    }

    [Fact]
    public void Many_nodes_are_kept_in_slices_so_that_others_have_their_turn_between()
    {
        const int nodes = 3 * FleetKeeper.Slice;
        All(nodes);
        Save();
        Assert.True(keeper.IsUnderWay);
        Assert.Equal(FleetKeeper.Slice, store.Nodes().Count);
        keeper.Add(new FleetEvent(stage.Utc, "g", "n", "meanwhile"));
        for (int slice = 1; slice < 3; slice++)
        {
            Save();
        }
        Assert.False(keeper.IsUnderWay);
        Assert.Equal(nodes, store.Nodes().Count);
        Assert.All(stage.Model.Nodes, node => Assert.Equal(["heard"], store.Events("g", node.Name).Select(one => one.Text)));
        Assert.True(keeper.HasNews); // what came meanwhile is due in some seconds
        All(nodes);
        keeper.Save(stage.Model, stage.NowMs, force: true, null);
        Assert.False(keeper.IsUnderWay || keeper.HasNews);
        Assert.Contains(store.Events("g", "n"), one => one.Text == "meanwhile");
    }

    [Fact]
    public void A_store_that_fails_between_two_slices_loses_nothing()
    {
        const int nodes = 2 * FleetKeeper.Slice;
        All(nodes);
        Save();
        FleetStage.Sql(folder, "ALTER TABLE event RENAME TO away");
        Save();
        Assert.Equal(keeper.Trouble, Assert.Single(said));
        Assert.False(keeper.IsUnderWay);
        FleetStage.Sql(folder, "ALTER TABLE away RENAME TO event");
        stage.Pass(6);
        Save();
        Assert.Null(keeper.Trouble);
        Assert.Equal(nodes, store.Nodes().Count);
        Assert.All(stage.Model.Nodes, node => Assert.Single(store.Events("g", node.Name)));
    }

    private void All(int nodes)
    {
        for (int i = 0; i < nodes; i++)
        {
            stage.Birth(node: $"n{i}");
            keeper.Add(new FleetEvent(stage.Utc, "g", $"n{i}", "heard"));
        }
        stage.Pass(1);
    }

    private void Happens(string text, long now)
    {
        if (stage.Model.Find("g", "n") is null)
        {
            stage.Birth().Step();
        }
        keeper.Add(new FleetEvent(stage.Utc, "g", "n", text));
        keeper.Save(stage.Model, now, force: false, null);
    }

    private void Save() => keeper.Save(stage.Model, stage.NowMs, force: false, null);

    private IEnumerable<string> Kept() => store.Events("g", "n").Select(one => one.Text);
}
