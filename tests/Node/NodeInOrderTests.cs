using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.NodeTests;

/// <summary>A node in the order of time, with and without aliases: births carry what was confirmed last, the backlog comes next as plain data, live data behind it.</summary>
public sealed class NodeInOrderTests
{
    private const int Before = 10;
    private const int Outage = 60;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Births_carry_the_last_confirmed_value_and_the_backlog_goes_before_live_data(bool hasAliases)
    {
        OutageRig rig = Start(hasAliases);
        int from = Return(rig, () => { });
        foreach (string name in OutageRig.Names)
        {
            Metric[] got = [.. rig.Got(name, from).Where(metric => metric.IntValue > 0)]; // 0 is from before the first number
            Assert.Equal((name, Before, false), (got[0].Name, (int)got[0].IntValue, got[0].IsHistorical)); // the birth
            Assert.All(got, metric => Assert.True(rig.HasOwnTime(metric)));
            Assert.All(got.Skip(1), metric => Assert.Equal((hasAliases, hasAliases ? "" : name), (metric.HasAlias, metric.Name)));
            Metric[] plain = [.. got.Skip(1).Where(metric => !metric.IsHistorical)];
            Assert.Equal(Enumerable.Range(Before + 1, rig.Newest - Before), plain.Select(metric => (int)metric.IntValue));
            Assert.All(got.Where(metric => metric.IsHistorical), metric => Assert.True(metric.IntValue <= Before)); // of the hold window
        }

        Assert.Equal((0, 0), (rig.Node.Node.Edge.Journal.Dropped, rig.Node.Node.Edge.Journal.Depth));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_restart_the_backlog_is_on_flash_and_none_of_it_is_lost(bool hasAliases)
    {
        OutageRig rig = Start(hasAliases);
        int from = Return(rig, () =>
        {
            rig.Node.Stop().Run(5000);
            rig.Node.Restart();
        });
        foreach (string name in OutageRig.Names)
        {
            Metric[] got = [.. rig.Got(name, from).Where(rig.HasOwnTime)];
            Assert.All(Enumerable.Range(Before + 1, rig.Newest - Before), i => Assert.Contains(got, metric => (int)metric.IntValue == i));
        }

        Assert.Equal((0, 0), (rig.Node.Node.Edge.Journal.Dropped, rig.Node.Node.Edge.Journal.Depth));
    }

    private static OutageRig Start(bool hasAliases)
    {
        var rig = new OutageRig(s =>
        {
            s.Sparkplug = new SparkplugSettings { Aliases = hasAliases };
            s.Journal = new JournalSettings { RamBytes = 65_536, InOrder = true };
        });
        rig.Sample(Before).Node.Run(5000);
        rig.Node.Wire.IsCut = true;
        return rig.Sample(Outage);
    }

    // The link comes back, and samples go on.
    private static int Return(OutageRig rig, Action before)
    {
        before();
        int from = rig.Node.Broker.Messages.Count();
        rig.Node.Wire.IsCut = false;
        rig.Node.Run(90_000);
        rig.Sample(20).Node.Run(10_000);
        return from;
    }
}
