using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class KeyRotationTests
{
    [Fact]
    public void A_record_that_both_of_its_keys_signed_is_good()
    {
        byte[] part = KeyBundles.Part(2, 1, KeyBundles.NextRelease, KeyBundles.NextRotation);
        var rotation = new KeyRotation(part, 2);

        Assert.Equal(CheckResult.Good, Run(rotation));
        Assert.Equal(part[..KeyRecord.Bytes], rotation.Record[..KeyRecord.Bytes]);
    }

    [Theory]
    [InlineData(0)]                            // the mark
    [InlineData(8)]                            // another generation
    [InlineData(200)]                          // the modulus
    [InlineData(500)]                          // its square of R: nothing would verify
    [InlineData(1000)]
    [InlineData(1300)]
    [InlineData(KeyRecord.Bytes + 10)]
    [InlineData(KeyRecord.Bytes + 384 + 10)]
    public void A_part_with_a_flipped_bit_anywhere_is_bad(int at)
    {
        byte[] part = KeyBundles.Part(2, 1, KeyBundles.NextRelease, KeyBundles.NextRotation);
        part[at] ^= 1;

        Assert.Equal(CheckResult.Bad, Run(new KeyRotation(part, 2)));
    }

    [Fact]
    public void A_generation_that_is_not_the_manifests_is_bad_and_so_is_another_length()
    {
        byte[] part = KeyBundles.Part(2, 1, KeyBundles.NextRelease, KeyBundles.NextRotation);

        Assert.Equal(CheckResult.Bad, Run(new KeyRotation(part, 3)));
        Assert.Equal(CheckResult.Bad, Run(new KeyRotation(part[..^1], 2)));
        Assert.Equal(CheckResult.Bad, Run(new KeyRotation([.. part, 0], 2)));
    }

    [Fact]
    public void Keys_whose_private_half_nobody_showed_are_bad()
    {
        byte[] record = KeyRecordWriter.Content(2, 1, KeyBundles.NextRelease.ExportParameters(false), KeyBundles.NextRotation.ExportParameters(false));
        byte[] one = SigningKeys.Sign(KeyBundles.NextRelease, record);

        Assert.Equal(CheckResult.Bad, Run(new KeyRotation([.. record, .. one, .. one], 2)));
    }

    [Fact]
    public void Through_a_bundle_the_new_keys_count_and_the_old_ones_no_more()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Bundles.Firmware(1000));

        Assert.Equal(UpdateReason.None, rig.Send(KeyBundles.Rotation()));

        Assert.Equal((UpdaterState.Idle, SlotState.Empty), (rig.Updater.State, rig.Record.StateOf(1))); // nothing to start
        Assert.Equal((2, 0), (rig.Record.Generation, rig.Record.Lowest));
        Assert.Equal(UpdateReason.BadSignature, rig.Send(Bundles.Firmware(1001)));
        Assert.Equal(UpdateReason.None, rig.Send(Bundles.Firmware(5, 30), KeyBundles.NextRelease));
        Assert.Equal(5, rig.Boot().Choice.Firmware.Manifest.Sequence);
    }

    [Fact]
    public void A_generation_that_was_is_never_taken_again()
    {
        UpdateRig rig = new UpdateRig().Boot();
        Assert.Equal(UpdateReason.OlderSequence, rig.Send(KeyBundles.Rotation(1)));
        Assert.Equal(UpdateReason.None, rig.Send(KeyBundles.Rotation(2)));

        Assert.Equal(UpdateReason.OlderSequence, rig.Send(KeyBundles.Rotation(2), KeyBundles.NextRotation));
        Assert.Equal(UpdateReason.None, rig.Send(KeyBundles.Rotation(3, 50, SigningKeys.Release, SigningKeys.Rotation), KeyBundles.NextRotation));
        Assert.Equal(49, rig.Record.Lowest);
    }

    [Fact]
    public void Keys_that_do_not_hold_what_they_say_leave_the_old_ones()
    {
        UpdateRig rig = new UpdateRig().Boot();
        BundleContent broken = KeyBundles.Rotation();
        broken.Parts[0].Content[600] ^= 1;

        Assert.Equal(UpdateReason.BadPart, rig.Send(broken));

        Assert.Equal(UpdateReason.None, rig.Send(Bundles.Firmware()));
    }

    private static CheckResult Run(KeyRotation rotation)
    {
        CheckResult result;
        do
        {
            result = rotation.Step(50);
        }
        while (result == CheckResult.InProgress);
        return result;
    }
}
