using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FieldNode.Cli;

/// <summary>The keys that a node judges by, read back from a record, a part with the next ones, or a file for the bench.</summary>
/// <param name="Generation">Generation of the record.</param>
/// <param name="SequenceMin">Lowest sequence number under these keys.</param>
/// <param name="Release">The key to release.</param>
/// <param name="Rotate">The key that signs the next record.</param>
internal sealed record TrustedKeys(int Generation, int SequenceMin, VerifyKey Release, VerifyKey Rotate)
{
    private const int RecordBytes = 16 + 4 * BundleWriter.SignatureBytes;
    internal const int PartBytes = RecordBytes + 2 * BundleWriter.SignatureBytes;

    internal byte[] Content => KeyRecordWriter.Content(Generation, SequenceMin, Release.Parameters, Rotate.Parameters);

    internal VerifyKey Of(bool isRotation) => isRotation ? Rotate : Release;

    /// <summary>Reads a file that a bench lays down, or a part.</summary>
    /// <exception cref="UserError">It is neither.</exception>
    internal static TrustedKeys Read(string option, string path)
    {
        byte[] file = UpdateFiles.ReadBytes(option, path);
        byte[] content = AbFile.Content(file) ?? file;
        return OfContent(content, out string why) ?? throw new UserError($"{option} {path}: {why}");
    }

    /// <summary>Reads the content of a record, or a part: then both signatures must be right.</summary>
    internal static TrustedKeys? OfContent(byte[] content, out string why)
    {
        why = "no record of keys, or a damaged one";
        if (content.Length is not (RecordBytes or PartBytes) || !content.AsSpan(0, 4).SequenceEqual("FNUK"u8))
        {
            return null;
        }
        int generation = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(8));
        int sequenceMin = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(12));
        try
        {
            var keys = new TrustedKeys(generation, sequenceMin,
                VerifyKey.OfModulus(content[16..400]), VerifyKey.OfModulus(content[784..1168]));
            byte[] record = content[..RecordBytes];
            if (generation < 1 || sequenceMin < 1 || !keys.Content.AsSpan().SequenceEqual(record))
            {
                return null;
            }
            bool isProven = content.Length == RecordBytes
                || (keys.Release.IsSignature(record, content[RecordBytes..^BundleWriter.SignatureBytes])
                    && keys.Rotate.IsSignature(record, content[^BundleWriter.SignatureBytes..]));
            why = isProven ? "" : "keys that did not both sign their own record: no node would take them";
            return isProven ? keys : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
