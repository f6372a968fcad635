using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>What is flipped in a verified slot is found at the next start, whatever it is.</summary>
public sealed class SlotCheckTests
{
    private static readonly BundleContent Content = Bundles.Firmware();

    [Fact]
    public void A_slot_that_is_right_is_good_and_hands_out_its_parts()
    {
        UpdateRig rig = Verified();
        SlotCheck check = Check(rig, keepsAssemblies: true);
        Assert.Null(check.PartOf(0)); // not before all is right

        Assert.True(check.Run());

        Assert.Equal(Content.Parts.Select(part => part.Content), Enumerable.Range(0, 4).Select(check.PartOf));
        SlotCheck light = Check(rig, keepsAssemblies: false);
        Assert.True(light.Run());
        Assert.Null(light.PartOf(0));
        Assert.Equal(Content.Parts[3].Content, light.PartOf(3));
    }

    [Fact]
    public void One_file_is_read_in_a_step()
    {
        SlotCheck check = Check(Verified(), keepsAssemblies: false);
        int steps = 1;
        while (check.Step() == CheckResult.InProgress)
        {
            steps++;
        }

        Assert.Equal(2 + 8, steps);
        Assert.Equal(CheckResult.Good, check.Step());
    }

    [Fact]
    public void Every_single_bit_of_manifest_signature_and_seal_counts_at_a_start()
    {
        UpdateRig rig = Verified();
        byte[] head = rig.Flash.Files["slot-a.head"];
        int accepted = 0;
        for (int bit = 0; bit < head.Length * 8; bit++)
        {
            head[bit / 8] ^= (byte)(1 << (bit % 8));
            SlotCheck check = Check(rig, keepsAssemblies: false);
            accepted += check.Run() ? 1 : 0;
            Assert.Equal(UpdateReason.BadSeal, check.Reason);
            head[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"head bits={head.Length * 8} (manifest, signature, seal) accepted={accepted}");
        Assert.Equal(0, accepted);
        Assert.True(Check(rig, false).Run());
    }

    [Fact]
    public void Every_single_bit_of_manifest_and_signature_counts_in_an_offer()
    {
        byte[] offer = Bundles.Offer(Bundles.SettingsOnly());
        int accepted = 0;
        Parallel.For(0, offer.Length * 8, bit =>
        {
            byte[] changed = [.. offer];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var manifest = new Manifest();
            if (manifest.Read(changed, changed.Length) == UpdateReason.None)
            {
                var check = new SignatureCheck(changed, manifest.Length, SigningKeys.Record, KeyRecord.KeyAt(manifest.IsRotation));
                Interlocked.Add(ref accepted, check.Step(10_000) == CheckResult.Bad ? 0 : 1);
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"offer bits={offer.Length * 8} (manifest, signature) accepted={accepted}");
        Assert.Equal(0, accepted);
    }

    [Fact]
    public void A_hundred_thousand_random_flips_of_parts_and_list_are_found()
    {
        UpdateRig rig = Verified();
        Random random = Seeded.Random();
        var manifest = new Manifest();
        byte[] head = rig.Flash.Files["slot-a.head"];
        manifest.Read(head, head.Length - Seal.Bytes);
        byte[] list = rig.Flash.Files["slot-a.list"];
        byte[] chunkKey = ChunkDigest.Key(ChunkDigest.ChunkKey);
        byte[] listKey = ChunkDigest.Key(ChunkDigest.ListKey);
        int accepted = 0;
        const int flips = 100_000;
        for (int i = 0; i < flips; i++)
        {
            int file = random.Next(-1, manifest.Chunks);
            byte[] bytes = file < 0 ? list : rig.Flash.Files[$"slot-a.{file:000}"];
            int bit = random.Next(bytes.Length * 8);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            bool isSame = file < 0 ? manifest.IsListDigest(rig.Hmac.Of(listKey, bytes)) : ChunkDigest.IsSame(rig.Hmac.Of(chunkKey, bytes), 0, list, 32 * file);
            accepted += isSame ? 1 : 0;
            if (i % 500 == 0)
            {
                Assert.False(Check(rig, false).Run()); // the whole check says the same
            }

            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"flips of parts and list={flips} accepted={accepted}");
        Assert.Equal(0, accepted);
        Assert.True(Check(rig, false).Run());
    }

    [Theory]
    [InlineData("slot-a.head", UpdateReason.BadSeal)]
    [InlineData("slot-a.list", UpdateReason.BadList)]
    [InlineData("slot-a.000", UpdateReason.BadChunk)]
    [InlineData("slot-a.007", UpdateReason.BadChunk)]
    public void A_file_that_is_cut_or_missing_is_told(string name, UpdateReason reason)
    {
        UpdateRig rig = Verified();
        byte[] bytes = rig.Flash.Files[name];
        rig.Flash.Files[name] = bytes[..^1];
        AssertBad(rig, reason);
        rig.Flash.Files[name] = [];
        AssertBad(rig, reason);
        rig.Flash.Files.Remove(name);
        AssertBad(rig, reason);
    }

    [Fact]
    public void Chunks_that_changed_places_are_found()
    {
        UpdateRig rig = Verified();
        (rig.Flash.Files["slot-a.000"], rig.Flash.Files["slot-a.001"]) = (rig.Flash.Files["slot-a.001"], rig.Flash.Files["slot-a.000"]);

        AssertBad(rig, UpdateReason.BadChunk);
    }

    [Fact]
    public void A_head_that_was_sealed_for_another_offer_of_the_slot_is_not_the_one_on_record()
    {
        UpdateRig rig = Verified();
        byte[] old = rig.Flash.Files["slot-a.head"];
        rig.Send(Bundles.Firmware(8));
        rig.Flash.Files["slot-a.head"] = old;

        AssertBad(rig, UpdateReason.BadSeal);
    }

    private static void AssertBad(UpdateRig rig, UpdateReason reason)
    {
        SlotCheck check = Check(rig, false);
        Assert.False(check.Run());
        Assert.Equal(reason, check.Reason);
        Assert.Null(check.PartOf(3));
    }

    private static UpdateRig Verified()
    {
        UpdateRig rig = new UpdateRig().Boot();
        Assert.Equal(UpdateReason.None, rig.Send(Content));
        return rig;
    }

    private static SlotCheck Check(UpdateRig rig, bool keepsAssemblies) =>
        new(rig.Store, rig.Hmac, new UpdateKeys(rig.Store).ReadOwn(), rig.Record, 0, keepsAssemblies);
}
