using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>
/// Hears what a node writes into its ring: also what the ring has pushed out since. What was in RAM when the supply went is not there, as in the field.
/// </summary>
internal sealed class RingTap
{
    private readonly Dictionary<int, long> powerOnMs = [];
    private readonly SortedDictionary<int, RunEvent> events = [];

    internal RingTap(MemoryStore flash) => flash.Written = OnWritten;

    /// <summary>In the order in which they came about.</summary>
    internal IReadOnlyList<RunEvent> Events => [.. events.Values.OrderBy(one => one.AtMs).ThenBy(one => one.What.Sequence)];

    /// <summary>A run begins.</summary>
    /// <param name="run">Its number in the ring.</param>
    /// <param name="atMs">When, on the axis of the replay.</param>
    internal void Begin(int run, long atMs) => powerOnMs[run] = atMs;

    private void OnWritten(string name, byte[] file)
    {
        if (!name.StartsWith("events.", StringComparison.Ordinal) || !RecordRing.IsHead(file, file.Length))
        {
            return;
        }
        for (int at = RecordRing.HeadCount; at + EventRecord.Count <= file.Length; at += EventRecord.Count)
        {
            if (RingReader.RecordAt(file, at) is { } one)
            {
                events[one.Sequence] = new RunEvent(one, powerOnMs[one.Run] + one.UpMs);
            }
        }
    }
}
