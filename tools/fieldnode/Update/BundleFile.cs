using System.Buffers.Binary;
using System.Security.Cryptography;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>A bundle as a file, read with the node's own reader, so that what is shown here is what a node sees.</summary>
internal sealed class BundleFile
{
    private const int LengthAt = 6;

    private readonly byte[] file;
    private readonly int bodyAt;

    private BundleFile(byte[] file, Manifest manifest)
    {
        this.file = file;
        Manifest = manifest;
        bodyAt = manifest.Length + BundleWriter.SignatureBytes;
    }

    internal Manifest Manifest { get; }

    /// <summary>The bytes that are signed.</summary>
    internal byte[] Signed => file[..Manifest.Length];

    internal byte[] Signature => file[Manifest.Length..bodyAt];

    internal string Board => Text(1);

    internal string Product => Text(0);

    /// <exception cref="UserError">It is no bundle, or is cut.</exception>
    internal static BundleFile Read(string path) => Open(UpdateFiles.ReadBytes("bundle", path), out string why)
        ?? throw new UserError($"{path}: {why}");

    internal static BundleFile? Open(byte[] file, out string why)
    {
        var manifest = new Manifest();
        int offer = file.Length < LengthAt + 2 ? file.Length
            : Math.Min(file.Length, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(LengthAt)) + BundleWriter.SignatureBytes);
        UpdateReason reason = manifest.Read(file[..offer], offer);
        if (reason != UpdateReason.None)
        {
            why = $"a node would refuse it: {BundleRules.Words(reason)} ({(int)reason})";
            return null;
        }
        int whole = offer + manifest.ListBytes + manifest.PartBytes;
        why = file.Length == whole ? "" : $"{file.Length} bytes, and its manifest says {whole}: cut, or something is behind it";
        return why.Length == 0 ? new BundleFile(file, manifest) : null;
    }

    internal byte[] PartOf(int index)
    {
        int at = bodyAt + Manifest.ListBytes + Enumerable.Range(0, index).Sum(Manifest.LengthOf);
        return file[at..(at + Manifest.LengthOf(index))];
    }

    /// <summary>What is wrong with list and parts.</summary>
    /// <returns>In words, or null if nothing is.</returns>
    internal string? DigestFault()
    {
        byte[] list = file[bodyAt..(bodyAt + Manifest.ListBytes)];
        if (!Manifest.IsListDigest(HMACSHA256.HashData(ChunkDigest.Key(ChunkDigest.ListKey), list)))
        {
            return "the list of digests is not the one that the manifest names";
        }
        byte[] key = ChunkDigest.Key(ChunkDigest.ChunkKey);
        int chunk = 0;
        for (int part = 0; part < Manifest.Parts; part++)
        {
            foreach (byte[] bytes in PartOf(part).Chunk(BundleWriter.ChunkBytes))
            {
                if (!HMACSHA256.HashData(key, bytes).AsSpan().SequenceEqual(list.AsSpan(chunk++ * 32, 32)))
                {
                    return $"{Manifest.NameOf(part)}: chunk {chunk - 1} is not the one that the list names";
                }
            }
        }
        return null;
    }

    /// <summary>Whether the signature is right, as .NET says and as the node says; they must agree.</summary>
    internal bool IsSignedBy(VerifyKey key)
    {
        bool isRight = key.IsSignature(Signed, Signature);
        var check = new SignatureCheck(file[..bodyAt], Manifest.Length, KeyRecordWriter.Key(key.Parameters), 0);
        bool isRightOnNode = check.Step(int.MaxValue) == CheckResult.Good;
        return isRight == isRightOnNode ? isRight
            : throw new InvalidOperationException("this program and the node's code judge the signature differently. Do not use the bundle, and report it");
    }

    private string Text(int index)
    {
        int at = 52;
        for (int i = 0; i < index; i++)
        {
            at += 1 + file[at];
        }
        return System.Text.Encoding.ASCII.GetString(file, at + 1, file[at]);
    }
}
