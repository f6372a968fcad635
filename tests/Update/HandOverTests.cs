using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>What goes from a loader to a firmware of another age.</summary>
public sealed class HandOverTests
{
    [Theory]
    [InlineData(UpdateRecord.Factory, false, true)]
    [InlineData(0, true, false)]
    [InlineData(1, false, false)]
    public void What_was_packed_is_read(int slot, bool isTrial, bool isRestricted)
    {
        HandOver read = HandOver.Unpack(new HandOver(3, slot, isTrial, isRestricted, null).Pack());

        Assert.Equal((3, slot, isTrial, isRestricted, 0), (read.Loader, read.Slot, read.IsTrial, read.IsRestricted, read.Count));
    }

    [Fact]
    public void Settings_and_certificates_go_with_it_and_assemblies_do_not()
    {
        BundleContent content = Bundles.Firmware() with
        {
            Parts = [.. Bundles.Firmware().Parts, new(BundlePartKind.Certificate, "ca.pem", Bundles.Bytes(900, 8))],
        };
        UpdateRig rig = new UpdateRig().Boot();
        Assert.Equal(UpdateReason.None, rig.Send(content));

        HandOver read = HandOver.Unpack(Loader.LoaderStart.Tell(rig.Boot().Choice).Pack());

        Assert.Equal(["node.json", "ca.pem"], Enumerable.Range(0, read.Count).Select(read.NameOf));
        Assert.Equal(content.Parts[3].Content, read.ContentOf(0));
        Assert.Equal(content.Parts[4].Content, read.Find("ca.pem"));
        Assert.Null(read.Find("Firmware"));
        read.Forget();
        Assert.Equal((0, (byte[]?)null), (read.Count, read.Find("ca.pem")));
    }

    /// <summary>The loader's frame lives as long as the board does; what it holds would, too.</summary>
    [Fact]
    public void Whoever_reads_it_takes_it()
    {
        object[] packed = new HandOver(1, 0, true, false, null).Pack();
        HandOver.Unpack(packed);

        Assert.All(packed, Assert.Null);
        Assert.Null(HandOver.Unpack(packed));
    }

    [Fact]
    public void A_later_loader_may_say_more()
    {
        object[] packed = [new[] { 9, 1, 1, 77, 78 }, new[] { "a" }, new object[] { new byte[] { 5 } }, "more"];

        HandOver read = HandOver.Unpack(packed);

        Assert.Equal((9, 1, true, 1), (read.Loader, read.Slot, read.IsTrial, read.Count));
    }

    [Fact]
    public void What_is_none_is_none()
    {
        Assert.Null(HandOver.Unpack(null));
        Assert.Null(HandOver.Unpack([]));
        Assert.Null(HandOver.Unpack([new[] { 1, 0 }, new string[0], new object[0]]));
        Assert.Null(HandOver.Unpack(["x", new string[0], new object[0]]));
        Assert.Null(HandOver.Unpack([new[] { 1, 0, 0 }, new[] { "a" }, new object[0]]));
    }
}
