using FieldNode.Host;
using static FieldNode.Conformance.Mutations.Breaker;

namespace FieldNode.Conformance.Mutations;

/// <summary>CONNECT, will, subscriptions, deaths and the order of messages, one broken at a time.</summary>
internal static class SessionMutations
{
    private const string Will = "message-flow-edge-node-birth-publish-will-message";

    internal static IEnumerable<Mutation> All() => [.. Connects(), .. Wills(), .. Subscriptions(), .. Order(), .. Ends()];

    private static IEnumerable<Mutation> Connects()
    {
        yield return new Mutation("principles-persistence-clean-session-311", "Clean Session 0", Connect(c => c with { CleanSession = false }));
        foreach (Mutation mutation in Mutation.Each([Will, "payloads-ndeath-will-message"], "no will",
            Connect(c => c with { WillTopic = null })))
        {
            yield return mutation;
        }
        yield return new Mutation($"{Will}-topic", "the will goes to NDATA",
            Connect(c => c with { WillTopic = c.WillTopic!.Replace("NDEATH", "NDATA", StringComparison.Ordinal) }));
        foreach (Mutation mutation in Mutation.Each([$"{Will}-qos", "payloads-ndeath-will-message-qos"], "QoS 0",
            Connect(c => c with { WillQos = 0 })))
        {
            yield return mutation;
        }
        foreach (Mutation mutation in Mutation.Each([$"{Will}-will-retained", "payloads-ndeath-will-message-retain"], "retained",
            Connect(c => c with { WillRetain = true })))
        {
            yield return mutation;
        }
    }

    private static IEnumerable<Mutation> Wills()
    {
        yield return new Mutation($"{Will}-payload", "text instead of protobuf", Connect(c => c with { WillPayload = "OFFLINE"u8.ToArray() }));
        yield return new Mutation($"{Will}-payload-bdSeq", "bdSeq is a UInt64", Breaker.Will(p => p.Metrics[0].Datatype = 8));
        yield return new Mutation("topics-nbirth-bdseq-increment", "bdSeq repeated in the second CONNECT", whole =>
        {
            List<WireEvent> events = [.. whole.Events];
            int second = events.FindIndex(events.FindIndex(e => e is ConnectEvent) + 1, e => e is ConnectEvent);
            if (second < 0)
            {
                return null;
            }
            var first = (ConnectEvent)events.First(e => e is ConnectEvent);
            events[second] = (ConnectEvent)events[second] with { WillPayload = first.WillPayload };
            return whole with { Events = events };
        });
        foreach (Mutation mutation in Mutation.Each(["payloads-ndeath-seq", "topics-ndeath-seq"], "NDEATH with seq", Breaker.Will(p => p.Seq = 0)))
        {
            yield return mutation;
        }
        yield return new Mutation("topics-ndeath-payload", "a second metric in NDEATH", Breaker.Will(p => p.Metrics.Add(p.Metrics[0].Clone())));
    }

    private static IEnumerable<Mutation> Subscriptions()
    {
        yield return new Mutation("message-flow-edge-node-ncmd-subscribe", "NCMD at QoS 0",
            whole => Replace(whole, s => s is SubscribeEvent e && e.Filter.Contains("/NCMD/", StringComparison.Ordinal),
                s => (SubscribeEvent)s with { Qos = 0 }));
        yield return new Mutation("message-flow-device-dcmd-subscribe", "DCMD is not subscribed to",
            whole => Drop(whole, s => s is SubscribeEvent e && e.Filter.Contains("/DCMD/", StringComparison.Ordinal)));
    }

    private static IEnumerable<Mutation> Order()
    {
        yield return new Mutation("message-flow-edge-node-birth-publish-connect", "NBIRTH before CONNECT",
            whole => Move(whole, s => Is(s, MessageType.NBirth), s => s is ConnectEvent));
        yield return new Mutation("principles-birth-certificates-order", "DBIRTH before NBIRTH",
            whole => Move(whole, s => Is(s, MessageType.DBirth), s => Is(s, MessageType.NBirth)));
        yield return new Mutation("message-flow-device-birth-publish-nbirth-wait", "DBIRTH before NBIRTH",
            whole => Move(whole, s => Is(s, MessageType.DBirth), s => Is(s, MessageType.NBirth)));
        yield return new Mutation("payloads-dbirth-order", "DBIRTH before NBIRTH",
            whole => Move(whole, s => Is(s, MessageType.DBirth), s => Is(s, MessageType.NBirth)));
        yield return new Mutation("payloads-ndata-order", "NDATA before NBIRTH",
            whole => Move(whole, s => Is(s, MessageType.NData), s => Is(s, MessageType.NBirth)));
        yield return new Mutation("payloads-ddata-order", "DDATA before DBIRTH",
            whole => Move(whole, s => Is(s, MessageType.DData), s => Is(s, MessageType.DBirth)));
        yield return new Mutation("operational-behavior-device-ddeath", "a device comes back without having gone",
            whole => Drop(whole, s => Is(s, MessageType.DDeath)));
    }

    private static IEnumerable<Mutation> Ends()
    {
        yield return new Mutation("payloads-ndeath-bdseq", "NDEATH of another session",
            Payload(MessageType.NDeath, p => p.Metrics[0].LongValue = (p.Metrics[0].LongValue + 1) % 256));
        foreach (Mutation mutation in Mutation.Each(["operational-behavior-edge-node-intentional-disconnect-ndeath",
            "payloads-ndeath-will-message-publisher", "payloads-ndeath-will-message-publisher-disconnect-mqtt311"],
            "DISCONNECT without NDEATH", whole => Drop(whole, s => Is(s, MessageType.NDeath))))
        {
            yield return mutation;
        }
        yield return new Mutation("operational-behavior-edge-node-intentional-disconnect-packet", "data instead of DISCONNECT", whole =>
        {
            WireEvent? data = whole.Events.FirstOrDefault(s => Is(s, MessageType.NData));
            return data is null ? null : Replace(whole, s => s is DisconnectEvent, s => data with { UtcMs = s.UtcMs });
        });
    }

    // The first event of a kind goes in front of the first of another, with its time.
    private static Recording? Move(Recording whole, Func<WireEvent, bool> which, Func<WireEvent, bool> before)
    {
        WireEvent? moved = whole.Events.FirstOrDefault(e => which(e));
        Recording? rest = moved is null ? null : Drop(whole, which);
        return rest is null ? null : Before(rest, before, at => moved! with { UtcMs = at.UtcMs });
    }
}
