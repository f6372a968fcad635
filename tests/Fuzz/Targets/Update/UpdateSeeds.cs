using FieldNode.Cli;

namespace FieldNode.Fuzz;

/// <summary>Bundles to begin with, unsigned: what is judged here comes before the signature, or behind it.</summary>
internal static class UpdateSeeds
{
    internal const string Board = "esp32-s3-n16r8";

    internal static readonly long NowMs = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Offers, and whole files.</summary>
    internal static IEnumerable<byte[]> Bundles()
    {
        foreach (BundleContent content in Contents())
        {
            byte[] manifest = BundleWriter.Manifest(content);
            yield return [.. manifest, .. new byte[BundleWriter.SignatureBytes]];
            if (content.Parts.Sum(part => part.Content.Length) < 1000)
            {
                yield return BundleWriter.Bundle(manifest, new byte[BundleWriter.SignatureBytes], content.Parts);
            }
        }
    }

    internal static IEnumerable<BundleContent> Contents()
    {
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeMilliseconds(NowMs).AddDays(90);
        yield return new BundleContent { Board = Board, Version = "site 12", Sequence = 7, Expires = expires, Parts = [new(BundlePartKind.Settings, "node.json", [1, 2, 3, 4])] };
        yield return new BundleContent
        {
            Board = Board, Version = "0.7.0", Sequence = 8, Expires = expires, LoaderMin = 1,
            Libraries = [new("mscorlib", new Version(1, 17, 11, 0)), new("System.Net", new Version(1, 11, 60, 0)), new("System.Net.Http", new Version(1, 5, 300, 2))],
            Parts = [new(BundlePartKind.Assembly, "FieldNode.Core", [5, 6]), new(BundlePartKind.Assembly, "Firmware", new byte[4097]), new(BundlePartKind.Certificate, "ca.crt", [7])],
        };
        yield return new BundleContent
        {
            Board = Board, Version = "keys 2", Sequence = 2, Expires = expires, IsRotation = true, Parts = [new(BundlePartKind.Keys, "keys", [9, 9])],
        };
        yield return new BundleContent { Board = Board, Version = "new key", Sequence = 9, Expires = expires, Parts = [new(BundlePartKind.KeyOrder, "new-key", [.. "FNKO"u8, 1, 1, 0, 0])] };
    }
}
