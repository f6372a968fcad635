using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// A strict Sparkplug host: it takes every message of every node, keeps what they say, and writes down whatever breaks
/// a rule of the specification. It does no I/O and reads no clock. Not safe for several threads.
/// </summary>
public sealed class HostModel
{
    private readonly HostOptions options;
    private readonly SortedDictionary<string, EdgeNode> nodes = new(StringComparer.Ordinal);
    private readonly Queue<Finding> findings = new();
    private readonly int[] counts = new int[Enum.GetValues<FindingKind>().Length];

    public HostModel(HostOptions? options = null) => this.options = options ?? new HostOptions();

    /// <summary>Nodes in the order of group and name.</summary>
    public IReadOnlyCollection<EdgeNode> Nodes => nodes.Values;

    /// <summary>The last findings; <see cref="Count"/> also counts those that fell out.</summary>
    public IReadOnlyCollection<Finding> Findings => findings;

    /// <summary>Findings that are a node's fault.</summary>
    public int Faults { get; private set; }

    /// <summary>Findings that say: these bytes could not be read as what they claim to be.</summary>
    public int DecodeErrors { get; private set; }

    public int SeqGaps => Count(FindingKind.SeqGap);

    /// <summary>All messages, of any topic.</summary>
    public long Messages { get; private set; }

    public int Count(FindingKind kind) => counts[(int)kind];

    public EdgeNode? Find(string group, string node) => nodes.GetValueOrDefault(KeyOf(group, node));

    /// <summary>
    /// The host lost its own link: what the nodes said meanwhile it has not heard. Until their next births it knows as little of them as one
    /// that comes late.
    /// </summary>
    public void LinkLost()
    {
        foreach (EdgeNode node in nodes.Values)
        {
            node.Unknown();
        }
    }

    /// <summary>Takes one message as it came from the broker.</summary>
    /// <param name="retained">The broker sent it out of its store.</param>
    public HostMessage Consume(string topic, ReadOnlySpan<byte> payload, DateTime receivedUtc, bool retained = false)
    {
        Messages++;
        SparkplugTopic? parts = SparkplugTopic.Parse(topic, out string reason);
        var message =
            new HostMessage { ReceivedUtc = receivedUtc, Topic = topic, Parts = parts, Bytes = payload.Length };
        var book = new FindingBook(receivedUtc, topic);
        if (parts is null)
        {
            book.Add(FindingKind.Topic, reason);
        }
        else if (parts.Type == MessageType.State)
        {
            TakeState(payload, message, book);
        }
        else if (retained)
        {
            book.Add(FindingKind.Retained, "retained; only STATE may be. It is not taken as news");
        }
        else
        {
            TakeSparkplug(parts, payload, message, book);
        }
        message.Findings = book.Findings;
        Keep(book.Findings);
        return message;
    }

    private static void TakeState(ReadOnlySpan<byte> payload, HostMessage message, FindingBook book)
    {
        if (HostDecoder.DecodeState(payload, out bool online, out ulong timestampMs, out string reason))
        {
            message.HostOnline = online;
            message.TimestampMs = timestampMs;
        }
        else
        {
            book.Add(FindingKind.Undecodable, reason);
        }
    }

    private void TakeSparkplug(SparkplugTopic parts, ReadOnlySpan<byte> bytes, HostMessage message, FindingBook book)
    {
        EdgeNode node = NodeOf(parts.Group, parts.Node);
        node.Counts.Add(parts.Type);
        if (!parts.IsCommand)
        {
            node.Bytes += bytes.Length;
            node.DataBytes += parts.IsData ? bytes.Length : 0;
        }
        Payload? payload = HostDecoder.Decode(bytes, out string reason);
        if (payload is null)
        {
            book.Add(FindingKind.Undecodable, $"{bytes.Length} bytes are no Sparkplug B payload: {reason}");
            return;
        }
        message.Seq = payload.HasSeq ? payload.Seq : null;
        message.TimestampMs = payload.HasTimestamp ? payload.Timestamp : null;
        var reader = new MetricReader(node, parts, message.ReceivedUtc, options, book);
        new SessionRules(node, parts, message, options, book).Take(payload, reader);
    }

    private EdgeNode NodeOf(string group, string name)
    {
        string key = KeyOf(group, name);
        if (!nodes.TryGetValue(key, out EdgeNode? node))
        {
            node = new EdgeNode(group, name);
            nodes.Add(key, node);
        }
        return node;
    }

    private void Keep(IReadOnlyList<Finding> added)
    {
        foreach (Finding finding in added)
        {
            counts[(int)finding.Kind]++;
            Faults += finding.IsNote ? 0 : 1;
            DecodeErrors += finding.IsDecodeError ? 1 : 0;
            findings.Enqueue(finding);
        }
        while (findings.Count > options.FindingsMax)
        {
            findings.Dequeue();
        }
    }

    /// <summary>No id may hold a slash, so this key is unique.</summary>
    private static string KeyOf(string group, string node) => group + "/" + node;
}
