using FieldNode.Journal;
using FieldNode.Loader;
using FieldNode.Update;
using FieldNode.Virtual.Updates;

namespace FieldNode.Fuzz;

/// <summary>
/// What the loader finds on flash: slots with or without the node's own seal. It never throws, and starts nothing whose seal, list and chunks are not right,
/// judged here once more by the library's HMAC.
/// </summary>
internal sealed class SlotsTarget : FuzzTarget
{
    private static readonly byte[] ownKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly string[] names = ["slot-a.head", "slot-a.list", "slot-a.000", "slot-a.001", "slot-b.head", "slot-b.list", "slot-b.000", "slot-b.001", "update.a", "update.b", "boot.a", "slot-a.002"];

    internal override string Name => "slots";

    internal override string What => "slots on flash as the loader reads them: only what the node itself sealed is chosen, list and chunks right";

    internal override int BytesMax => 6000;

    internal override long StepsMax => 2_000_000;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Bytes.Utf8("FNUB", "FieldNode"), [0, 1], [8, 1, 61, 0]];

    internal override IEnumerable<byte[]> Seeds()
    {
        foreach (FieldNode.Cli.BundleContent content in UpdateSeeds.Contents())
        {
            byte[] manifest = FieldNode.Cli.BundleWriter.Manifest(content);
            byte[] offer = [.. manifest, .. new byte[384]];
            byte[] parts = [.. content.Parts.SelectMany(part => part.Content)];
            byte[] seal = Seal.Of(new PcHmac(), ownKey, 0, offer, offer.Length);
            byte[] record = [1, 1, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 1, 8, 0, 0, 0, .. seal.AsSpan(0, 8), 4, 0, 0, 0, .. new byte[28]];
            yield return [.. Files.File(0, true, offer), .. Files.File(1, false, FieldNode.Cli.BundleWriter.List(content.Parts)),
                .. content.Parts.SelectMany(part => part.Content.Chunk(4096)).Take(3).SelectMany((chunk, i) => Files.File(i == 2 ? 11 : 2 + i, false, chunk)), .. Files.File(8, true, record)];
        }
    }

    internal override void Run(byte[] input)
    {
        MemoryStore store = Files.Read(new Bytes(input), names, Sealed);
        store.Files["update-node.a"] = Files.Record([1, .. ownKey]);
        PointAtSeals(store);
        var target = new UpdateTarget { Board = UpdateSeeds.Board, Loader = 1, FirmwareSlots = 2, CanRunAssemblies = true };
        var choice = new BootChoice(store, new PcHmac(), target, new NoLibraries(), 3);
        Must(choice.Slot is UpdateRecord.Factory or 0 or 1 && choice.Overlay is UpdateRecord.Factory or 0 or 1 && Enum.IsDefined(choice.Reason), "a choice that there is not");
        Judge(store, choice.Firmware, choice.Slot);
        Judge(store, choice.Settings, choice.Overlay);
        choice.LoadFailed();
    }

    // A record that was written for these very seals: else chance would have to meet eight bytes.
    private static void PointAtSeals(MemoryStore store)
    {
        foreach (string name in new[] { "update.a", "update.b" })
        {
            if (store.Files.TryGetValue(name, out byte[]? record) && record.Length == 70)
            {
                for (int slot = 0; slot < 2; slot++)
                {
                    if (store.Files.TryGetValue(slot == 0 ? "slot-a.head" : "slot-b.head", out byte[]? head) && head.Length >= 32)
                    {
                        head.AsSpan(head.Length - 32, 8).CopyTo(record.AsSpan(6 + 12 + 20 * slot + 8));
                    }
                }
                Files.WithCrc(record);
            }
        }
    }

    private static byte[] Sealed(string name, byte[] content) => name.EndsWith("head", StringComparison.Ordinal)
        ? [.. content, .. Seal.Of(new PcHmac(), ownKey, name[5] == 'a' ? 0 : 1, content, content.Length)] : name is "update.a" or "update.b" or "boot.a" ? Files.Record(content) : content;

    private static void Judge(MemoryStore store, SlotCheck? check, int slot)
    {
        if (check is null)
        {
            return;
        }
        string prefix = slot == 0 ? "slot-a." : "slot-b.";
        byte[] head = store.Files[prefix + "head"];
        byte[] seal = Seal.Of(new PcHmac(), ownKey, slot, head[..^32], head.Length - 32);
        Must(seal.AsSpan().SequenceEqual(head.AsSpan(head.Length - 32)), "chosen without its seal");
        byte[] list = store.Files[prefix + "list"];
        Must(check.Manifest.IsListDigest(System.Security.Cryptography.HMACSHA256.HashData("FieldNode list 1"u8, list.AsSpan(0, check.Manifest.ListBytes))), "chosen without its list");
        for (int part = 0; part < check.Manifest.Parts; part++)
        {
            Must(check.PartOf(part)?.Length is null || check.PartOf(part)!.Length == check.Manifest.LengthOf(part), "a part of another length");
        }
    }

    private sealed class NoLibraries : ILibraries
    {
        public bool Has(string name, int major, int minor, int build, int revision) => true;
    }
}
