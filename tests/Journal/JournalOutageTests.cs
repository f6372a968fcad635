namespace FieldNode.Journal.Tests;

/// <summary>Outages that follow one another.</summary>
public sealed class JournalOutageTests
{
    [Fact]
    public void What_a_flash_refused_in_one_outage_does_not_keep_the_next_one_from_flash()
    {
        var store = new MemoryStore { Full = true };
        var rig = new JournalRig(store: store, flashAfterMs: 60_000);
        Sample(rig, 16);
        Assert.True(rig.Journal.IsFlashRefused);

        store.Full = false;
        rig.Begin();
        rig.ResendAll();
        rig.Confirm();
        rig.Lose(); // within the hold window: what has its receipt stays in the ring
        int writes = rig.Journal.FlashWrites;
        Sample(rig, 30);
        Assert.True(rig.Journal.FlashWrites > writes);
        Assert.InRange(rig.Flash!.Waiting, 10, 30);
        rig.CheckSums();
    }

    private static void Sample(JournalRig rig, int samples)
    {
        for (int i = 0; i < samples; i++, rig.Now += 5000)
        {
            rig.Sample(1, i);
        }
    }
}
