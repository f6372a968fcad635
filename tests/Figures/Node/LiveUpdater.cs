extern alias device;

using System.Security.Cryptography;
using device::FieldNode.Journal;
using device::FieldNode.Update;
using DeviceShared;
using FieldNode.Cli;
using FieldNode.Figures.Heap;

namespace DeviceFigures;

/// <summary>The updater of the device build, given the longest bundle that there may be; and what it takes on the device's heap.</summary>
internal sealed class LiveUpdater : DeviceStore
{
    private const int StepsMax = 2000;
    private const long Utc = 1_790_000_000_000;

    private readonly byte[] offer;
    private readonly byte[] body;
    private readonly SlotInstaller installer;
    private readonly Updater updater;

    public LiveUpdater()
    {
        using var release = RSA.Create(KeyRecordWriter.KeyBits);
        using var rotate = RSA.Create(KeyRecordWriter.KeyBits);
        byte[] keys = KeyRecordWriter.Content(1, 1, release.ExportParameters(false), rotate.ExportParameters(false));
        new AbRecord(this, KeyRecord.Name, KeyRecord.Bytes).Write(keys, keys.Length);
        new AbRecord(this, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(new byte[UpdateKeys.OwnBytes], UpdateKeys.OwnBytes);
        BundleContent content = Longest();
        byte[] manifest = BundleWriter.Manifest(content);
        if (manifest.Length != Manifest.BytesMax)
        {
            throw new InvalidOperationException($"the manifest has {manifest.Length} bytes");
        }

        offer = [.. manifest, .. release.SignData(manifest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)];
        body = [.. BundleWriter.List(content.Parts), .. content.Parts.SelectMany(part => part.Content)];
        var target = new UpdateTarget { Board = content.Board, Loader = 1, CanRunAssemblies = true };
        installer = new SlotInstaller(this, this, target, this, null, UpdateRecord.Factory);
        updater = new Updater(installer, this, new UpdateKeys(this));
    }

    /// <summary>With nothing to do.</summary>
    public HeapWalk WeighIdle()
    {
        updater.Step(1, Utc);
        return Weigh(UpdaterState.Idle);
    }

    /// <summary>In the middle of a signature.</summary>
    public HeapWalk WeighCheck()
    {
        UpdateReason reason = updater.Offer(offer, 0, offer.Length, 1, Utc);
        if (reason != UpdateReason.None)
        {
            throw new InvalidOperationException($"the offer is refused: {reason}");
        }

        for (int i = 0; i < 100; i++)
        {
            updater.Step(1, Utc);
        }

        return Weigh(UpdaterState.Checking);
    }

    /// <summary>With a chunk that is half there.</summary>
    public HeapWalk WeighReceiving()
    {
        for (int i = 0; updater.WantedOffset < 2 * Manifest.ChunkBytes + 2000 || updater.State != UpdaterState.Receiving; i++)
        {
            if (i > StepsMax)
            {
                throw new InvalidOperationException($"nothing is wanted: {updater.State}");
            }

            updater.Chunk(updater.WantedOffset, body, updater.WantedOffset, Math.Min(1000, updater.WantedLength));
            updater.Step(1, Utc);
        }

        return Weigh(UpdaterState.Receiving);
    }

    // What is static in the room counts here, too: the node is weighed without it. The store and the ports are the board's.
    private HeapWalk Weigh(UpdaterState state)
    {
        if (updater.State != state)
        {
            throw new InvalidOperationException($"it is {updater.State} in the place of {state}");
        }

        var walk = new HeapWalk(LiveNode.IsOurs);
        walk.Replace(this, null);
        foreach (Type type in DeviceImage.Firmware.GetTypes().Where(LiveNode.IsOfUpdates))
        {
            walk.WalkStatics(type);
        }

        walk.Walk(installer, "FieldNode.Update.SlotInstaller", "");
        walk.Walk(updater, "FieldNode.Update.Updater", "");
        return walk;
    }

    // As many chunks, libraries and bytes of manifest as there may be: names that share nothing are as long as there is room.
    private static BundleContent Longest()
    {
        BundleContent content = new()
        {
            Board = "olimex-esp32-poe-iso-wrover", Version = new string('9', 32), Sequence = 1, LoaderMin = 1,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(Utc).AddDays(1),
            Libraries = [.. Enumerable.Range(0, Manifest.LibrariesMax).Select(i => new BundleLibrary($"{(char)('A' + i / 26)}{(char)('a' + i % 26)}", new Version(1, 2, 3, 4)))],
            Parts = [.. Enumerable.Range(0, 8).Select(i => new BundlePart(BundlePartKind.Assembly, $"Assembly.{i}", new byte[16 * Manifest.ChunkBytes]))],
        };
        int room = Manifest.BytesMax - BundleWriter.Manifest(content).Length;
        int each = room / Manifest.LibrariesMax;
        IEnumerable<BundleLibrary> longer = content.Libraries.Select((library, i) =>
            library with { Name = library.Name + new string('x', each + (i < room % Manifest.LibrariesMax ? 1 : 0)) });
        return content with { Libraries = [.. longer] };
    }
}
