using FieldNode.Cli;
using FieldNode.Update;

namespace FieldNode.Fuzz;

/// <summary>
/// The offer of a bundle as a node reads it. There is one way to write what it takes: written again by the PC's writer, which shares no code with
/// it, the bytes are the same. The two readers of the PC judge a whole file as the node does.
/// </summary>
internal sealed class ManifestTarget : FuzzTarget
{
    private readonly Manifest manifest = new();

    internal override string Name => "manifest";

    internal override string What => "offer of an update: what is taken has one form, by the PC's writer; judged by board, libraries and time; the PC's readers of the file agree";

    internal override int BytesMax => Manifest.OfferMax + 2048;

    internal override long MemoryMax => 32 << 20; // the contents that the PC's writer digests

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Bytes.Utf8("FNUB", "fieldnode", "esp32-s3-n16r8", "mscorlib", "System.Net", "node.json"), new byte[384], [1, 1, (byte)'a', 1, 0, 0, 0]];

    internal override IEnumerable<byte[]> Seeds() => UpdateSeeds.Bundles();

    internal override void Run(byte[] input)
    {
        UpdateReason reason = manifest.Read(input, input.Length);
        Must(Enum.IsDefined(reason), "a reason without a name");
        if (reason == UpdateReason.None)
        {
            Must(input.Length == manifest.Length + SignatureCheck.SignatureBytes, "length");
            if (IsThorough || manifest.PartBytes <= 1 << 14)
            {
                ManifestForm.Judge(manifest, input);
            }
            Offer();
        }
        if (IsThorough)
        {
            Files(input);
        }
    }

    private void Offer()
    {
        var target = new UpdateTarget { Board = UpdateSeeds.Board, Loader = 1, FirmwareSlots = 2, CanRunAssemblies = true };
        var check = new OfferCheck(target, new AnyLibraries());
        UpdateReason reason = check.Judge(manifest, 0, UpdateSeeds.NowMs);
        Must(Enum.IsDefined(reason), "a reason without a name");
        Must(check.Library is null == (reason != UpdateReason.OtherLibrary), "the library that is refused");
        Must(reason != UpdateReason.None || manifest.PartBytes <= target.FirmwareBytesMax, "more than fits");
    }

    // A file begins with an offer.
    private void Files(byte[] input)
    {
        BundleFile? file = BundleFile.Open(input, out string why);
        Must(file is null == why.Length > 0, "no bundle, and no word why");
        SentBundle? sent = null;
        try
        {
            sent = SentBundle.Of(input);
        }
        catch (InvalidDataException)
        {
            // It says so.
        }
        Must(sent is null || file is not null, "sent, and the other reader refuses it");
        Must(file is null || (file.DigestFault() is null) == (sent is not null), "the two judge digests differently");
        if (file is not null)
        {
            BundleTable.Print(TextWriter.Null, "file", file);
            BundleTable.PrintJson(TextWriter.Null, "file", file, null, null);
            Must(file.Board.Length > 0 && file.Product.Length > 0, "texts");
        }
    }

    private sealed class AnyLibraries : ILibraries
    {
        public bool Has(string name, int major, int minor, int build, int revision) => name.Length < 12;
    }
}
