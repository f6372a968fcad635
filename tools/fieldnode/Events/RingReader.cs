using System.Text;
using FieldNode.Journal;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary>
/// Reads the event rings out of a state folder or an image of a device's files (docs/SPEC.md, "Event ring"). It only reads, so it may run
/// beside the node: a file that the node replaces meanwhile is seen before or after, and each record is in another file by then or in both.
/// </summary>
internal static class RingReader
{
    /// <summary>Where a device's image or a folder of settings has the state.</summary>
    private static readonly string[] Below = ["", "node", "state"];

    // Six bytes hold more than there are dates: a record that says so is whole, and its clock was not set.
    private const long UtcMsMax = 253_402_300_799_999;

    private static readonly string[] Rings = [EventRing.RareName, EventRing.OftenName];

    /// <summary>Reads a folder, or its <c>node</c> or <c>state</c> folder if the files are there.</summary>
    internal static RingContent Read(string folder)
    {
        foreach (string below in Below)
        {
            string candidate = Path.Combine(folder, below);
            if (Directory.Exists(candidate) && FilesOf(candidate) is { Length: > 0 } files)
            {
                return ReadFiles(candidate, files);
            }
        }
        return new RingContent(folder, 0, [], []);
    }

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => RingOf(f) is not null).Order(StringComparer.Ordinal)];

    /// <summary>The name of the ring that a file belongs to, or null.</summary>
    private static string? RingOf(string file)
    {
        string name = Path.GetFileName(file);
        return name.Length > 2 && name[^2] == '.' && char.IsAsciiDigit(name[^1]) && Rings.Contains(name[..^2]) ? name[..^2] : null;
    }

    private static RingContent ReadFiles(string folder, string[] files)
    {
        var skipped = new List<string>();
        var places = new Dictionary<(string Ring, int Segment, int Index), Place>();
        var segments = new HashSet<(string Ring, int Segment)>();
        foreach (string file in files)
        {
            ReadFile(file, RingOf(file)!, places, segments, skipped);
        }
        foreach (Place place in places.Values.Where(p => p.Record is null))
        {
            skipped.Add($"{place.File}: record {place.Index} is damaged");
        }
        foreach (string ring in Rings)
        {
            TellMissing(ring, [.. segments.Where(s => s.Ring == ring).Select(s => s.Segment)], skipped);
        }
        // A record that was written anew keeps its sequence number or has none of its own: the newest write counts.
        IEnumerable<LoggedEvent> events = places.Values.Where(p => p.Record is not null)
            .GroupBy(p => p.Record!.Sequence).Select(same => same.MaxBy(p => p.Write)!.Record!);
        return new RingContent(folder, files.Length, Clocks.Apply(events), skipped);
    }

    private static void ReadFile(
        string path, string ring, Dictionary<(string, int, int), Place> places, HashSet<(string, int)> segments, List<string> skipped)
    {
        string name = Path.GetFileName(path);
        byte[] file;
        try
        {
            file = RegularFile.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            skipped.Add($"{name}: cannot be read ({e.Message})");
            return;
        }
        if (!RecordRing.IsHead(file, file.Length))
        {
            skipped.Add($"{name}: its head is damaged, all of it is skipped");
            return;
        }
        int write = BitConverter.ToInt32(file, 4);
        int segment = BitConverter.ToInt32(file, 8);
        segments.Add((ring, segment));
        int records = (file.Length - RecordRing.HeadCount) / EventRecord.Count;
        if ((file.Length - RecordRing.HeadCount) % EventRecord.Count != 0)
        {
            skipped.Add($"{name}: it ends within record {records + 1}");
        }
        for (int i = 0; i < records; i++)
        {
            LoggedEvent? record = RecordAt(file, RecordRing.HeadCount + i * EventRecord.Count);
            bool known = places.TryGetValue((ring, segment, i), out Place? before);
            if (!known || before!.Record is null || (record is not null && write > before.Write))
            {
                places[(ring, segment, i)] = new Place(name, i + 1, write, record);
            }
        }
    }

    /// <summary>A record of a segment; null: it is not whole.</summary>
    internal static LoggedEvent? RecordAt(byte[] file, int at)
    {
        var record = new EventRecord();
        return !record.Read(file, at) ? null : new LoggedEvent
        {
            Kind = record.Kind,
            Sequence = record.Sequence,
            Run = record.Run,
            A = record.A,
            B = record.B,
            Times = record.Times,
            UpMs = record.NowMs,
            Name = Encoding.UTF8.GetString(record.Name).TrimEnd('\0'),
            Time = record.UtcMs is 0 or > UtcMsMax ? null : DateTimeOffset.FromUnixTimeMilliseconds(record.UtcMs),
        };
    }

    private static void TellMissing(string ring, int[] segments, List<string> skipped)
    {
        if (segments.Length == 0)
        {
            return;
        }
        int missing = segments.Max() - segments.Min() + 1 - segments.Length;
        if (missing > 0)
        {
            skipped.Add($"{ring}: {missing} of the segments {segments.Min()} to {segments.Max()} are missing");
        }
    }

    /// <summary>One place of a segment; the record is null where no copy of it is whole.</summary>
    private sealed record Place(string File, int Index, int Write, LoggedEvent? Record);
}
