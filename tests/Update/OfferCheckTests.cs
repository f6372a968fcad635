using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class OfferCheckTests
{
    private static readonly long Utc = Bundles.Now.ToUnixTimeMilliseconds();
    private readonly BoardLibraries libraries = new();
    private readonly UpdateTarget target = new() { Board = Bundles.Board, Loader = 1, CanRunAssemblies = true };

    [Fact]
    public void What_fits_is_taken() => Assert.Equal(UpdateReason.None, Judge(Bundles.Firmware()));

    [Fact]
    public void Each_thing_that_does_not_fit_has_a_name()
    {
        BundleContent right = Bundles.Firmware();
        Assert.Equal(UpdateReason.OtherProduct, Judge(right with { Product = "fieldnode2" }));
        Assert.Equal(UpdateReason.OtherBoard, Judge(right with { Board = "esp32" }));
        Assert.Equal(UpdateReason.OlderSequence, Judge(right, lowest: 7));
        Assert.Equal(UpdateReason.None, Judge(right, lowest: 6));
        Assert.Equal(UpdateReason.LoaderTooOld, Judge(right with { LoaderMin = 2 }));
        target.FirmwareBytesMax = 9000 + 8192 + 4097 + 300 - 1;
        Assert.Equal(UpdateReason.TooLarge, Judge(right));
        target.FirmwareBytesMax++;
        Assert.Equal(UpdateReason.None, Judge(right));
        target.SmallBytesMax = 699;
        Assert.Equal(UpdateReason.TooLarge, Judge(Bundles.SettingsOnly()));
        target.SmallBytesMax++;
        target.CanRunAssemblies = false;
        Assert.Equal(UpdateReason.NoAssemblies, Judge(right));
        Assert.Equal(UpdateReason.None, Judge(Bundles.SettingsOnly()));
    }

    [Theory]
    [InlineData(0L, UpdateReason.NoTrustedTime)]
    [InlineData(-1L, UpdateReason.NoTrustedTime)]
    [InlineData(1L, UpdateReason.None)]
    public void Without_a_time_that_is_believed_nothing_is_taken(long utc, UpdateReason reason) => Assert.Equal(reason, Judge(Bundles.Firmware(), utc: utc));

    [Fact]
    public void It_expires_to_the_millisecond()
    {
        long expires = Bundles.Firmware().Expires.ToUnixTimeMilliseconds();

        Assert.Equal(UpdateReason.None, Judge(Bundles.Firmware(), utc: expires - 1));
        Assert.Equal(UpdateReason.Expired, Judge(Bundles.Firmware(), utc: expires));
    }

    [Theory]
    [InlineData("System.Net 1.11.60.1")]
    [InlineData("System.Net 1.11.61.0")]
    [InlineData("System.Net 1.12.60.0")]
    [InlineData("System.Net 2.11.60.0")]
    [InlineData(null)]
    public void A_library_of_another_version_or_none_is_named(string? installed)
    {
        libraries.Installed.Remove("System.Net 1.11.60.0");
        libraries.Installed.Add(installed ?? "other 1.0.0.0");
        var check = new OfferCheck(target, libraries);

        Assert.Equal(UpdateReason.OtherLibrary, check.Judge(Read(Bundles.Firmware()), 0, Utc));
        Assert.Equal("System.Net", check.Library);
        Assert.Equal(UpdateReason.None, check.Judge(Read(Bundles.SettingsOnly()), 0, Utc));
        Assert.Null(check.Library);
    }

    private UpdateReason Judge(BundleContent content, int lowest = 0, long? utc = null) =>
        new OfferCheck(target, libraries).Judge(Read(content), lowest, utc ?? Utc);

    private static Manifest Read(BundleContent content)
    {
        byte[] offer = [.. BundleWriter.Manifest(content), .. new byte[SignatureCheck.SignatureBytes]];
        var manifest = new Manifest();
        Assert.Equal(UpdateReason.None, manifest.Read(offer, offer.Length));
        return manifest;
    }
}
