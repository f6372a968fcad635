using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Conformance.Mutations;

/// <summary>The tools that mutations are made with: each changes one event of a recording and leaves the others as they were.</summary>
internal static class Breaker
{
    internal static MessageType? KindOf(WireEvent seen) =>
        seen is PublishEvent publish ? SparkplugTopic.Parse(publish.Topic, out _)?.Type : null;

    internal static bool Is(WireEvent seen, MessageType kind) => KindOf(seen) == kind;

    /// <summary>Replaces the first event that fits; null if none does.</summary>
    internal static Recording? Replace(Recording whole, Func<WireEvent, bool> fits, Func<WireEvent, WireEvent?> with)
    {
        for (int at = 0; at < whole.Events.Count; at++)
        {
            if (fits(whole.Events[at]))
            {
                List<WireEvent> events = [.. whole.Events];
                WireEvent? changed = with(events[at]);
                if (changed is null)
                {
                    events.RemoveAt(at);
                }
                else
                {
                    events[at] = changed;
                }
                return whole with { Events = events };
            }
        }
        return null;
    }

    internal static Recording? Drop(Recording whole, Func<WireEvent, bool> fits) => Replace(whole, fits, _ => null);

    /// <summary>Inserts an event before the first that fits.</summary>
    internal static Recording? Before(Recording whole, Func<WireEvent, bool> fits, Func<WireEvent, WireEvent> what)
    {
        int at = whole.Events.ToList().FindIndex(e => fits(e));
        return at < 0 ? null : whole with { Events = [.. whole.Events.Take(at), what(whole.Events[at]), .. whole.Events.Skip(at)] };
    }

    /// <summary>Inserts an event behind the first that fits.</summary>
    internal static Recording? After(Recording whole, Func<WireEvent, bool> fits, Func<WireEvent, WireEvent> what)
    {
        int at = whole.Events.ToList().FindIndex(e => fits(e));
        return at < 0 ? null
            : whole with { Events = [.. whole.Events.Take(at + 1), what(whole.Events[at]), .. whole.Events.Skip(at + 1)] };
    }

    /// <summary>Changes the first PUBLISH of a kind.</summary>
    internal static Func<Recording, Recording?> Publish(MessageType kind, Func<PublishEvent, PublishEvent> change) =>
        whole => Replace(whole, seen => Is(seen, kind), seen => change((PublishEvent)seen));

    /// <summary>Changes the payload of the first PUBLISH of a kind whose payload fits.</summary>
    internal static Func<Recording, Recording?> Payload(
        MessageType kind, Action<Payload> change, Func<Payload, bool>? fits = null) =>
        whole => Replace(whole, seen => Is(seen, kind) && (fits is null || fits(Read((PublishEvent)seen))), seen =>
        {
            var publish = (PublishEvent)seen;
            Payload payload = Read(publish);
            change(payload);
            return publish with { Payload = payload.ToByteArray() };
        });

    /// <summary>Changes the first metric that fits in the first PUBLISH of a kind that has one.</summary>
    internal static Func<Recording, Recording?> Metric(MessageType kind, Func<Metric, bool> fits, Action<Metric> change) =>
        Payload(kind, payload => change(payload.Metrics.First(fits)), payload => payload.Metrics.Any(fits));

    internal static Func<Recording, Recording?> Connect(Func<ConnectEvent, ConnectEvent> change) =>
        whole => Replace(whole, seen => seen is ConnectEvent, seen => change((ConnectEvent)seen));

    internal static Func<Recording, Recording?> Will(Action<Payload> change) => Connect(connect =>
    {
        Payload payload = Host.Protobuf.Payload.Parser.ParseFrom(connect.WillPayload);
        change(payload);
        return connect with { WillPayload = payload.ToByteArray() };
    });

    internal static Payload Read(PublishEvent publish) => Host.Protobuf.Payload.Parser.ParseFrom(publish.Payload);
}
