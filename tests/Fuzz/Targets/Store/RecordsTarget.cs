using FieldNode.Journal;
using FieldNode.Sparkplug;
using FieldNode.Update;

namespace FieldNode.Fuzz;

/// <summary>The A/B records that a node finds on its flash at a start, whole or not: each reader takes them or begins anew, and what it then writes it reads.</summary>
internal sealed class RecordsTarget : FuzzTarget
{
    private static readonly string[] names = ["boot.a", "boot.b", "bdseq.a", "bdseq.b", "update.a", "update.b", "update-node.a", "update-keys.a", "settings.a", "settings.b", "settings-record.a", "settings-record.b"];

    internal override string Name => "records";

    internal override string What => "records on a node's flash (how runs end, bdSeq, slots, keys, settings): taken or begun anew, and read as they were written";

    internal override int BytesMax => 3500;

    internal override IReadOnlyList<byte[]> Words { get; } = [[0, 1], [4, 1, 61, 0], .. Bytes.Utf8("FNUK", "FNSR")];

    internal override IEnumerable<byte[]> Seeds()
    {
        byte[] keys = new byte[KeyRecord.Bytes];
        "FNUK"u8.CopyTo(keys);
        (keys[4], keys[5], keys[6], keys[7], keys[8], keys[12]) = (1, 2, 128, 1, 1, 1);
        (keys[16], keys[399], keys[784], keys[1167]) = (0x80, 1, 0x81, 1);
        yield return [.. Files.File(0, true, [1, 3, 1, 0]), .. Files.File(2, true, [1, 7]), .. Files.File(4, true, [1, 1, .. new byte[59]]), .. Files.File(6, true, [1, .. new byte[32]])];
        yield return [.. Files.File(7, true, [1, .. keys]), .. Files.File(8, true, [1, 1, 2, 3, 4])];
        yield return Files.File(5, true, [2, 1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 5, 0, 0, 3, .. new byte[45]]);
    }

    internal override void Run(byte[] input)
    {
        MemoryStore store = Files.Read(new Bytes(input), names, (_, content) => Files.Record(content));
        var boot = new BootRecord(store);
        Must(boot.FailedInARow >= 0 && boot.SafeFailedInARow >= 0, "faults below none");
        boot.Step(BootRecord.SoundAfterMs);
        boot.Mark(RunEnd.Hang);
        Must(BootRecord.Look(store).LastEnd == RunEnd.Hang, "how a run ended is not read as it was written");
        var bdSeq = new BdSeqStore(store);
        int next = bdSeq.Next();
        Must(next is >= 0 and <= 255 && new BdSeqStore(store).Last == next, "bdSeq");
        var keys = new UpdateKeys(store);
        Must(keys.ReadOwn() is null or { Length: 32 }, "an own key of another length");
        Must(keys.ReadTrusted() is null or { Length: KeyRecord.Bytes }, "keys of another length");
        Slots(store);
        SettingsMark.Check(store, 5, new EventRing(new MemoryStore()), 0, EdgeRig.Utc0);
        Must(SettingsMark.Last(store) == 5, "the mark of the settings");
        _ = new SettingsSlots(store, "1.0").Find(new FieldNode.Settings.RecordSource(0, 0))?.Read();
    }

    private static void Slots(MemoryStore store)
    {
        var record = new UpdateRecord(store);
        Must(record.Current is UpdateRecord.Factory or 0 or 1, "a slot that there is not");
        for (int slot = 0; slot < UpdateRecord.Slots; slot++)
        {
            Must(Enum.IsDefined(record.StateOf(slot)), "a state without a name");
            foreach (SlotSignal signal in Enum.GetValues<SlotSignal>())
            {
                record.Take(slot, signal, UpdateReason.None);
                Must(Enum.IsDefined(record.StateOf(slot)), "a state without a name");
            }
        }
        Must(record.Keep(), "not kept");
        var same = new UpdateRecord(store);
        Must(same.StateOf(0) == record.StateOf(0) && same.StateOf(1) == record.StateOf(1) && same.Lowest == record.Lowest && same.Current == record.Current, "slots");
    }
}
