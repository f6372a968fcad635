using System.IO.Compression;
using FieldNode.Cli;
using FieldNode.Interop.Tests;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

public sealed class SlotContextTests : IDisposable
{
    private readonly SlotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_firmware_of_a_slot_runs_beside_the_programs_own() => Assert.Equal(42, Run(BadFirmware.Ending(42)));

    [Fact]
    public void A_part_may_be_compressed() => Assert.Equal(43, Run(Packed(BadFirmware.Ending(43).Content)));

    [Fact]
    public void A_cut_image_is_refused() => AssertRefused(BadFirmware.Ending(1) with { Content = BadFirmware.Ending(1).Content[..600] });

    [Fact]
    public void What_is_no_image_is_refused() => AssertRefused(BadFirmware.Ending(1) with { Content = new byte[5000] });

    [Fact]
    public void A_compressed_part_that_is_cut_or_grows_without_end_is_refused()
    {
        AssertRefused(Packed(BadFirmware.Ending(1).Content) with { Content = [0x1F, 0x8B, 8, 0, 1, 2, 3] });
        AssertRefused(Packed(new byte[20 << 20]));
    }

    [Fact]
    public void An_image_under_another_name_is_refused() =>
        AssertRefused(BadFirmware.Ending(1), BadFirmware.Ending(1) with { Name = "FieldNode.Zzz" });

    [Fact]
    public void Firmware_without_what_the_loader_calls_is_refused()
    {
        byte[] other = File.ReadAllBytes(typeof(Loader.BootChoice).Assembly.Location);
        AssertRefused(new BundlePart(BundlePartKind.Assembly, typeof(Loader.BootChoice).Assembly.GetName().Name!, other));
    }

    private int Run(params BundlePart[] parts) =>
        SlotContext.Load(folder.With(parts).Chosen())("node.json", "state", new Dictionary<string, byte[]>(), 0, TextWriter.Null, () => { }, CancellationToken.None);

    private static void AssertRefused(params BundlePart[] parts)
    {
        using var one = new SlotFolder();
        Assert.Throws<InvalidDataException>(() => SlotContext.Load(one.With(parts).Chosen()));
    }

    private static BundlePart Packed(byte[] image)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(image);
        }

        return BadFirmware.Ending(0) with { Content = packed.ToArray() };
    }
}
