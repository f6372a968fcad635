using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class SentBundleTests
{
    [Fact]
    public void A_bundle_is_read_with_what_a_plan_tells()
    {
        SentBundle bundle = SentBundle.Of(UpdateDialogRig.Bytes());
        Assert.Equal(("2.0", 7, "simulated", true, 96 + 5000), (bundle.Version, bundle.Sequence, bundle.Board, bundle.HasAssemblies, bundle.Body.Length));
    }

    [Fact]
    public void A_file_that_is_cut_or_has_one_bit_changed_behind_its_offer_is_not_sent()
    {
        byte[] whole = UpdateDialogRig.Bytes();
        Random random = Seeded.Random();
        int offer = SentBundle.Of(whole).Offer.Length;
        for (int i = 0; i < 500; i++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(offer, whole.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Throws<InvalidDataException>(() => SentBundle.Of(changed));
            Assert.Throws<InvalidDataException>(() => SentBundle.Of(whole[..random.Next(whole.Length)]));
        }
        Assert.Throws<InvalidDataException>(() => SentBundle.Of([.. whole, 0]));
    }
}
