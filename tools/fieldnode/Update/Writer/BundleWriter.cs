using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// Writes bundles from docs/SPEC.md, section 9, and nothing else: it shares no code with the reader on the device, so that each is a test of the
/// other. It writes what it is given; whether that makes sense says <see cref="BundleRules"/>.
/// </summary>
internal static class BundleWriter
{
    internal const int ChunkBytes = 4096;
    internal const int SignatureBytes = 384;

    private static readonly byte[] ChunkKey = "FieldNode chunk 1"u8.ToArray();
    private static readonly byte[] ListKey = "FieldNode list 1"u8.ToArray();

    /// <summary>The bytes that are signed.</summary>
    internal static byte[] Manifest(BundleContent content)
    {
        using var bytes = new MemoryStream();
        bytes.Write("FNUB"u8);
        bytes.WriteByte(1);
        bytes.WriteByte((byte)(content.IsRotation ? 1 : 0));
        Number(bytes, 0, 2); // the length, below
        Number(bytes, content.Sequence, 4);
        Number(bytes, content.Expires.ToUnixTimeSeconds(), 4);
        Number(bytes, content.LoaderMin, 2);
        bytes.Write(HMACSHA256.HashData(ListKey, List(content.Parts)));
        bytes.WriteByte((byte)content.Parts.Count);
        bytes.WriteByte((byte)content.Libraries.Count);
        Text(bytes, content.Product);
        Text(bytes, content.Board);
        Text(bytes, content.Version);
        string before = "";
        foreach (BundleLibrary library in content.Libraries.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            int shared = before.Zip(library.Name).TakeWhile(pair => pair.First == pair.Second).Count();
            bytes.WriteByte((byte)shared);
            Text(bytes, library.Name[shared..]);
            Varint(bytes, library.Version.Major);
            Varint(bytes, library.Version.Minor);
            Varint(bytes, Math.Max(0, library.Version.Build));
            Varint(bytes, Math.Max(0, library.Version.Revision));
            before = library.Name;
        }
        foreach (BundlePart part in content.Parts)
        {
            bytes.WriteByte((byte)part.Kind);
            Text(bytes, part.Name);
            Number(bytes, part.Content.Length, 4);
        }
        byte[] manifest = bytes.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(manifest.AsSpan(6), (ushort)manifest.Length);
        return manifest;
    }

    /// <summary>The digests of all chunks.</summary>
    internal static byte[] List(IEnumerable<BundlePart> parts) =>
        [.. parts.SelectMany(part => part.Content.Chunk(ChunkBytes)).SelectMany(chunk => HMACSHA256.HashData(ChunkKey, chunk))];

    /// <summary>The whole file.</summary>
    internal static byte[] Bundle(byte[] manifest, byte[] signature, IReadOnlyList<BundlePart> parts) =>
        [.. manifest, .. signature, .. List(parts), .. parts.SelectMany(part => part.Content)];

    private static void Text(Stream into, string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        into.WriteByte((byte)bytes.Length);
        into.Write(bytes);
    }

    private static void Varint(Stream into, int value)
    {
        for (; value >= 128; value >>= 7)
        {
            into.WriteByte((byte)(value | 128));
        }
        into.WriteByte((byte)value);
    }

    private static void Number(Stream into, long value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            into.WriteByte((byte)(value >> (8 * i)));
        }
    }
}
