namespace FieldNode.Journal.Tests;

/// <summary>Batches that are many and small: the ring is what fills up, and not the table of them.</summary>
public sealed class SampleJournalMergingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)] // frames of live data to one that is owed
    public void What_a_device_measures_in_a_hold_of_five_minutes_all_follows_its_birth(int live)
    {
        JournalRig rig = new JournalRig(ramBytes: live == 1 ? 16_384 : 32_768).Begin();
        rig.Born[2] = false;
        var sent = 0;
        for (int second = 0; second < 300; second++, rig.Now += 1000)
        {
            rig.Owe(2, second);
            for (int i = 0; i < live; i++, sent++)
            {
                rig.Sample(1, 1000 + sent);
            }

            rig.CheckSums();
            if (second % 2 == 1)
            {
                rig.Confirm();
            }
        }

        Assert.Equal((300 + sent, sent, 0, 0), (rig.Journal.Captured, rig.Journal.Sent, rig.Journal.Dropped, rig.Journal.Unheld));
        Assert.InRange(rig.Journal.Confirmed, 20, sent);
        rig.Born[2] = true;
        rig.Journal.OnBorn(2);
        Assert.Equal(Enumerable.Range(0, 299).Select(i => (2, (double)i)), rig.ResendAll().Select(o => (o.Device, o.Value))); // the birth has the last one
        rig.Confirm();
        rig.CheckSums();
        Assert.Equal((300 + sent, 0), (rig.Journal.Confirmed, rig.Journal.Depth));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // half of the sessions last until their receipt
    public void Sessions_that_come_and_go_every_two_seconds_cost_no_sample(bool areSomeConfirmed)
    {
        var rig = new JournalRig(ramBytes: 16_384);
        var reached = new HashSet<double>();
        int next = 0;
        for (int cycle = 0; cycle < 150; cycle++)
        {
            for (int i = 0; i < 2; i++, rig.Now += 1000)
            {
                rig.Sample(1, next++);
                rig.CheckSums();
                if (i == 0)
                {
                    rig.Begin();
                    reached.Add(next - 1);
                    rig.Resend();
                }
            }

            if (areSomeConfirmed && cycle % 20 == 19)
            {
                rig.ResendAll();
                reached.UnionWith(rig.Wire.Select(o => o.Value));
                rig.Confirm();
            }

            rig.Lose();
            rig.CheckSums();
        }

        Assert.Equal((300, 0, 0), (rig.Journal.Captured, rig.Journal.Dropped, rig.Journal.Unheld));
        rig.Begin();
        reached.Add(next - 1);
        reached.UnionWith(rig.ResendAll().Select(o => o.Value));
        rig.Confirm();
        rig.CheckSums();
        Assert.Equal((300, 0), (rig.Journal.Confirmed, rig.Journal.Depth));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (double)i), reached.Order());
    }
}
