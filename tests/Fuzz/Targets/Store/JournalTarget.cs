using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Fuzz;

/// <summary>
/// The journal's segments on flash, as a start finds them and the next session sends them: what is sent is a payload that Google.Protobuf reads, all that
/// was captured is confirmed, lost or waiting, and it comes to an end.
/// </summary>
internal sealed class JournalTarget : FuzzTarget
{
    private const int FramesMax = 600;
    private const int FrameMax = 400;

    private static readonly string[] names = ["journal.a", "journal.b", "journal.0", "journal.1", "journal.2", "journal.3", "journal-names.0", "journal-names.1"];

    internal override string Name => "journal";

    internal override string What => "segments of the journal on flash: sent as payloads that are read, the totals add up, and it ends";

    internal override int BytesMax => 5000;

    internal override long StepsMax => 4_000_000;

    internal override long MemoryMax => 1 << 20;

    internal override IReadOnlyList<byte[]> Words { get; } = [[0, 1, 29, 0], [2, 1], [0x46, 0x4E, 0x4A, 0x31], new byte[16]];

    internal override IEnumerable<byte[]> Seeds()
    {
        var store = new MemoryStore();
        SampleJournal journal = Build(store, out TagTable tags);
        byte[] frame = new byte[2048];
        for (int i = 0; i < 60; i++)
        {
            tags.BeginSample(EdgeRig.Utc0 + i * 1000);
            tags.SetReal(i % 2, i);
            tags.SetReal(2, i);
            journal.Tick(i * 1000);
            for (int device = 0; device < 2; device++)
            {
                while (tags.HasChanges(device))
                {
                    int end = tags.AppendChanges(device, frame, 0, FrameMax);
                    journal.Take(device, frame, 0, end);
                }
            }
            journal.StepOffline(i * 1000);
        }
        journal.Flush(61_000);
        yield return [.. store.Files.Where(file => Array.IndexOf(names, file.Key) >= 0 && file.Value.Length < 2000).SelectMany(file => Files.File(Array.IndexOf(names, file.Key), false, file.Value))];
        yield return [.. store.Files.Where(file => Array.IndexOf(names, file.Key) >= 0 && file.Value.Length < 2000)
            .SelectMany(file => Files.File(Array.IndexOf(names, file.Key), true, file.Key.Length == 9 && file.Key[8] > '9' ? [file.Value[0], .. file.Value[6..^4]] : file.Value))];
    }

    internal override void Run(byte[] input)
    {
        MemoryStore store = Files.Read(new Bytes(input), names, Sealed);
        SampleJournal journal = Build(store, out _);
        byte[] frame = new byte[2048];
        bool[] born = [true, true, true];
        long now = 100_000;
        journal.Begin(now);
        journal.OnBorn(0);
        journal.OnBorn(1);
        int frames = 0;
        for (; journal.HasBacklog && frames < FramesMax; frames++)
        {
            int end = journal.AppendBacklog(frame, 0, FrameMax, born);
            Must(end >= 0 && end <= frame.Length, "a frame of another length");
            if (end > 0 && IsThorough)
            {
                Payload payload = Payload.Parser.ParseFrom(frame, 0, end);
                Must(payload.Metrics.Count > 0, "a frame without metrics");
            }
            now += 10;
        }
        Must(frames < FramesMax, "a backlog without an end");
        journal.BeforeReceipt(frames);
        journal.OnReceipt(frames, now);
        Must(journal.Captured == journal.Confirmed + journal.Dropped + journal.Depth, $"totals: {journal.Captured} captured, {journal.Confirmed} confirmed, {journal.Dropped} dropped, {journal.Depth} waiting");
        journal.OnOffline(now);
    }

    private static SampleJournal Build(MemoryStore store, out TagTable tags)
    {
        tags = new TagTable(6, 3);
        tags.Add(0, new TagSpec { Name = "A", DataType = DataType.Double });
        tags.Add(0, new TagSpec { Name = "B", DataType = DataType.Double });
        int device = tags.AddDevice("D");
        tags.Add(device, new TagSpec { Name = "C", DataType = DataType.Double });
        tags.Seal(true);
        var journal = new SampleJournal(tags, SampleJournal.RamBytesMin, 1000, 2000, false);
        journal.UseFlash(new JournalFlash(store, tags, 4 * JournalFlash.SegmentBytes), 1000);
        return journal;
    }

    // The record, and the head of a segment. Records within keep the sums that they have, which may be those of a record of another file.
    private static byte[] Sealed(string name, byte[] content)
    {
        if (name is "journal.a" or "journal.b")
        {
            return Files.Record(content);
        }
        const int head = 20;
        if (content.Length < head)
        {
            return content;
        }
        BitConverter.TryWriteBytes(content.AsSpan(16), Crc32.Of(content, 0, 16));
        return content;
    }
}
