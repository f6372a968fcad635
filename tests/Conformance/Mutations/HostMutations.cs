using System.Text;
using FieldNode.Host;
using static FieldNode.Conformance.Mutations.Breaker;

namespace FieldNode.Conformance.Mutations;

/// <summary>A node with a primary host and several servers: one rule broken at a time. For recordings that have both.</summary>
internal static class HostMutations
{
    private const string Wait = "message-flow-edge-node-birth-publish-phid-wait";
    private const string Ends = "operational-behavior-edge-node-termination-host-offline";
    private const string Several = "operational-behavior-primary-application-state-with-multiple-servers";

    internal static IEnumerable<Mutation> All() => [.. Waits(), .. Leaves(), .. Servers()];

    private static IEnumerable<Mutation> Waits()
    {
        foreach (Mutation mutation in Mutation.Each([Wait, "operational-behavior-edge-node-birth-sequence-wait"],
            "births without a STATE", whole => Waking(whole, _ => null)))
        {
            yield return mutation;
        }
        yield return new Mutation($"{Wait}-id", "births for the STATE of another host",
            whole => Waking(whole, s => s with { Topic = "spBv1.0/STATE/another" }));
        yield return new Mutation($"{Wait}-online", "births for online=false", whole => Waking(whole, s => State(s, false, s.UtcMs)));
        yield return new Mutation($"{Wait}-timestamp", "births for a STATE older than the one before",
            whole => Waking(whole, s => State(s, true, s.UtcMs - 86_400_000), last: true));
    }

    private static IEnumerable<Mutation> Leaves()
    {
        yield return new Mutation("message-flow-edge-node-birth-publish-phid-offline", "no NDEATH when the host goes offline",
            whole => AfterOffline(whole, (rest, at) => Drop(rest, s => Is(s, MessageType.NDeath))));
        yield return new Mutation(Ends, "no DISCONNECT when the host goes offline", whole => CutAfterOffline(whole, false));
        yield return new Mutation($"{Ends}-reconnect", "no CONNECT after it", whole => CutAfterOffline(whole, true));
        yield return new Mutation($"{Ends}-timestamp", "leaves for an old offline", whole =>
        {
            DeliverEvent? offline = Offline(whole);
            return offline is null ? null : Replace(whole, s => s == offline, _ => State(offline, false, 1_000));
        });
    }

    private static IEnumerable<Mutation> Servers()
    {
        yield return new Mutation($"{Several}-state-subs", "not subscribed to STATE",
            whole => Drop(whole, s => s is SubscribeEvent e && e.Filter.Contains("/STATE/", StringComparison.Ordinal)));
        yield return new Mutation($"{Several}-single-server", "connected to two servers",
            whole => Drop(whole, s => s is DisconnectEvent or LossEvent));
        yield return new Mutation($"{Several}-walk", "back to the same server",
            whole => AfterOffline(whole, (rest, at) => Replace(rest, s => s is ConnectEvent, s => s with { Server = at.Server })));
    }

    // The STATE that the first (or last) births of the recording followed.
    private static Recording? Waking(Recording whole, Func<DeliverEvent, DeliverEvent?> change, bool last = false)
    {
        List<WireEvent> events = [.. whole.Events];
        int birth = last ? events.FindLastIndex(s => Is(s, MessageType.NBirth)) : events.FindIndex(s => Is(s, MessageType.NBirth));
        int at = birth < 0 ? -1 : events.FindLastIndex(birth, s => IsState(s, true));
        if (at < 0)
        {
            return null;
        }
        DeliverEvent? changed = change((DeliverEvent)events[at]);
        events.RemoveAt(at);
        if (changed is not null)
        {
            events.Insert(at, changed);
        }
        return whole with { Events = events };
    }

    // The offline that made the node leave: the last STATE in front of its NDEATH.
    private static DeliverEvent? Offline(Recording whole)
    {
        List<WireEvent> events = [.. whole.Events];
        int death = events.FindIndex(s => Is(s, MessageType.NDeath));
        int at = death < 0 ? -1 : events.FindLastIndex(death, s => IsState(s, false));
        return at < 0 ? null : (DeliverEvent)events[at];
    }

    private static Recording? AfterOffline(Recording whole, Func<Recording, DeliverEvent, Recording?> change)
    {
        DeliverEvent? offline = Offline(whole);
        int at = offline is null ? -1 : whole.Events.ToList().IndexOf(offline);
        Recording? rest = at < 0 ? null : change(whole with { Events = [.. whole.Events.Skip(at)] }, offline!);
        return rest is null ? null : whole with { Events = [.. whole.Events.Take(at), .. rest.Events] };
    }

    private static Recording? CutAfterOffline(Recording whole, bool disconnects)
    {
        List<WireEvent> events = [.. whole.Events];
        DeliverEvent? offline = Offline(whole);
        int at = offline is null ? -1 : events.IndexOf(offline);
        int end = at < 0 ? -1 : disconnects ? events.FindIndex(at, s => s is DisconnectEvent) : at;
        return end < 0 ? null : whole with { Events = events[..(end + 1)], EndMs = events[end].UtcMs + whole.Options.AnswerMsMax + 1 };
    }

    private static bool IsState(WireEvent seen, bool online) =>
        seen is DeliverEvent delivery && delivery.Topic.Contains("/STATE/", StringComparison.Ordinal)
        && Encoding.UTF8.GetString(delivery.Payload).Contains(online ? "true" : "false", StringComparison.Ordinal);

    private static DeliverEvent State(DeliverEvent delivery, bool online, long timestampMs) => delivery with
    {
        Payload = Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{timestampMs}}}"""),
    };
}
