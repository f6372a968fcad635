using System.Diagnostics.CodeAnalysis;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Cli.FleetSim;

/// <summary>
/// A light judge of many nodes: only who is born, and whether seq goes on by one (Sparkplug 3.0.0, 6.4.19 and the like). It decodes no metrics, so it keeps up with a broker.
/// The strict host (<c>fieldnode watch</c>) judges the rest.
/// </summary>
internal sealed class SeqJudge
{
    private const int Unknown = -1;
    private const int Missed = -2; // the host's link was away: whatever seq comes next is taken
    private const int Due = -3;    // the broker ended: its birth is due, or was sent before the host had subscribed again

    private readonly Dictionary<string, int> next = new(StringComparer.Ordinal); // by node: the seq that is due
    private readonly Queue<SparkplugTopic> toAsk = new();
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>All messages of nodes.</summary>
    internal long Messages { get; private set; }

    internal long NodeBirths { get; private set; }

    internal long Deaths { get; private set; }

    /// <summary>Messages whose seq was not the one that was due.</summary>
    internal int SeqGaps { get; private set; }

    /// <summary>Data and births of devices of nodes that were not born to this host.</summary>
    internal int Unborn { get; private set; }

    /// <summary>Messages that are no Sparkplug, or have no seq where one belongs.</summary>
    internal int Unreadable { get; private set; }

    /// <summary>Nodes that are born now.</summary>
    internal int Born { get; private set; }

    /// <summary>The first thing that was wrong, in words, or null.</summary>
    internal string? FirstFault { get; private set; }

    /// <summary>Nodes whose seq was taken up anew after the host's own link had been lost: what they said meanwhile it did not hear.</summary>
    internal int TakenUp { get; private set; }

    /// <summary>Nodes whose birth passed before the host had subscribed at the broker that came back.</summary>
    internal int BirthsMissed { get; private set; }

    /// <summary>The host's link was lost.</summary>
    /// <param name="isBrokersEnd">The broker ended, so each node has to be born anew; else those that are born go on, unheard for a while.</param>
    internal void LinkLost(bool isBrokersEnd)
    {
        foreach (string node in next.Keys.ToArray())
        {
            next[node] = isBrokersEnd ? Due : next[node] is Unknown or Due ? next[node] : Missed;
        }
        Born = isBrokersEnd ? 0 : Born;
        asked.Clear();
        toAsk.Clear();
    }

    /// <summary>A node that has to be asked for its births, as any host asks whom it does not know; each once for a link of the host.</summary>
    internal bool TryAsk([NotNullWhen(true)] out SparkplugTopic? node) => toAsk.TryDequeue(out node);

    /// <summary>Births that were asked for and cannot have passed unheard: so many nodes spoke without one, which no host may have to mend.</summary>
    /// <param name="sent">All births that the nodes have sent.</param>
    internal long NeverSent(long sent) => BirthsMissed == 0 ? 0 : Math.Max(0, BirthsMissed - (sent - NodeBirths));

    internal void Take(string topic, byte[] payload)
    {
        SparkplugTopic? parts = SparkplugTopic.Parse(topic, out _);
        if (parts is { Type: MessageType.State } or { IsCommand: true })
        {
            return;
        }
        Messages++;
        if (parts is null)
        {
            Unreadable++;
            FirstFault ??= $"{topic} is no topic of a node";
            return;
        }
        TakeOfNode(parts, topic, payload);
    }

    private void TakeOfNode(SparkplugTopic parts, string topic, byte[] payload)
    {
        string node = parts.Group + "/" + parts.Node;
        int due = next.GetValueOrDefault(node, Unknown);
        if (parts.Type == MessageType.NDeath)
        {
            Deaths++;
            Born -= due is Unknown or Due ? 0 : 1;
            next[node] = due == Due ? Due : Unknown; // a will that the old session left says nothing of the birth that is due
            return;
        }
        if (!TrySeq(payload, out int seq))
        {
            Unreadable++;
            FirstFault ??= $"{topic}: no seq";
            return;
        }
        if (parts.Type == MessageType.NBirth)
        {
            NodeBirths++;
            Born += due is Unknown or Due ? 1 : 0;
            due = 0;
        }
        else if (due == Due)
        {
            if (asked.Add(node))
            {
                BirthsMissed++;
                toAsk.Enqueue(parts);
            }
            return;
        }
        else if (due == Missed)
        {
            TakenUp++;
            due = seq;
        }
        else if (due == Unknown)
        {
            Unborn++;
            FirstFault ??= $"{topic}: seq {seq} of a node that was not born";
            return;
        }
        if (seq != due)
        {
            SeqGaps++;
            FirstFault ??= $"{topic}: seq {seq} where {due} was due";
        }
        next[node] = (seq + 1) & 0xFF;
    }

    /// <summary>Field 3 of a payload; whatever else is in it is passed over.</summary>
    internal static bool TrySeq(byte[] payload, out int seq)
    {
        seq = Unknown;
        try
        {
            var reader = new CodedInputStream(payload);
            for (uint tag = reader.ReadTag(); tag != 0; tag = reader.ReadTag())
            {
                if (tag != WireFormat.MakeTag(Payload.SeqFieldNumber, WireFormat.WireType.Varint))
                {
                    reader.SkipLastField();
                    continue;
                }
                ulong value = reader.ReadUInt64();
                if (value > 255)
                {
                    return false;
                }
                seq = (int)value;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
        return seq != Unknown;
    }
}
