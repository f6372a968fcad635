using System.Security.Cryptography;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>Bundles with new keys.</summary>
internal static class KeyBundles
{
    internal static readonly RSA NextRelease = RSA.Create(KeyRecordWriter.KeyBits);
    internal static readonly RSA NextRotation = RSA.Create(KeyRecordWriter.KeyBits);

    internal static BundleContent Rotation(int generation = 2, int sequenceMin = 1, RSA? release = null, RSA? rotation = null) => new()
    {
        Board = Bundles.Board, Version = $"keys {generation}", Sequence = generation, Expires = Bundles.Now.AddDays(90), IsRotation = true,
        Parts = [new(BundlePartKind.Keys, "keys", Part(generation, sequenceMin, release ?? NextRelease, rotation ?? NextRotation))],
    };

    /// <summary>The record, and its signatures by both of its keys.</summary>
    internal static byte[] Part(int generation, int sequenceMin, RSA release, RSA rotation)
    {
        byte[] record = KeyRecordWriter.Content(generation, sequenceMin, release.ExportParameters(false), rotation.ExportParameters(false));
        return [.. record, .. SigningKeys.Sign(release, record), .. SigningKeys.Sign(rotation, record)];
    }
}
