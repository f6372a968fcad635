extern alias device;

using System.Reflection;
using System.Security.Cryptography;
using device::FieldNode;
using device::FieldNode.Settings;
using device::FieldNode.Update;
using FieldNode.Cli;
using FieldNode.Figures.Heap;

namespace DeviceFigures;

/// <summary>
/// What updates add to a node, given the longest bundle that there may be: a node of the device build that has them is weighed against the same
/// node without. So all counts that they bring: updater, device, its tags, its share of births and topics, statics.
/// </summary>
internal sealed class LiveUpdater
{
    private const int StepsMax = 2000;
    private const int AfterMs = 2000; // the metrics of the device have been told
    private static readonly byte[] NodeKeys;
    private static readonly byte[] Offer;
    private static readonly byte[] Body;
    private static readonly string Board;

    private readonly string file;
    private readonly int without;
    private readonly LiveNode live;
    private readonly Updater updater;

    static LiveUpdater()
    {
        using var release = RSA.Create(KeyRecordWriter.KeyBits);
        using var rotate = RSA.Create(KeyRecordWriter.KeyBits);
        NodeKeys = KeyRecordWriter.Content(1, 1, release.ExportParameters(false), rotate.ExportParameters(false));
        BundleContent content = Longest();
        Board = content.Board;
        byte[] manifest = BundleWriter.Manifest(content);
        if (manifest.Length != Manifest.BytesMax)
        {
            throw new InvalidOperationException($"the manifest has {manifest.Length} bytes");
        }

        Offer = [.. manifest, .. release.SignData(manifest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)];
        Body = [.. BundleWriter.List(content.Parts), .. content.Parts.SelectMany(part => part.Content)];
    }

    /// <summary>The node of a file, with updates.</summary>
    public LiveUpdater(string file)
    {
        this.file = file;
        without = new LiveNode(file, Bench()).Weigh().Bytes;
        live = new LiveNode(file, Bench(), new UpdateSettings());
        updater = UpdaterOf(live.Node);
    }

    /// <summary>With nothing to do.</summary>
    public int Idle() => Weigh(UpdaterState.Idle);

    /// <summary>While what was started is on trial.</summary>
    public int Trial()
    {
        UpdatableBoard board = Bench();
        var record = new UpdateRecord(board.Store);
        foreach (SlotSignal signal in new[] { SlotSignal.Offered, SlotSignal.Received, SlotSignal.Checked, SlotSignal.Started })
        {
            record.Take(0, signal, UpdateReason.None);
        }

        record.Keep();
        var node = new LiveNode(file, board, new UpdateSettings());
        return Sum(Walk(node)) - without;
    }

    /// <summary>In the middle of a signature.</summary>
    public int Check()
    {
        UpdateReason reason = updater.Offer(Offer, 0, Offer.Length, live.NowMs, live.UtcMs);
        if (reason != UpdateReason.None)
        {
            throw new InvalidOperationException($"the offer is refused: {reason}");
        }

        live.Run(AfterMs);
        return Weigh(UpdaterState.Checking);
    }

    /// <summary>With a chunk that is half there.</summary>
    public int Receiving()
    {
        for (int i = 0; updater.WantedOffset < 2 * Manifest.ChunkBytes + 2000 || updater.State != UpdaterState.Receiving; i++)
        {
            if (i > StepsMax)
            {
                throw new InvalidOperationException($"nothing is wanted: {updater.State}");
            }

            updater.Chunk(updater.WantedOffset, Body, updater.WantedOffset, Math.Min(1000, updater.WantedLength));
            updater.Step(live.NowMs, live.UtcMs);
        }

        live.Run(AfterMs);
        return Weigh(UpdaterState.Receiving);
    }

    /// <summary>What it is made of: all that is of updates by its type. Tags and births are the rest.</summary>
    public IEnumerable<HeapItem> Parts() => Walk(live).SelectMany(walk => walk.Items).Where(item => item.Holder.Contains("Update", StringComparison.Ordinal));

    private int Weigh(UpdaterState state) => updater.State == state ? Sum(Walk(live)) - without
        : throw new InvalidOperationException($"it is {updater.State} in the place of {state}");

    private static int Sum(HeapWalk[] walks) => walks.Sum(walk => walk.Bytes);

    // What is static in the room counts here, too: the node is weighed without it.
    private static HeapWalk[] Walk(LiveNode node)
    {
        var statics = new HeapWalk(LiveNode.IsOurs);
        foreach (Type type in DeviceImage.Firmware.GetTypes().Where(LiveNode.IsOfUpdates))
        {
            statics.WalkStatics(type);
        }

        return [node.Weigh(), statics];
    }

    private static UpdatableBoard Bench() => new(Board, NodeKeys);

    private static Updater UpdaterOf(Node node) => (Updater)Field(Field(node, "update"), "updater");

    private static object Field(object of, string name) => of.GetType().GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(of)!;

    // As many chunks, libraries and bytes of manifest as there may be: names that share nothing are as long as there is room.
    private static BundleContent Longest()
    {
        BundleContent content = new()
        {
            Board = "olimex-esp32-poe-iso-wrover", Version = new string('9', 32), Sequence = 1, LoaderMin = 1,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(LiveNode.Utc0).AddDays(1),
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
