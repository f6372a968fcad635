using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.NodeTests;

/// <summary>
/// A contact announces the end of the supply in the midst of an outage: what the journal has in RAM goes to flash, oldest first, for as long as the supply
/// holds, and arrives after the next start.
/// </summary>
public sealed class NodePowerFailTests(ITestOutputHelper output)
{
    private const int Before = 10;
    private const int Outage = 150;

    [Fact]
    public void All_that_was_in_RAM_arrives_with_its_own_time_and_value_if_the_supply_holds_long_enough()
    {
        OutageRig rig = InOutage();
        Fail(rig, operations: int.MaxValue);
        Restart(rig);
        foreach (string name in OutageRig.Names)
        {
            Metric[] got = rig.Got(name);
            Assert.All(Enumerable.Range(1, Before + Outage), i => Assert.Contains(got, metric => (int)metric.IntValue == i && rig.HasOwnTime(metric)));
        }

        Assert.Equal((0, 0), (rig.Node.Node.Edge.Journal.Dropped, rig.Node.Node.Edge.Journal.Depth));
    }

    [Fact]
    public void A_supply_that_goes_in_between_loses_what_is_youngest_and_no_more_the_longer_it_holds()
    {
        OutageRig whole = InOutage();
        int before = whole.Store.Writes;
        Fail(whole, operations: int.MaxValue);
        int operations = whole.Store.Log!.Skip(before).Count(one => one.Name.StartsWith("journal.", StringComparison.Ordinal));
        Assert.InRange(operations, 4, 40); // some segments, and the record of them
        int last = 0;
        var arrived = new List<int>();
        for (int held = 0; held <= operations; held++)
        {
            OutageRig rig = InOutage();
            Fail(rig, held);
            Restart(rig);
            int newest = NewestOf(rig);
            Assert.True(newest >= last, $"{newest} of {rig.Newest} after {held} of {operations} operations, {last} after one less");
            last = newest;
            arrived.Add(newest);
        }

        output.WriteLine($"operations={operations} arrived={string.Join(",", arrived)} of {Before + Outage}");
        Assert.Equal(Before + Outage, last);
        Assert.InRange(arrived[0], Before, Before + 2); // nothing but what the broker had
        Assert.True(arrived.Distinct().Count() >= operations - 1, "a segment that was written whole has arrived");
    }

    [Fact]
    public void A_supply_that_comes_back_loses_nothing_and_sends_nothing_twice()
    {
        OutageRig rig = InOutage();
        Supply(rig, isOn: false);
        rig.Node.Run(2000);
        Supply(rig, isOn: true);
        rig.Sample(5);
        rig.Node.Wire.IsCut = false;
        rig.Node.Run(120_000);
        foreach (string name in OutageRig.Names)
        {
            int[] history = [.. rig.Got(name).Where(metric => metric.IsHistorical && rig.HasOwnTime(metric)).Select(metric => (int)metric.IntValue).Where(i => i > Before)];
            Assert.Equal(Enumerable.Range(Before + 1, rig.Newest - 1 - Before), history); // the newest is in the birth
        }

        Assert.Equal(0, rig.Node.Node.Edge.Journal.Dropped);
    }

    private static OutageRig InOutage()
    {
        var rig = new OutageRig(s => s.Journal = new JournalSettings { RamBytes = 65_536, FlashAfterMs = 3_600_000 });
        rig.Sample(Before).Node.Run(5000);
        rig.Node.Wire.IsCut = true;
        return rig.Sample(Outage);
    }

    // The contact, and the end of the supply behind so many operations on flash, or after a second.
    private static void Fail(OutageRig rig, int operations)
    {
        rig.Store.CutAtWrite = operations == int.MaxValue ? -1 : rig.Store.Writes + operations;
        Supply(rig, isOn: false);
        rig.Node.Run(1000);
        if (!rig.Store.IsCut)
        {
            rig.Store.Cut();
        }

        rig.Node.Run(1000);
        Assert.False(rig.Node.IsRunning);
    }

    private static void Restart(OutageRig rig)
    {
        Supply(rig, isOn: true);
        rig.Node.Wire.IsCut = false;
        rig.Node.Restart().Run(120_000);
        Assert.True(rig.Node.Node.Edge.IsBorn);
    }

    private static void Supply(OutageRig rig, bool isOn) => rig.Node.Plant.Pins[OutageRig.SupplyPin].Level = isOn;

    // Of each tag there is all up to it, and nothing behind it but what the next start found.
    private static int NewestOf(OutageRig rig)
    {
        int[] newest = [.. OutageRig.Names.Select(name =>
        {
            HashSet<int> got = [.. rig.Got(name).Where(rig.HasOwnTime).Select(metric => (int)metric.IntValue)];
            int last = got.Max();
            Assert.Equal(Enumerable.Range(1, last), got.Order());
            return last;
        })];
        Assert.InRange(newest.Max() - newest.Min(), 0, 1); // a batch has some of a round
        return newest.Min();
    }
}
