using FieldNode.Host;
using static FieldNode.Conformance.Mutations.Breaker;

namespace FieldNode.Conformance.Mutations;

/// <summary>Topics, QoS, retain flags, timestamps and seq, one broken at a time.</summary>
internal static class EnvelopeMutations
{
    private static readonly MessageType[] WithSeq =
        [MessageType.NBirth, MessageType.NData, MessageType.DBirth, MessageType.DData, MessageType.DDeath];

    internal static IEnumerable<Mutation> All() => [.. Topics(), .. Ids(), .. Flags(), .. Times(), .. Sequence()];

    private static IEnumerable<Mutation> Topics()
    {
        foreach (MessageType kind in (MessageType[])[.. WithSeq, MessageType.NDeath])
        {
            string name = Name(kind);
            yield return new Mutation($"topics-{name}-topic", "another group", Publish(kind, p => Level(p, 1, "elsewhere")));
        }
        yield return new Mutation("message-flow-edge-node-birth-publish-nbirth-topic", "in lower case",
            Publish(MessageType.NBirth, p => Level(p, 2, "nbirth")));
        yield return new Mutation("message-flow-device-birth-publish-dbirth-topic", "in lower case",
            Publish(MessageType.DBirth, p => Level(p, 2, "dbirth")));
        yield return new Mutation("message-flow-device-birth-publish-dbirth-match-edge-node-topic", "another node",
            Publish(MessageType.DBirth, p => Level(p, 3, "another")));
        yield return new Mutation("topic-structure", "a level too many", Publish(MessageType.NData, p => p with { Topic = p.Topic + "/x" }));
        yield return new Mutation("topic-structure-namespace-a", "the namespace of version A",
            Publish(MessageType.NData, p => Level(p, 0, "spAv1.0")));
        yield return new Mutation("topic-structure-namespace-device-id-associated-message-types", "DDATA without a device id",
            Publish(MessageType.DData, p => p with { Topic = string.Join('/', p.Topic.Split('/')[..4]) }));
        yield return new Mutation("topic-structure-namespace-device-id-non-associated-message-types", "NDATA with a device id",
            Publish(MessageType.NData, p => p with { Topic = p.Topic + "/device" }));
    }

    private static IEnumerable<Mutation> Ids()
    {
        foreach ((string which, int level) in new[] { ("group", 1), ("edge-node", 3), ("device", 4) })
        {
            MessageType kind = level == 4 ? MessageType.DData : MessageType.NData;
            yield return new Mutation($"intro-{which}-id-string", "bytes that are not UTF-8", Publish(kind, p => Level(p, level, "a\uFFFDb")));
            yield return new Mutation($"intro-{which}-id-chars", "a plus sign", Publish(kind, p => Level(p, level, "a+b")));
        }
    }

    private static IEnumerable<Mutation> Flags()
    {
        foreach (MessageType kind in WithSeq)
        {
            string name = Name(kind);
            Func<Recording, Recording?> qos = Publish(kind, p => p with { Qos = 1 });
            Func<Recording, Recording?> retain = Publish(kind, p => p with { Retain = true });
            yield return new Mutation($"topics-{name}-mqtt", "QoS 1", qos);
            if (kind != MessageType.DDeath)
            {
                yield return new Mutation($"payloads-{name}-qos", "QoS 1", qos);
                yield return new Mutation($"payloads-{name}-retain", "retained", retain);
            }
            if (Flow(kind) is string flow)
            {
                yield return new Mutation($"{flow}-qos", "QoS 1", qos);
                yield return new Mutation($"{flow}-retained", "retained", retain);
                yield return new Mutation($"{flow}-payload", "cut in the middle",
                    Publish(kind, p => p with { Payload = p.Payload[..(p.Payload.Length / 2)] }));
            }
        }
    }

    private static IEnumerable<Mutation> Times()
    {
        foreach (MessageType kind in WithSeq)
        {
            string name = Name(kind);
            if (kind != MessageType.DDeath)
            {
                yield return new Mutation($"topics-{name}-timestamp", "no timestamp", Payload(kind, p => p.ClearTimestamp()));
            }
            yield return new Mutation($"payloads-{name}-timestamp", "two minutes old", Payload(kind, p => p.Timestamp -= 120_000));
        }
        yield return new Mutation("payloads-timestamp-in-UTC", "local time, two hours ahead",
            Payload(MessageType.NData, p => p.Timestamp += 7_200_000));
        yield return new Mutation("payloads-metric-timestamp-in-UTC", "February 1971",
            Metric(MessageType.DBirth, m => m.HasTimestamp, m => m.Timestamp = 34_560_000_000));
        yield return new Mutation("payloads-name-birth-data-requirement", "no timestamp of a metric",
            Metric(MessageType.DData, m => m.HasTimestamp, m => m.ClearTimestamp()));
    }

    private static IEnumerable<Mutation> Sequence()
    {
        foreach (MessageType kind in WithSeq)
        {
            string name = Name(kind);
            bool isBirth = kind == MessageType.NBirth;
            yield return new Mutation($"payloads-{name}-seq", "no seq", Payload(kind, p => p.ClearSeq()));
            Func<Recording, Recording?> skips = Payload(kind, p => p.Seq = (p.Seq + 1) % 256);
            if (isBirth)
            {
                yield return new Mutation("topics-nbirth-seq-num", "starts at 1", skips);
                continue;
            }
            foreach (Mutation mutation in Mutation.Each(
                kind == MessageType.DBirth ? ["topics-dbirth-seq", "payloads-dbirth-seq-inc", $"{Flow(kind)}-payload-seq"]
                : [$"topics-{name}-seq-num", $"payloads-{name}-seq-inc"], "seq skipped", skips))
            {
                yield return mutation;
            }
        }
        yield return new Mutation($"{Flow(MessageType.NBirth)}-payload-seq", "seq 256", Payload(MessageType.NBirth, p => p.Seq = 256));
        yield return new Mutation("payloads-sequence-num-req-nbirth", "seq 256", Payload(MessageType.NBirth, p => p.Seq = 256));
        yield return new Mutation("payloads-sequence-num-always-included", "no seq", Payload(MessageType.NData, p => p.ClearSeq()));
        yield return new Mutation("payloads-sequence-num-incrementing", "a message is lost", whole => Drop(whole, s => Is(s, MessageType.DData)));
        yield return new Mutation("payloads-ddeath-seq-number", "no seq", Payload(MessageType.DDeath, p => p.ClearSeq()));
    }

    private static string Name(MessageType kind) => SparkplugTopic.TextOf(kind).ToLowerInvariant();

    private static string? Flow(MessageType kind) => kind switch
    {
        MessageType.NBirth => "message-flow-edge-node-birth-publish-nbirth",
        MessageType.DBirth => "message-flow-device-birth-publish-dbirth",
        _ => null,
    };

    private static PublishEvent Level(PublishEvent publish, int level, string text)
    {
        string[] levels = publish.Topic.Split('/');
        levels[level] = text;
        return publish with { Topic = string.Join('/', levels) };
    }
}
