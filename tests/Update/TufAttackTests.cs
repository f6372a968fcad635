using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>
/// The attacks on software updates that The Update Framework lists (TUF, "Security: attacks and weaknesses"), by their names, as far as this room
/// decides them. Who attacks may send a node whatever he likes, and where a test says so has a key.
/// </summary>
public sealed class TufAttackTests
{
    private static readonly BundleContent Seven = Bundles.Firmware();
    private static readonly BundleContent Eight = Bundles.Firmware(8, 40);

    [Fact]
    public void Arbitrary_software_installation()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        byte[] manifest = BundleWriter.Manifest(Eight);
        Assert.Equal(UpdateReason.BadSignature, rig.Send([.. manifest, .. new byte[384]], Bundles.Body(Eight)));
        Assert.Equal(UpdateReason.BadSignature, rig.Send(Eight, SigningKeys.Foreign));
        Assert.Equal(UpdateReason.BadSignature, rig.Send(Eight, SigningKeys.Rotation)); // a right key, but not for this
        Assert.Equal(UpdateReason.BadSignature, rig.Send([.. manifest, .. Bundles.Offer(Seven)[^384..]], Bundles.Body(Eight)));
        Assert.Equal(UpdateReason.WrongKey, rig.Send(Eight with { IsRotation = true }));

        AssertRuns(rig, 7);
    }

    [Fact]
    public void Endless_data()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        int writes = rig.Store.Writes;
        Random random = Seeded.Random();
        byte[] data = new byte[4096];
        for (int i = 0; i < 10_000; i++)
        {
            random.NextBytes(data);
            rig.Updater.Chunk(i * 1000, data, 0, random.Next(4096));
            rig.Updater.Step(rig.Now++, rig.Utc);
        }

        Assert.Equal(writes, rig.Store.Writes);
        Assert.Equal(UpdateReason.Busy, rig.Send(new byte[5000], []));
        rig.Give(Bundles.Body(Seven));
        Assert.Equal(UpdaterState.Ready, rig.Updater.State);
        writes = rig.Store.Writes;
        Assert.False(rig.Updater.Chunk(rig.Updater.WantedOffset, data, 0, 100)); // more than was announced
        Assert.Equal(writes, rig.Store.Writes);
    }

    [Fact]
    public void Extraneous_dependencies()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        BundleContent more = Eight with { Libraries = [.. Eight.Libraries, new("System.Net.WebServer", new Version(1, 0, 0, 0))] };

        Assert.Equal(UpdateReason.OtherLibrary, rig.Send(more));

        Assert.Equal("System.Net.WebServer", rig.Installer.Library);
        AssertRuns(rig, 7);
    }

    [Fact]
    public void Fast_forward()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Bundles.Firmware(int.MaxValue)); // with a stolen key to release
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(Eight));

        Assert.Equal(UpdateReason.None, rig.Send(KeyBundles.Rotation(2, 8)));

        Assert.Equal(UpdateReason.None, rig.Send(Eight, KeyBundles.NextRelease));
        rig.Boot();
        rig.Installer.Confirm();
        AssertRuns(rig, 8);
    }

    [Fact]
    public void Indefinite_freeze()
    {
        UpdateRig rig = new UpdateRig().Boot();
        long signed = rig.Utc;
        rig.Utc = 0; // nobody believes a clock that shows nothing
        Assert.Equal(UpdateReason.NoTrustedTime, rig.Send(Seven));
        rig.Utc = Seven.Expires.ToUnixTimeMilliseconds();
        Assert.Equal(UpdateReason.Expired, rig.Send(Seven));

        rig.Utc = signed;
        rig.OfferOnly(Seven);
        rig.Utc = Seven.Expires.ToUnixTimeMilliseconds(); // it was held back until its end
        rig.Updater.Step(rig.Now, rig.Utc);

        Assert.Equal((UpdaterState.Idle, UpdateReason.Expired), (rig.Updater.State, rig.Updater.Reason));
        rig.Utc = signed;
        Assert.Equal(UpdateReason.None, rig.Send(Seven));
        rig.Utc = long.MaxValue; // what runs does not expire: a plant is not stopped by a calendar
        rig.Boot();
        rig.Installer.Confirm();
        AssertRuns(rig, 7);
    }

    [Fact]
    public void Malicious_mirrors_preventing_updates()
    {
        UpdateRig rig = new UpdateRig().Boot();
        byte[] body = Bundles.Body(Seven);
        rig.OfferOnly(Seven);
        for (int i = 0; i < 200; i++)
        {
            byte[] wrong = Bundles.Bytes(rig.Updater.WantedLength, i);
            rig.Updater.Chunk(rig.Updater.WantedOffset, wrong, 0, wrong.Length);
            rig.StepUntil(() => rig.Updater.WantedLength > 0);
        }

        Assert.Equal(0, rig.Updater.WantedOffset);
        rig.Give(body); // from another one

        Assert.Equal(UpdaterState.Ready, rig.Updater.State);
    }

    [Fact]
    public void Mix_and_match()
    {
        UpdateRig rig = new UpdateRig().Boot();
        byte[] seven = Bundles.Offer(Seven);
        byte[] eight = Bundles.Offer(Eight);
        int length = eight.Length - 384;
        Assert.Equal(UpdateReason.BadSignature, rig.Send([.. eight[..length], .. seven[^384..]], Bundles.Body(Eight)));
        byte[] otherList = [.. eight[..18], .. seven[18..50], .. eight[50..]];
        Assert.Equal(UpdateReason.BadSignature, rig.Send(otherList, Bundles.Body(Seven)));

        rig.OfferOnly(Eight);
        Offer(rig, Bundles.Body(Seven));  // the list of another
        Assert.Equal(0, rig.Updater.WantedOffset);
        Offer(rig, Bundles.Body(Eight));
        Assert.Equal(256, rig.Updater.WantedOffset);
        Offer(rig, Bundles.Body(Seven));  // a chunk of another
        Assert.Equal(256, rig.Updater.WantedOffset);
        Assert.DoesNotContain("slot-a.000", rig.Flash.Files.Keys);
    }

    [Fact]
    public void Rollback()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Eight);
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(Seven));
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(Eight));
        rig.Boot();
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(Seven));
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(Bundles.SettingsOnly(7))); // old settings count as old, too

        AssertRuns(rig, 8);
    }

    [Fact]
    public void Slow_retrieval()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        byte[] body = Bundles.Body(Seven);
        int bytes = 0;
        while (rig.Updater.State == UpdaterState.Receiving)
        {
            rig.Updater.Chunk(rig.Updater.WantedOffset, body, rig.Updater.WantedOffset, 1);
            rig.Now += 60_000; // a byte a minute
            rig.Updater.Step(rig.Now, rig.Utc);
            bytes++;
        }

        Assert.InRange(bytes, 59, 61);
        Assert.Equal(UpdateReason.Stalled, rig.Updater.Reason);
    }

    [Fact]
    public void Partial_bundle()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.OfferOnly(Eight);
        byte[] body = Bundles.Body(Eight);
        for (int file = 0; file < 8; file++) // all but the last chunk
        {
            rig.Updater.Chunk(rig.Updater.WantedOffset, body, rig.Updater.WantedOffset, rig.Updater.WantedLength);
            rig.StepUntil(() => rig.Updater.WantedLength > 0);
            AssertRuns(rig, 7);
            rig.StepUntil(() => rig.Updater.WantedLength > 0);
        }

        Assert.Equal(InstallState.Confirmed, rig.Installer.State);
        rig.Give(body);
        Assert.Equal(8, rig.Boot().Choice.Firmware.Manifest.Sequence);
    }

    [Fact]
    public void Wrong_software_installation()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);

        Assert.Equal(UpdateReason.OtherProduct, rig.Send(Eight with { Product = "other" }));
        Assert.Equal(UpdateReason.OtherBoard, rig.Send(Eight with { Board = "olimex-esp32-poe-iso-wrover" }));
        Assert.Equal(UpdateReason.OtherLibrary, rig.Send(Eight with { Libraries = [new("mscorlib", new Version(1, 17, 12, 0))] }));
        AssertRuns(rig, 7);
    }

    [Fact]
    public void Vulnerability_to_key_compromises()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        // Who has the key to release cannot make himself the only one who has it, and who has the key to rotate cannot release.
        Assert.Equal(UpdateReason.BadSignature, rig.Send(KeyBundles.Rotation(), SigningKeys.Release));
        Assert.Equal(UpdateReason.WrongKey, rig.Send(KeyBundles.Rotation() with { IsRotation = false }));
        Assert.Equal(UpdateReason.BadSignature, rig.Send(Eight, SigningKeys.Rotation));
        Assert.Equal(UpdateReason.WrongKey, rig.Send(Eight with { IsRotation = true }));

        Assert.Equal(UpdateReason.None, rig.Send(KeyBundles.Rotation(2, 8)));

        Assert.Equal(UpdateReason.BadSignature, rig.Send(Eight)); // the stolen key is worth nothing any more
        Assert.Equal(UpdateReason.BadSignature, rig.Send(KeyBundles.Rotation(3), SigningKeys.Rotation));
        AssertRuns(rig, 7);
    }

    private static void Offer(UpdateRig rig, byte[] body)
    {
        rig.Updater.Chunk(rig.Updater.WantedOffset, body, rig.Updater.WantedOffset, rig.Updater.WantedLength);
        rig.StepUntil(() => rig.Updater.WantedLength > 0);
    }

    private static void AssertRuns(UpdateRig rig, int sequence)
    {
        rig.Boot();
        Assert.Equal((sequence, false), (rig.Choice.Firmware.Manifest.Sequence, rig.Choice.IsTrial));
    }
}
