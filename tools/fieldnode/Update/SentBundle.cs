using System.Text;
using FieldNode.Update;
using FieldNode.Virtual;
using FieldNode.Virtual.Updates;

namespace FieldNode.Cli;

/// <summary>A bundle to be sent: read whole, and refused here if it is not what its own manifest says. Whether it is trusted is the node's to judge.</summary>
internal sealed class SentBundle
{
    private const int BytesMax = 1 << 20; // the longest bundle has less
    private const int ProductAt = 52;

    private SentBundle(byte[] bytes, Manifest manifest, int offerBytes)
    {
        Offer = bytes[..offerBytes];
        Body = bytes[offerBytes..];
        Manifest = manifest;
        Board = Text(bytes, ProductAt + 1 + bytes[ProductAt]);
    }

    /// <summary>Manifest and signature.</summary>
    internal byte[] Offer { get; }

    /// <summary>The list of digests and all parts.</summary>
    internal byte[] Body { get; }

    internal Manifest Manifest { get; }

    internal string Board { get; }

    internal string Version => Manifest.Version;

    internal int Sequence => Manifest.Sequence;

    internal bool HasAssemblies => Manifest.HasAssemblies;

    internal DateTime ExpiresUtc => DateTimeOffset.FromUnixTimeMilliseconds(Manifest.ExpiresUtcMs).UtcDateTime;

    /// <summary>It has a part with settings of a node: they name it.</summary>
    internal bool HasSettings => Part("node.json") is not null || Part("node.record") is not null;

    internal bool HasCertificates => Enumerable.Range(0, Manifest.Parts).Any(part => Manifest.KindOf(part) == PartKind.Certificate);

    /// <summary>What makes it this bundle: SHA-256 of its offer, which names all else.</summary>
    internal string Mark => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Offer));

    /// <summary>A part by its name, or null.</summary>
    internal byte[]? Part(string name)
    {
        int at = Manifest.ListBytes;
        for (int part = 0; part < Manifest.Parts; at += Manifest.LengthOf(part++))
        {
            if (Manifest.NameOf(part) == name)
            {
                return Body[at..(at + Manifest.LengthOf(part))];
            }
        }
        return null;
    }

    /// <exception cref="UserError">There is no such file, or it is no bundle, or a broken one.</exception>
    internal static SentBundle Read(string path)
    {
        NamedFile.MustBeThere(path, "Give the file that 'fieldnode sign' wrote");
        try
        {
            return new FileInfo(path).Length <= BytesMax ? Of(RegularFile.ReadAllBytes(path)) : throw new InvalidDataException($"longer than {BytesMax >> 10} KB");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: no bundle that could be sent: {NamedFile.WhyNot(path, e)}. 'fieldnode sign' makes one", ExitStatus.Usage, e);
        }
    }

    /// <exception cref="InvalidDataException">It is none, or a broken one.</exception>
    internal static SentBundle Of(byte[] bytes)
    {
        int offerBytes = bytes.Length < 8 ? 0 : (bytes[6] | (bytes[7] << 8)) + SignatureCheck.SignatureBytes;
        var manifest = new Manifest();
        UpdateReason reason = offerBytes == 0 || offerBytes > bytes.Length ? UpdateReason.Truncated : manifest.Read(bytes[..offerBytes], offerBytes);
        if (reason != UpdateReason.None)
        {
            throw new InvalidDataException(UpdateWords.Of(reason).Meaning);
        }
        var bundle = new SentBundle(bytes, manifest, offerBytes);
        return bundle.IsWhole() ? bundle : throw new InvalidDataException("a part of it is cut or changed");
    }

    private bool IsWhole()
    {
        if (Body.Length != Manifest.ListBytes + Manifest.PartBytes)
        {
            return false;
        }
        var hmac = new PcHmac();
        byte[] list = Body[..Manifest.ListBytes];
        bool isWhole = Manifest.IsListDigest(hmac.Of(ChunkDigest.Key(ChunkDigest.ListKey), list));
        int at = list.Length;
        for (int chunk = 0; isWhole && chunk < Manifest.Chunks; chunk++)
        {
            byte[] bytes = Body[at..(at + Manifest.ChunkLength(chunk))];
            isWhole = ChunkDigest.IsSame(hmac.Of(ChunkDigest.Key(ChunkDigest.ChunkKey), bytes), 0, list, chunk * Sha256.DigestBytes);
            at += bytes.Length;
        }
        return isWhole;
    }

    private static string Text(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes, at + 1, bytes[at]);
}
