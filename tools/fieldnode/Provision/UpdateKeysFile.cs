using System.Security.Cryptography;
using FieldNode.Update;

namespace FieldNode.Cli.Provision;

/// <summary>What a board takes updates by: the record of <c>fieldnode keys record</c>, and a key of its own, which no other board has.</summary>
internal static class UpdateKeysFile
{
    /// <summary>The record's content; it also holds the lowest sequence number that a bundle may have.</summary>
    /// <exception cref="UserError">It is none.</exception>
    internal static byte[] Read(string path) => TrustedKeys.Read("--update-keys", path).Content;

    /// <summary>As the node keeps them: A/B records among its own files. A key that the node has already stays: it seals what is in the slots.</summary>
    internal static FlashFile[] OnFlash(byte[] record) =>
    [
        OfNode(KeyRecord.Name, record, isSecret: false),
        OfNode(UpdateKeys.OwnName, RandomNumberGenerator.GetBytes(UpdateKeys.OwnBytes), isSecret: true) with { IsKept = true },
    ];

    private static FlashFile OfNode(string name, byte[] content, bool isSecret) =>
        new($"{FlashImage.StateFolder}/{name}.a", AbFile.Of(content), isSecret);
}
