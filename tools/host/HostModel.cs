using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// A strict Sparkplug host: it takes every message of every node, keeps what they say, and writes down whatever breaks
/// a rule of the specification. It does no I/O and reads no clock. Not safe for several threads.
/// </summary>
public sealed class HostModel
{
    private const string LegacyPrefix = "STATE/"; // version 2.2, section 7.1

    private readonly HostOptions options;
    private readonly Dictionary<string, StateRules> hosts = new(StringComparer.Ordinal);
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

    /// <summary>Findings that are another host's doing.</summary>
    public int HostTroubles { get; private set; }

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
        bool isOfHost = parts is { Type: MessageType.State } or { IsCommand: true } || IsLegacyState(topic);
        var book = new FindingBook(receivedUtc, topic, isOfHost);
        if (IsLegacyState(topic))
        {
            HostOf(topic[LegacyPrefix.Length..]).TakeLegacy(topic[LegacyPrefix.Length..], book);
        }
        else if (parts is null)
        {
            book.Add(FindingKind.Topic, reason);
        }
        else if (parts.Type == MessageType.State)
        {
            TakeState(parts.Node, payload, message, retained, book);
        }
        else if (retained)
        {
            book.Add(FindingKind.Retained, parts.IsCommand
                ? "a retained command: the broker sends it at each subscription, and nodes refuse it. Publish commands without retain; an empty retained message on this topic deletes it"
                : "retained; only STATE may be. It is not taken as news");
        }
        else
        {
            TakeSparkplug(parts, payload, message, book);
        }
        message.Findings = book.Findings;
        Keep(book.Findings);
        return message;
    }

    /// <summary>
    /// The hosts that were heard as they spoke, of which it is not known whether the broker keeps their STATE, each once: a live message does not show
    /// it (MQTT 3.1.1, 3.3.1.3). Who asks the broker tells the answer by <see cref="NothingKept"/>.
    /// </summary>
    public IReadOnlyList<string> TakeHostsToProve()
    {
        string[] wanted = [.. hosts.Where(host => host.Value.WantsProof).Select(host => host.Key)];
        foreach (string host in wanted)
        {
            hosts[host].ProofAsked();
        }
        return wanted;
    }

    /// <summary>The broker was asked for what it keeps of that host's STATE, and has nothing.</summary>
    public Finding NothingKept(string host, DateTime utc)
    {
        var book = new FindingBook(utc, new SparkplugTopic(MessageType.State, "", host, null).ToString(), isOfHost: true);
        StateRules.TakeNothingKept(host, book);
        Keep(book.Findings);
        return book.Findings[0];
    }

    private void TakeState(string host, ReadOnlySpan<byte> payload, HostMessage message, bool retained, FindingBook book)
    {
        if (StateRules.IsLegacyText(payload))
        {
            HostOf(host).TakeLegacy(host, book);
        }
        else if (HostDecoder.DecodeState(payload, out bool online, out ulong timestampMs, out string reason))
        {
            message.HostOnline = online;
            message.TimestampMs = timestampMs;
            HostOf(host).Take(host, online, timestampMs, retained, message.ReceivedUtc, book);
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
        Payload? payload = HostDecoder.Decode(bytes, out Compression? compression, out string reason);
        if (payload is null)
        {
            book.Add(FindingKind.Undecodable, $"{bytes.Length} bytes are no Sparkplug B payload: {reason}");
            return;
        }
        message.Compression = compression;
        message.Seq = payload.HasSeq ? payload.Seq : null;
        message.TimestampMs = payload.HasTimestamp ? payload.Timestamp : null;
        var reader = new MetricReader(node, parts, message.ReceivedUtc, options, book);
        new SessionRules(node, parts, message, options, book).Take(payload, reader);
        if (!parts.IsCommand && book.Findings.Any(finding => !finding.IsNote))
        {
            node.RebirthAsks.HasReason();
        }
    }

    private static bool IsLegacyState(string topic) =>
        topic.Length > LegacyPrefix.Length && topic.StartsWith(LegacyPrefix, StringComparison.Ordinal) && !topic[LegacyPrefix.Length..].Contains('/');

    private StateRules HostOf(string host)
    {
        if (!hosts.TryGetValue(host, out StateRules? rules))
        {
            hosts.Add(host, rules = new StateRules());
        }
        return rules;
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
            Faults += finding.IsNote || finding.IsOfHost ? 0 : 1;
            HostTroubles += finding.IsOfHost ? 1 : 0;
            DecodeErrors += finding.IsDecodeError && !finding.IsOfHost ? 1 : 0;
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
