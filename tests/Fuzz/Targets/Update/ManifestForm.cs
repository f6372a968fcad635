using System.Text;
using FieldNode.Cli;
using FieldNode.Update;

namespace FieldNode.Fuzz;

/// <summary>Whether a manifest that was read is the bytes that the PC's writer makes of what it says.</summary>
internal static class ManifestForm
{
    private const int DigestAt = 18; // its digest is of contents that are not here
    private const int DigestBytes = 32;

    /// <exception cref="OracleException">It is not.</exception>
    internal static void Judge(Manifest manifest, byte[] input)
    {
        int board = 53 + input[52];
        var content = new BundleContent
        {
            Product = Text(input, 52), Board = Text(input, board), Version = manifest.Version, Sequence = manifest.Sequence,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(manifest.ExpiresUtcMs), LoaderMin = manifest.LoaderMin, IsRotation = manifest.IsRotation,
            Libraries = [.. Libraries(manifest)],
            Parts = [.. Enumerable.Range(0, manifest.Parts).Select(i => new BundlePart((BundlePartKind)manifest.KindOf(i), manifest.NameOf(i), Of(manifest.LengthOf(i))))],
        };
        byte[] written = BundleWriter.Manifest(content);
        written.AsSpan(DigestAt, DigestBytes).Clear();
        byte[] read = input[..manifest.Length];
        read.AsSpan(DigestAt, DigestBytes).Clear();
        if (!written.AsSpan().SequenceEqual(read))
        {
            throw new OracleException("a second way to write a manifest: " + Convert.ToHexString(written));
        }
        int chunks = Enumerable.Range(0, manifest.Parts).Sum(i => (manifest.LengthOf(i) + Manifest.ChunkBytes - 1) / Manifest.ChunkBytes);
        if (chunks != manifest.Chunks || Enumerable.Range(0, chunks).Sum(manifest.ChunkLength) != manifest.PartBytes)
        {
            throw new OracleException("chunks");
        }
    }

    private static IEnumerable<BundleLibrary> Libraries(Manifest manifest)
    {
        LibraryReader reader = manifest.OpenLibraries();
        while (reader.Next())
        {
            yield return new BundleLibrary(reader.Name, new Version(reader.Version(0), reader.Version(1), reader.Version(2), reader.Version(3)));
        }
    }

    private static readonly byte[][] contents = new byte[Manifest.ChunksMax * Manifest.ChunkBytes + 1][];

    // The writer digests the contents: those of one length once.
    private static byte[] Of(int length) => contents[length] ??= new byte[length];

    private static string Text(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes, at + 1, bytes[at]);
}
