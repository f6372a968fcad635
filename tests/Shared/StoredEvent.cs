using System.Text;
using FieldNode.Journal;

namespace FieldNode;

/// <summary>An event as it lies on flash, read by a reader of its own.</summary>
internal sealed record StoredEvent(EventKind Kind, int A, int B, int Times, int Run, int Sequence, long NowMs, long UtcMs, string Name)
{
    /// <summary>All events of both rings, by sequence number.</summary>
    public static StoredEvent[] All(IFlashStore store)
    {
        var found = new SortedDictionary<int, (int Write, StoredEvent Event)>();
        byte[] file = new byte[8192];
        foreach (string name in store.List().Where(name => name.StartsWith("events.", StringComparison.Ordinal)))
        {
            int length = store.Read(name, file, 0, file.Length);
            int write = BitConverter.ToInt32(file, 4);
            for (int at = 16; RecordRing.IsHead(file, length) && at + EventRecord.Count <= length; at += EventRecord.Count)
            {
                var record = new EventRecord();
                if (record.Read(file, at) && (!found.TryGetValue(record.Sequence, out var known) || write > known.Write))
                {
                    string text = Encoding.UTF8.GetString(record.Name).TrimEnd('\0');
                    found[record.Sequence] = (write, new StoredEvent(record.Kind, record.A, record.B, record.Times, record.Run,
                        record.Sequence, record.NowMs, record.UtcMs, text));
                }
            }
        }

        return [.. found.Values.Select(one => one.Event)];
    }
}
