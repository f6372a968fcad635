using System.Text;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class LibraryReaderTests
{
    private const int LibrariesAt = 52 + 10 + 15 + 6; // behind fieldnode, the board, and 0.7.0

    [Fact]
    public void Names_share_their_beginnings_and_versions_take_as_few_bytes_as_they_can()
    {
        byte[] bytes = BundleWriter.Manifest(With(("System.Device.Adc", "1.1.24.0"), ("System.Device.Gpio", "1.1.62.65535"), ("System.IO", "127.128.16383.16384")));

        Assert.Equal(
            [0, 17, .. "System.Device.Adc"u8, 1, 1, 24, 0, 14, 4, .. "Gpio"u8, 1, 1, 62, 0xFF, 0xFF, 3, 7, 2, .. "IO"u8, 127, 0x80, 1, 0xFF, 0x7F, 0x80, 0x80, 1],
            bytes[LibrariesAt..(LibrariesAt + 47)]);
        Assert.Equal(["System.Device.Adc 1.1.24.0", "System.Device.Gpio 1.1.62.65535", "System.IO 127.128.16383.16384"], Read(bytes, out UpdateReason reason));
        Assert.Equal(UpdateReason.None, reason);
    }

    [Fact]
    public void A_name_may_begin_with_the_whole_of_the_one_before() =>
        Assert.Equal(["System 1.0.0.0", "System.Net 1.0.0.0"], Read(BundleWriter.Manifest(With(("System", "1.0.0.0"), ("System.Net", "1.0.0.0"))), out _));

    [Theory]
    [InlineData(new byte[] { 1, 1, 0x61 }, UpdateReason.BadText)]                                                  // the first shares with nothing
    [InlineData(new byte[] { 0, 0 }, UpdateReason.BadText)]                                                        // no name
    [InlineData(new byte[] { 0, 65 }, UpdateReason.BadText)]
    [InlineData(new byte[] { 0, 1, 0x2E }, UpdateReason.BadText)]                                                  // it begins with a point
    [InlineData(new byte[] { 0, 2, 0x61, 0x2F }, UpdateReason.BadText)]                                            // a slash
    [InlineData(new byte[] { 0, 1, 0x62, 1, 0, 0, 0, 0, 1, 0x61, 1, 0, 0, 0 }, UpdateReason.NotCanonical)]         // b, then a
    [InlineData(new byte[] { 0, 1, 0x62, 1, 0, 0, 0, 0, 2, 0x62, 0x62, 1, 0, 0, 0 }, UpdateReason.NotCanonical)]   // bb shares one byte with b
    [InlineData(new byte[] { 0, 2, 0x62, 0x62, 1, 0, 0, 0, 1, 1, 0x61, 1, 0, 0, 0 }, UpdateReason.NotCanonical)]   // bb, then ba
    [InlineData(new byte[] { 0, 1, 0x62, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0 }, UpdateReason.BadText)]                    // b twice
    [InlineData(new byte[] { 0, 1, 0x62, 1, 0, 0, 0, 2, 1, 0x62, 1, 0, 0, 0 }, UpdateReason.BadText)]              // shares more than there is
    [InlineData(new byte[] { 0, 1, 0x62, 0x81, 0, 0, 0, 0 }, UpdateReason.NotCanonical)]                           // 1 in two bytes
    [InlineData(new byte[] { 0, 1, 0x62, 0x80, 0x80, 4, 0, 0, 0 }, UpdateReason.BadNumber)]                        // 65,536
    [InlineData(new byte[] { 0, 1, 0x62, 0x80, 0x80, 0x80, 1, 0, 0, 0 }, UpdateReason.BadNumber)]
    public void There_is_one_way_to_write_a_list(byte[] list, UpdateReason expected)
    {
        byte[] right = BundleWriter.Manifest(With(("a", "1.0.0.0"), ("b", "1.0.0.0")));
        byte[] bytes = [.. right[..LibrariesAt], .. list, .. right[(LibrariesAt + 14)..]];
        bytes[6] = (byte)bytes.Length;
        bytes[7] = (byte)(bytes.Length >> 8);

        Read(bytes, out UpdateReason reason);

        Assert.Equal(expected, reason);
    }

    private static BundleContent With(params (string Name, string Version)[] libraries) =>
        Bundles.Firmware() with { Libraries = [.. libraries.Select(l => new BundleLibrary(l.Name, Version.Parse(l.Version)))] };

    private static List<string> Read(byte[] bytes, out UpdateReason reason)
    {
        byte[] offer = [.. bytes, .. new byte[SignatureCheck.SignatureBytes]];
        var manifest = new Manifest();
        reason = manifest.Read(offer, offer.Length);
        var names = new List<string>();
        LibraryReader reader = manifest.OpenLibraries();
        while (reason == UpdateReason.None && reader.Next())
        {
            names.Add($"{reader.Name} {string.Join('.', Enumerable.Range(0, 4).Select(reader.Version))}");
        }

        return names;
    }
}
