using FieldNode.Cli;
using FieldNode.Journal;

namespace FieldNode.Fuzz;

/// <summary>The rings of events: as a node finds them at a start, and as <c>fieldnode events</c> and <c>replay</c> read the same files on a PC.</summary>
internal sealed class EventsTarget : FuzzTarget
{
    private static readonly string[] names = [.. Enumerable.Range(0, EventRing.RareFiles).Select(i => $"{EventRing.RareName}.{i}"), .. Enumerable.Range(0, EventRing.OftenFiles).Select(i => $"{EventRing.OftenName}.{i}")];

    internal override string Name => "events";

    internal override string What => "rings of events, by the node at its start and by the tool: the node goes on behind them, the tool tells each in words";

    internal override int BytesMax => 2600;

    internal override long StepsMax => 1_000_000;

    internal override IReadOnlyList<byte[]> Words { get; } = [[0, 1], [5, 1], new byte[64], [0x46, 0x4E, 0x45, 0x31], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]];

    internal override IEnumerable<byte[]> Seeds()
    {
        var store = new MemoryStore();
        var ring = new EventRing(store);
        ring.Start(RunEnd.Hang, "1.2.3", 1000, EdgeRig.Utc0);
        ring.Add((EventKind)40, 1, 2, "Boiler", 2000, EdgeRig.Utc0 + 1000);
        ring.Add((EventKind)61, 3, 4, "Meter", 3000, 0);
        ring.Close(4000, EdgeRig.Utc0 + 3000);
        byte[] all = [.. store.Files.Where(file => names.Contains(file.Key)).SelectMany(file => Files.File(Array.IndexOf(names, file.Key), true, file.Value))];
        yield return all;
        yield return [.. all, .. all];
    }

    internal override void Run(byte[] input)
    {
        MemoryStore store = Files.Read(new Bytes(input), names, Sealed);
        Tool(store);
        var ring = new EventRing(store);
        // The last end may have no name here: a later firmware, since taken back, may have written it. It goes on as its number.
        ring.Start(ring.LastEnd, "1.2.3", 1000, EdgeRig.Utc0);
        ring.Add((EventKind)40, 1, 2, "Boiler", 2000, EdgeRig.Utc0 + 1000);
        for (long now = 2000; now < 20_000; now += 3000)
        {
            ring.Step(now, EdgeRig.Utc0 + now);
        }
        ring.Close(21_000, EdgeRig.Utc0 + 20_000);
        Must(ring.Run >= 0 && ring.Lost >= 0 && ring.Writes >= 0, "a count below 0");
        Must(store.Files.Values.All(file => file.Length <= 8192) && store.Files.Count <= 40, "more than its files");
        Must(Tool(store).Any(one => one.Kind == (EventKind)40 && one.Name == "Boiler" && one.A == 1 && one.B == 2), "an event that was written is not read");
    }

    private List<LoggedEvent> Tool(MemoryStore store)
    {
        var events = new List<LoggedEvent>();
        foreach (byte[] file in store.Files.Where(file => names.Contains(file.Key)).Select(file => file.Value))
        {
            for (int at = RecordRing.HeadCount; RecordRing.IsHead(file, file.Length) && at + EventRecord.Count <= file.Length; at += EventRecord.Count)
            {
                if (RingReader.RecordAt(file, at) is { } one)
                {
                    events.Add(one);
                }
            }
        }
        IReadOnlyList<LoggedEvent> told = Clocks.Apply(events.DistinctBy(one => one.Sequence));
        foreach (LoggedEvent one in told)
        {
            Must(one.Time is null || one.Time.Value.Year >= 1970, "a time before there was one");
            string line = EventScreen.Line(one);
            Must(line.Length > 0 && line.IndexOfAny(['\n', '\r', '\u001b', '\0']) < 0, "a line with control characters");
            string json = EventScreen.Json(one);
            if (IsThorough)
            {
                System.Text.Json.JsonDocument.Parse(json).Dispose();
            }
        }
        return events;
    }

    // Head and records with right sums.
    private static byte[] Sealed(string name, byte[] content)
    {
        if (content.Length < RecordRing.HeadCount)
        {
            return content;
        }
        BitConverter.TryWriteBytes(content, RecordRing.Mark);
        BitConverter.TryWriteBytes(content.AsSpan(12), Crc32.Of(content, 0, 12));
        for (int at = RecordRing.HeadCount; at + EventRecord.Count <= content.Length; at += EventRecord.Count)
        {
            int crcAt = at + EventRecord.Count - RecordRing.CrcCount;
            BitConverter.TryWriteBytes(content.AsSpan(crcAt), Crc32.Of(content, at, EventRecord.Count - RecordRing.CrcCount));
        }
        return content;
    }
}
