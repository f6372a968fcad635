using System.Text.Json;
using FieldNode.Journal;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary>Reads a ring from a state folder, or from a file with the lines of <c>fieldnode events --json</c>.</summary>
internal static class FieldRingReader
{
    private const int CrcBytes = 4;

    /// <exception cref="UserError">There is nothing to read, or nothing in it.</exception>
    internal static FieldRing Read(string path)
    {
        FieldRing ring = Directory.Exists(path) ? OfFolder(path) : OfFile(path);
        return ring.Events.Count > 0
            ? ring
            : throw new UserError(
                $"{path}: the ring has no event that can be read{(ring.Skipped.Count > 0 ? $" ({ring.Skipped[0]})" : "")}: there is nothing to replay",
                ring.Skipped.Count > 0 ? ExitStatus.Wrong : ExitStatus.Usage);
    }

    private static FieldRing OfFolder(string folder)
    {
        RingContent content = RingReader.Read(folder);
        return content.Files == 0
            ? throw new UserError($"{folder}: no event files there. Is it the state folder of a node, or a copy of it?", ExitStatus.Usage)
            : new FieldRing(content.Folder, content.Events, content.Skipped, MarkIn(content.Folder) ?? LastChange(content.Events));
    }

    private static FieldRing OfFile(string path)
    {
        NamedFile.MustBeThere(path, "Say the state folder of the node, or a file made by 'fieldnode events --json'");
        var events = new List<LoggedEvent>();
        var skipped = new List<string>();
        int number = 0;
        foreach (string line in LinesOf(path))
        {
            number++;
            if (line.Trim().Length > 0)
            {
                try
                {
                    events.Add(EventOf(line));
                }
                catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
                {
                    skipped.Add($"line {number} is no event of 'fieldnode events --json'");
                }
            }
        }
        IReadOnlyList<LoggedEvent> sorted = Clocks.Apply(events.DistinctBy(e => e.Sequence));
        return new FieldRing(path, sorted, skipped, LastChange(sorted));
    }

    private static string[] LinesOf(string path)
    {
        try
        {
            return RegularFile.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, e)}", ExitStatus.Usage, e);
        }
    }

    private static LoggedEvent EventOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement json = document.RootElement;
        bool isReckoned = json.GetProperty("reckoned").GetBoolean();
        return new LoggedEvent
        {
            Kind = EventWords.KindOf(json.GetProperty("kind").GetString() ?? ""),
            Sequence = json.GetProperty("sequence").GetInt32(),
            Run = json.GetProperty("run").GetInt32(),
            A = json.GetProperty("a").GetInt32(),
            B = json.GetProperty("b").GetInt32(),
            Times = Math.Max(1, json.GetProperty("times").GetInt32()),
            UpMs = json.GetProperty("upMs").GetInt64(),
            Name = json.GetProperty("name").GetString() ?? "",
            Time = isReckoned || json.GetProperty("time").ValueKind == JsonValueKind.Null ? null : json.GetProperty("time").GetDateTimeOffset(),
        };
    }

    // The node keeps it beside the ring, and there it outlives the event.
    private static int? MarkIn(string folder)
    {
        var store = new MemoryStore();
        foreach (string name in new[] { "settings.a", "settings.b" })
        {
            string path = Path.Combine(folder, name);
            try
            {
                if (File.Exists(path))
                {
                    store.Files[name] = RegularFile.ReadAllBytes(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null; // then the ring's own word counts
            }
        }
        byte[] content = new byte[CrcBytes];
        return new AbRecord(store, "settings", CrcBytes).Read(content) == CrcBytes ? BitConverter.ToInt32(content, 0) : null;
    }

    private static int? LastChange(IEnumerable<LoggedEvent> events) =>
        events.LastOrDefault(e => e.Kind == EventKind.SettingsChanged)?.A;
}
