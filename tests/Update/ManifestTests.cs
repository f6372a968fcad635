using System.Security.Cryptography;
using System.Text;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class ManifestTests
{
    private readonly Manifest manifest = new();

    [Fact]
    public void What_the_PC_writes_the_device_reads()
    {
        BundleContent content = Bundles.Firmware();
        Assert.Equal(UpdateReason.None, Read(BundleWriter.Manifest(content)));

        Assert.False(manifest.IsRotation);
        Assert.Equal(7, manifest.Sequence);
        Assert.Equal(content.Expires.ToUnixTimeMilliseconds(), manifest.ExpiresUtcMs);
        Assert.Equal(1, manifest.LoaderMin);
        Assert.True(manifest.HasAssemblies);
        Assert.True(manifest.IsForProduct("fieldnode") && !manifest.IsForProduct("fieldnod") && !manifest.IsForProduct("fieldnodf"));
        Assert.True(manifest.IsForBoard(Bundles.Board) && !manifest.IsForBoard("esp32"));
        Assert.Equal("0.7.0", manifest.Version);
        Assert.Equal(["System.Net 1.11.60.0", "mscorlib 1.17.11.0"], Libraries().Select(l => $"{l.Name} {l.Version}"));
        Assert.Equal(["Assembly FieldNode.Core 9000", "Assembly FieldNode.Field 8192", "Assembly Firmware 4097", "Settings node.json 300"],
            Enumerable.Range(0, manifest.Parts).Select(i => $"{manifest.KindOf(i)} {manifest.NameOf(i)} {manifest.LengthOf(i)}"));
        Assert.True(manifest.IsListDigest(HMACSHA256.HashData(ChunkDigest.Key(ChunkDigest.ListKey), BundleWriter.List(content.Parts))));
        Assert.False(manifest.IsListDigest(new byte[32]));
        Assert.False(manifest.IsListDigest(null));
    }

    [Fact]
    public void Chunks_are_counted_over_all_parts()
    {
        Read(BundleWriter.Manifest(Bundles.Firmware()));

        Assert.Equal(8, manifest.Chunks);
        Assert.Equal(8 * 32, manifest.ListBytes);
        Assert.Equal(9000 + 8192 + 4097 + 300, manifest.PartBytes);
        Assert.Equal([0, 3, 5, 7], Enumerable.Range(0, 4).Select(manifest.FirstChunkOf));
        Assert.Equal([4096, 4096, 808, 4096, 4096, 4096, 1, 300, 0], Enumerable.Range(0, 9).Select(manifest.ChunkLength));
    }

    [Fact]
    public void Settings_alone_are_a_bundle_too()
    {
        Assert.Equal(UpdateReason.None, Read(BundleWriter.Manifest(Bundles.SettingsOnly())));

        Assert.False(manifest.HasAssemblies);
        Assert.Equal(0, manifest.LoaderMin);
        Assert.Equal("site 12", manifest.Version);
    }

    [Fact]
    public void An_offer_with_sixty_four_libraries_fits_into_a_command()
    {
        BundleContent content = Bundles.Firmware() with
        {
            Libraries = [.. Enumerable.Range(0, Manifest.LibrariesMax).Select(i => new BundleLibrary($"Iot.Device.{(char)('A' + i % 26)}verage{i:00}", new Version(1, 2, 1016, i)))],
            Parts = [.. new[] { "FieldNode.Core", "FieldNode.Field", "FieldNode.Settings", "Firmware" }.Select(n => new BundlePart(BundlePartKind.Assembly, n, new byte[52_000]))],
        };

        byte[] bytes = BundleWriter.Manifest(content);

        Assert.Equal(UpdateReason.None, Read(bytes));
        Assert.True(bytes.Length + SignatureCheck.SignatureBytes + 64 < 2048); // 64 for the payload around it
        Assert.Equal(UpdateReason.BadNumber, Read(content with { Libraries = [.. content.Libraries, new("One.More", new Version(1, 0))] }));
    }

    [Fact]
    public void Every_truncation_and_every_byte_too_many_is_refused()
    {
        byte[] offer = [.. BundleWriter.Manifest(Bundles.Firmware()), .. new byte[SignatureCheck.SignatureBytes]];
        for (int count = 0; count < offer.Length; count++)
        {
            Assert.Equal(UpdateReason.Truncated, manifest.Read(offer[..count], count));
        }

        Assert.Equal(UpdateReason.None, manifest.Read(offer, offer.Length));
        Assert.Equal(UpdateReason.BadLength, manifest.Read([.. offer, 0], offer.Length + 1));
    }

    [Theory]
    [InlineData(0, 0x47, UpdateReason.NotABundle)]
    [InlineData(3, 0x43, UpdateReason.NotABundle)]
    [InlineData(4, 0, UpdateReason.UnknownFormat)]
    [InlineData(4, 2, UpdateReason.UnknownFormat)]
    [InlineData(5, 2, UpdateReason.BadNumber)]
    [InlineData(5, 1, UpdateReason.WrongKey)]
    [InlineData(7, 7, UpdateReason.BadLength)]
    [InlineData(11, 0x80, UpdateReason.BadNumber)]
    [InlineData(50, 0, UpdateReason.BadNumber)]
    [InlineData(50, 17, UpdateReason.BadNumber)]
    [InlineData(50, 3, UpdateReason.BadLength)]
    [InlineData(51, 65, UpdateReason.BadNumber)]
    [InlineData(52, 0, UpdateReason.BadText)]
    [InlineData(52, 33, UpdateReason.BadText)]
    [InlineData(53, 0x20, UpdateReason.BadText)]
    [InlineData(54, 0x1F, UpdateReason.BadText)]
    [InlineData(54, 0x7F, UpdateReason.BadText)]
    [InlineData(54, 0xC3, UpdateReason.BadText)]
    public void A_byte_that_cannot_be_there_is_refused_by_name(int at, int value, UpdateReason reason)
    {
        byte[] bytes = BundleWriter.Manifest(Bundles.Firmware());
        bytes[at] = (byte)value;

        Assert.Equal(reason, Read(bytes));
    }

    [Fact]
    public void What_is_not_in_the_one_order_is_refused()
    {
        BundleContent right = Bundles.Firmware();
        BundlePart[] parts = [.. right.Parts];
        BundlePart settings = parts[3];

        Assert.Equal(UpdateReason.NotCanonical, Read(right with { Parts = [settings, .. parts[..3]] }));
        Assert.Equal(UpdateReason.NotCanonical, Read(right with { Parts = [parts[0], parts[0]] }));
        Assert.Equal(UpdateReason.NotCanonical, Read(right with { Parts = [parts[0], settings with { Name = parts[0].Name }] }));
        Assert.Equal(UpdateReason.NotCanonical, Read(right with { LoaderMin = 0 }));
        Assert.Equal(UpdateReason.NotCanonical, Read(right with { Parts = [settings] })); // a loader and libraries for settings
        Assert.Equal(UpdateReason.NotCanonical, Read(right with { Parts = [settings], LoaderMin = 0 }));
    }

    [Fact]
    public void Bounds_are_held()
    {
        BundleContent right = Bundles.SettingsOnly();
        Assert.Equal(UpdateReason.BadNumber, Read(right with { Parts = [right.Parts[0] with { Content = [] }] }));
        Assert.Equal(UpdateReason.None, Read(right with { Parts = [right.Parts[0] with { Content = new byte[Manifest.ChunksMax * 4096] }] }));
        Assert.Equal(UpdateReason.BadNumber, Read(right with { Parts = [right.Parts[0] with { Content = new byte[Manifest.ChunksMax * 4096 + 1] }] }));
        Assert.Equal(UpdateReason.TooLarge, Read(right with
        {
            Parts = [new(BundlePartKind.Settings, "a", new byte[Manifest.ChunksMax * 4096]), new(BundlePartKind.Settings, "b", new byte[1])],
        }));
        Assert.Equal(UpdateReason.BadText, Read(right with { Parts = [right.Parts[0] with { Name = new string('a', 33) }] }));
        Assert.Equal(UpdateReason.UnknownPart, Read(right with { Parts = [right.Parts[0] with { Kind = (BundlePartKind)6 }] }));
        Assert.Equal(UpdateReason.UnknownPart, Read(right with { Parts = [right.Parts[0] with { Kind = 0 }] }));
        Assert.Equal(UpdateReason.BadNumber, Read(right with { Sequence = 0 }));
        Assert.Equal(UpdateReason.BadNumber, Read(right with { Expires = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public void An_expiry_beyond_2038_is_no_negative_number()
    {
        var late = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(UpdateReason.None, Read(Bundles.SettingsOnly() with { Expires = late }));
        Assert.Equal(late.ToUnixTimeMilliseconds(), manifest.ExpiresUtcMs);
    }

    [Theory]
    [InlineData("../node.json")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".hidden")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a:b")]
    public void A_name_is_no_path(string name) =>
        Assert.Equal(UpdateReason.BadText, Read(Bundles.SettingsOnly() with { Parts = [Bundles.SettingsOnly().Parts[0] with { Name = name }] }));

    [Fact]
    public void Keys_are_alone_and_signed_by_the_key_to_rotate()
    {
        BundleContent keys = Bundles.SettingsOnly() with { IsRotation = true, Parts = [new(BundlePartKind.Keys, "keys", Bundles.Bytes(KeyRecord.PartBytes, 1))] };

        Assert.Equal(UpdateReason.None, Read(keys));
        Assert.Equal(UpdateReason.WrongKey, Read(keys with { IsRotation = false }));
        Assert.Equal(UpdateReason.WrongKey, Read(Bundles.SettingsOnly() with { IsRotation = true }));
        Assert.Equal(UpdateReason.WrongKey, Read(keys with { Parts = [Bundles.SettingsOnly().Parts[0], .. keys.Parts] }));
        Assert.Equal(UpdateReason.WrongKey, Read(keys with { Parts = [keys.Parts[0], keys.Parts[0] with { Name = "more" }] }));
    }

    /// <summary>Whatever the reader takes has one form: written again from what was read, it is the same bytes.</summary>
    [Fact]
    public void There_is_one_way_to_write_what_is_read()
    {
        Random random = Seeded.Random();
        byte[][] whole = [BundleWriter.Manifest(Bundles.Firmware()), BundleWriter.Manifest(Bundles.SettingsOnly())];
        int taken = 0;
        for (int run = 0; run < 100_000; run++)
        {
            byte[] bytes = [.. whole[run % whole.Length]];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (Read(bytes) == UpdateReason.None)
            {
                taken++;
                Assert.Equal(bytes, Again(bytes));
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"mangled manifests 100000, read {taken}, each written again as it was");
        Assert.True(taken > 1000);
    }

    private byte[] Again(byte[] from)
    {
        var content = new BundleContent
        {
            Product = Text(from, 52),
            Board = Text(from, 53 + from[52]),
            Version = manifest.Version,
            Sequence = manifest.Sequence,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(manifest.ExpiresUtcMs),
            LoaderMin = manifest.LoaderMin,
            IsRotation = manifest.IsRotation,
            Libraries = [.. Libraries()],
            Parts = [.. Enumerable.Range(0, manifest.Parts).Select(i => new BundlePart((BundlePartKind)manifest.KindOf(i), manifest.NameOf(i), new byte[manifest.LengthOf(i)]))],
        };
        byte[] again = BundleWriter.Manifest(content);
        from.AsSpan(18, 32).CopyTo(again.AsSpan(18)); // the parts' bytes are not in a manifest
        return again;
    }

    private static string Text(byte[] from, int at) => Encoding.ASCII.GetString(from, at + 1, from[at]);

    private IEnumerable<BundleLibrary> Libraries()
    {
        LibraryReader reader = manifest.OpenLibraries();
        while (reader.Next())
        {
            yield return new BundleLibrary(reader.Name, new Version(reader.Version(0), reader.Version(1), reader.Version(2), reader.Version(3)));
        }
    }

    private UpdateReason Read(BundleContent content) => Read(BundleWriter.Manifest(content));

    private UpdateReason Read(byte[] bytes)
    {
        byte[] offer = [.. bytes, .. new byte[SignatureCheck.SignatureBytes]];
        return manifest.Read(offer, offer.Length);
    }
}
