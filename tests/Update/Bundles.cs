using System.Security.Cryptography;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>Bundles for the tests, by the writer on the PC's side.</summary>
internal static class Bundles
{
    internal const string Board = "esp32-s3-n16r8";
    internal static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static BundleContent Firmware(int sequence = 7, int seed = 1) => new()
    {
        Board = Board,
        Version = $"0.{sequence}.0",
        Sequence = sequence,
        Expires = Now.AddDays(90),
        LoaderMin = 1,
        Libraries = [new("mscorlib", new Version(1, 17, 11, 0)), new("System.Net", new Version(1, 11, 60, 0))],
        Parts =
        [
            new(BundlePartKind.Assembly, "FieldNode.Core", Bytes(9000, seed)),
            new(BundlePartKind.Assembly, "FieldNode.Field", Bytes(8192, seed + 1)),
            new(BundlePartKind.Assembly, "Firmware", Bytes(4097, seed + 2)),
            new(BundlePartKind.Settings, "node.json", Bytes(300, seed + 3)),
        ],
    };

    internal static BundleContent SettingsOnly(int sequence = 7) => new()
    {
        Board = Board, Version = "site 12", Sequence = sequence, Expires = Now.AddDays(90), Parts = [new(BundlePartKind.Settings, "node.json", Bytes(700, 9))],
    };

    internal static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Manifest and signature.</summary>
    internal static byte[] Offer(BundleContent content, RSA? key = null)
    {
        byte[] manifest = BundleWriter.Manifest(content);
        return [.. manifest, .. SigningKeys.Sign(key ?? (content.IsRotation ? SigningKeys.Rotation : SigningKeys.Release), manifest)];
    }

    /// <summary>What follows the offer: list and parts.</summary>
    internal static byte[] Body(BundleContent content) => [.. BundleWriter.List(content.Parts), .. content.Parts.SelectMany(part => part.Content)];
}
