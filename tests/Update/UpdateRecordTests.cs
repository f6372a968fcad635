using FieldNode.Cli;
using FieldNode.Journal;

namespace FieldNode.Update.Tests;

public sealed class UpdateRecordTests
{
    private static readonly byte[] Seal = Bundles.Bytes(32, 5);
    private readonly MemoryStore store = new();

    [Fact]
    public void A_new_board_has_two_empty_slots_and_runs_the_factorys()
    {
        UpdateRecord record = New();

        Assert.Equal([SlotState.Empty, SlotState.Empty], new[] { record.StateOf(0), record.StateOf(1) });
        Assert.Equal((UpdateRecord.Factory, 0, 0), (record.Current, record.Lowest, record.Generation));
    }

    [Fact]
    public void What_is_kept_is_there_after_a_start()
    {
        UpdateRecord record = Described(1);
        record.Take(1, SlotSignal.Received, UpdateReason.None);
        record.Take(1, SlotSignal.Checked, UpdateReason.None);
        record.Take(1, SlotSignal.Started, UpdateReason.None);
        record.Take(1, SlotSignal.Started, UpdateReason.None);
        record.Follow(4, 30);
        Assert.True(record.Keep());

        record = New();

        Assert.Equal((SlotState.Trial, 2, 7, 8), (record.StateOf(1), record.StartsOf(1), record.SequenceOf(1), record.FilesOf(1)));
        Assert.True(record.HasAssemblies(1) && record.HasOthers(1) && !record.HasKeys(1));
        Assert.True(record.IsFingerprint(1, [0, .. Seal], 1));
        Assert.False(record.IsFingerprint(1, Bundles.Bytes(32, 6), 0));
        Assert.Equal((4, 29), (record.Generation, record.Lowest));
        Assert.Equal(SlotState.Empty, record.StateOf(0));
    }

    /// <summary>As it was written before the last number was there.</summary>
    [Fact]
    public void A_record_of_52_bytes_counts_and_its_lowest_number_is_that_of_firmware_too()
    {
        byte[] former = new byte[52];
        (former[0], former[1], former[8], former[12]) = (1, 0, 9, (byte)SlotState.Confirmed);
        new AbRecord(store, "update", former.Length).Write(former, former.Length);

        UpdateRecord record = New();

        Assert.Equal((0, 9, 9, SlotState.Confirmed), (record.Current, record.Lowest, record.LowestFirmware, record.StateOf(0)));
        Assert.True(record.Keep());
        Assert.Equal((9, 9), (New().Lowest, New().LowestFirmware));
    }

    [Fact]
    public void A_signal_that_is_not_allowed_changes_nothing()
    {
        UpdateRecord record = New();

        Assert.False(record.Take(0, SlotSignal.Confirmed, UpdateReason.Asked));
        Assert.Equal((SlotState.Empty, UpdateReason.None), (record.StateOf(0), record.ReasonOf(0)));
    }

    [Fact]
    public void A_refused_slot_keeps_its_reason_and_a_released_one_only_its_files()
    {
        UpdateRecord record = Described(0);
        record.Take(0, SlotSignal.Refused, UpdateReason.BadChunk);
        Assert.Equal((SlotState.Rejected, UpdateReason.BadChunk, 7), (record.StateOf(0), record.ReasonOf(0), record.SequenceOf(0)));

        record.Take(0, SlotSignal.Released, UpdateReason.None);

        Assert.Equal((SlotState.Empty, UpdateReason.None, 0, 8), (record.StateOf(0), record.ReasonOf(0), record.SequenceOf(0), record.FilesOf(0)));
        Assert.False(record.HasAssemblies(0) || record.IsFingerprint(0, Seal, 0));
    }

    [Fact]
    public void What_is_confirmed_is_current_and_raises_the_lowest_number()
    {
        UpdateRecord record = Confirmed(0, 7);
        Assert.Equal((0, 7), (record.Current, record.Lowest));
        Assert.True(record.IsPending(0));

        record.Settle(0);

        Assert.False(record.IsPending(0));
        Assert.True(record.HasOthers(0));
    }

    [Fact]
    public void When_the_current_one_goes_the_other_confirmed_one_is_current()
    {
        UpdateRecord record = Confirmed(0, 7);
        Confirm(record, 1, 8);
        Assert.Equal((1, 8), (record.Current, record.Lowest));

        record.Take(1, SlotSignal.Refused, UpdateReason.BadChunk);
        Assert.Equal((0, 8), (record.Current, record.Lowest));
        record.Take(0, SlotSignal.Released, UpdateReason.None);
        Assert.Equal(UpdateRecord.Factory, record.Current);
    }

    [Fact]
    public void Settings_alone_are_never_current()
    {
        UpdateRecord record = Described(0, Bundles.SettingsOnly());
        Confirm(record, 0);

        Assert.Equal((UpdateRecord.Factory, 7), (record.Current, record.Lowest));
        Assert.True(record.IsPending(0));
    }

    [Fact]
    public void New_keys_begin_a_count_of_their_own()
    {
        UpdateRecord record = Confirmed(0, int.MaxValue);
        Assert.Equal(int.MaxValue, record.Lowest);

        record.Follow(2, 100);

        Assert.Equal(99, record.Lowest);
    }

    [Fact]
    public void A_store_that_refuses_takes_the_changes_back()
    {
        UpdateRecord record = Described(0);
        record.Keep();
        store.Full = true;
        record.Take(0, SlotSignal.Received, UpdateReason.None);

        Assert.False(record.Keep());

        Assert.Equal(SlotState.Receiving, record.StateOf(0));
    }

    [Fact]
    public void A_record_of_another_form_or_with_states_that_are_none_is_not_believed()
    {
        Described(0).Keep();
        foreach ((int at, byte value) in new[] { (0, (byte)2), (12, (byte)7), (32, (byte)99) })
        {
            byte[] content = new byte[60];
            var ab = new Journal.AbRecord(store, "update", 60);
            Assert.Equal(60, ab.Read(content));
            byte before = content[at];
            content[at] = value;
            ab.Write(content, 60);
            Assert.Equal(SlotState.Empty, New().StateOf(0));
            content[at] = before;
            ab.Write(content, 60);
            Assert.Equal(SlotState.Receiving, New().StateOf(0));
        }
    }

    [Fact]
    public void Writes_are_taken_for_a_bundle_come_back_with_time_and_are_never_more_than_at_first()
    {
        const long minute = 60_000;
        const long utc = 29_000_000 * minute;
        UpdateRecord record = New();
        Assert.Equal(UpdateRecord.WritesMax, record.Writes);
        record.RefillWrites(utc);
        record.TakeWrites(258);
        record.Keep();
        record = New();
        Assert.Equal(2, record.Writes);
        record.RefillWrites(utc + UpdateRecord.WriteMinutes * minute - 1);
        Assert.Equal(2, record.Writes);
        record.RefillWrites(utc + (2 * UpdateRecord.WriteMinutes + 1) * minute);
        Assert.Equal(4, record.Writes);
        record.RefillWrites(utc + 3 * UpdateRecord.WriteMinutes * minute); // the minute that was over counts
        Assert.Equal(5, record.Writes);
        record.RefillWrites(utc + 100_000 * minute);
        Assert.Equal(UpdateRecord.WritesMax, record.Writes);
    }

    [Fact]
    public void A_clock_that_goes_back_brings_no_writes_and_takes_none()
    {
        const long minute = 60_000;
        const long utc = 29_000_000 * minute;
        UpdateRecord record = New();
        record.RefillWrites(utc);
        record.TakeWrites(200);
        record.RefillWrites(utc - 10_000 * minute);
        Assert.Equal(60, record.Writes);
        record.RefillWrites(utc - 9_995 * minute);
        Assert.Equal(61, record.Writes);
    }

    private UpdateRecord New() => new(store);

    private UpdateRecord Described(int slot, BundleContent? content = null)
    {
        UpdateRecord record = New();
        Describe(record, slot, content ?? Bundles.Firmware());
        return record;
    }

    private UpdateRecord Confirmed(int slot, int sequence)
    {
        UpdateRecord record = New();
        Confirm(record, slot, sequence);
        return record;
    }

    private static void Confirm(UpdateRecord record, int slot, int sequence)
    {
        Describe(record, slot, Bundles.Firmware(sequence));
        Confirm(record, slot);
    }

    private static void Confirm(UpdateRecord record, int slot)
    {
        foreach (SlotSignal signal in new[] { SlotSignal.Received, SlotSignal.Checked, SlotSignal.Started, SlotSignal.Confirmed })
        {
            Assert.True(record.Take(slot, signal, UpdateReason.None));
        }

        record.Raise(slot);
    }

    private static void Describe(UpdateRecord record, int slot, BundleContent content)
    {
        byte[] offer = [.. BundleWriter.Manifest(content), .. new byte[SignatureCheck.SignatureBytes]];
        var manifest = new Manifest();
        Assert.Equal(UpdateReason.None, manifest.Read(offer, offer.Length));
        Assert.True(record.Take(slot, SlotSignal.Offered, UpdateReason.None));
        record.Describe(slot, manifest, Seal, 0);
    }
}
