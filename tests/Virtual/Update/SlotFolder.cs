using System.Security.Cryptography;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Loader;
using FieldNode.Update;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

/// <summary>A folder with a node file and a state folder, whose slot A has a bundle that is to be tried. Nothing checks its signature here.</summary>
internal sealed class SlotFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    internal SlotFolder()
    {
        File.WriteAllText(SettingsPath, Settings());
        Store = new DiskFlashStore(State);
        Assert.True(new AbRecord(Store, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(RandomNumberGenerator.GetBytes(UpdateKeys.OwnBytes), UpdateKeys.OwnBytes));
    }

    internal string SettingsPath => In("node.json");

    internal string State => In("state");

    internal DiskFlashStore Store { get; }

    internal UpdateRecord Record => new(Store);

    internal string In(string name) => Path.Combine(folder, name);

    internal static string Settings(int heartbeatMs = 60_000) => $$"""
        { "version": 1, "group": "g", "node": "n", "heartbeatMs": {{heartbeatMs}}, "update": {},
          "broker": { "host": "localhost", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" } }
        """;

    /// <summary>Puts a bundle of these parts into slot A, to be tried by the next start.</summary>
    internal SlotFolder With(params BundlePart[] parts)
    {
        bool hasFirmware = parts[0].Kind == BundlePartKind.Assembly;
        var content = new BundleContent
        {
            Board = PcUpdate.Board, Version = "0.2.0", Sequence = 7, Expires = DateTimeOffset.UtcNow.AddDays(1), LoaderMin = hasFirmware ? 1 : 0, Parts = parts,
        };
        byte[] offer = [.. BundleWriter.Manifest(content), .. new byte[SignatureCheck.SignatureBytes]];
        var manifest = new Manifest();
        Assert.Equal(UpdateReason.None, manifest.Read(offer, offer.Length));
        var installer = new SlotInstaller(Store, new PcHmac(), PcUpdate.TargetOf(null), new PcLibraries(), null, UpdateRecord.Factory);
        Assert.Equal(UpdateReason.None, installer.Begin(manifest, offer, offer.Length));
        byte[] list = BundleWriter.List(parts);
        installer.Store(SlotFiles.List, list, list.Length);
        int file = 0;
        foreach (byte[] chunk in parts.SelectMany(part => part.Content.Chunk(Manifest.ChunkBytes)))
        {
            installer.Store(file++, chunk, chunk.Length);
        }

        while (installer.Complete() == CheckResult.InProgress)
        {
        }

        Assert.Equal(SlotState.Verified, installer.Record.StateOf(0));
        return this;
    }

    /// <summary>What the loader would start.</summary>
    internal SlotCheck Chosen() => new BootChoice(Store, new PcHmac(), PcUpdate.TargetOf(null), new PcLibraries(), 0).Firmware;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
