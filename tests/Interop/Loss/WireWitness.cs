namespace FieldNode.Interop.Tests;

/// <summary>
/// Knows what passed between a node and its broker, from both directions, and holds it against what the slave was asked. A number has arrived when
/// the broker answered a PINGREQ that passed after it: what was only sent may have died with a socket. Safe for several threads.
/// </summary>
internal sealed class WireWitness
{
    private readonly Lock guard = new();
    private readonly NumberReader reader = new();
    private readonly Dictionary<long, ulong> times = [];
    private readonly HashSet<long> arrived = [];

    /// <summary>Times that a number passed again outside of births.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Numbers that passed as history.</summary>
    public int SentAgain { get; private set; }

    /// <summary>Numbers that came again with another time than before.</summary>
    public int TimesChanged { get; private set; }

    /// <summary>A connection begins.</summary>
    public ConnectionWitness Begin() => new(this);

    /// <summary>The numbers up to this one that have not arrived.</summary>
    public List<long> MissingUpTo(long last)
    {
        lock (guard)
        {
            return [.. from number in Enumerable.Range(1, (int)last) where !arrived.Contains(number) select (long)number];
        }
    }

    internal List<long> Sent(string topic, byte[] payload)
    {
        lock (guard)
        {
            var numbers = new List<long>();
            foreach (SentNumber sent in reader.Read(topic, payload))
            {
                numbers.Add(sent.Number);
                bool isNew = times.TryAdd(sent.Number, sent.TimeMs);
                SentAgain += sent.IsHistory ? 1 : 0;
                Duplicates += isNew || sent.IsInBirth ? 0 : 1;
                TimesChanged += times[sent.Number] == sent.TimeMs ? 0 : 1;
            }
            return numbers;
        }
    }

    internal void Arrived(List<long> numbers)
    {
        lock (guard)
        {
            arrived.UnionWith(numbers);
        }
    }
}
