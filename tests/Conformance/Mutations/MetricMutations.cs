using FieldNode.Host;
using FieldNode.Host.Protobuf;
using static FieldNode.Conformance.Mutations.Breaker;

namespace FieldNode.Conformance.Mutations;

/// <summary>Metrics of births and data, one broken at a time.</summary>
internal static class MetricMutations
{
    private const string Rebirth = "operational-behavior-data-commands-rebirth";

    internal static IEnumerable<Mutation> All() => [.. Births(), .. Controls(), .. Aliases(), .. Data()];

    private static IEnumerable<Mutation> Births()
    {
        foreach (MessageType kind in new[] { MessageType.NBirth, MessageType.DBirth })
        {
            string name = SparkplugTopic.TextOf(kind).ToLowerInvariant();
            MessageType data = kind == MessageType.NBirth ? MessageType.NData : MessageType.DData;
            yield return new Mutation($"topics-{name}-metrics", "a metric without datatype",
                Metric(kind, m => m.HasAlias, m => m.ClearDatatype()));
            yield return new Mutation($"operational-behavior-data-publish-{name}-values", "null besides a value",
                Metric(kind, m => m.HasAlias && m.ValueCase != Host.Protobuf.Metric.ValueOneofCase.None, m => m.IsNull = true));
            foreach (Mutation mutation in Mutation.Each([$"topics-{name}-metric-reqs", $"operational-behavior-data-publish-{name}"],
                "data of a metric that no birth declared", Metric(data, m => m.HasAlias, m => m.Alias += 100_000)))
            {
                yield return mutation;
            }
            yield return new Mutation($"operational-behavior-data-publish-{name}-change", "a value is sent again", whole => Again(whole, data));
            yield return new Mutation($"operational-behavior-data-publish-{name}-order", "a value older than the one before",
                Metric(data, m => m.HasTimestamp && !m.IsHistorical, m => m.Timestamp -= 3_600_000));
        }
        yield return new Mutation("payloads-metric-datatype-req", "no datatype", Metric(MessageType.DBirth, m => m.HasDatatype, m => m.ClearDatatype()));
        yield return new Mutation("payloads-metric-datatype-value", "datatype 99", Metric(MessageType.DBirth, m => m.HasDatatype, m => m.Datatype = 99));
        yield return new Mutation("payloads-metric-propertyvalue-type-req", "a property without type",
            Metric(MessageType.DBirth, m => m.Properties?.Values.Count > 0, m => m.Properties.Values[0].ClearType()));
        yield return new Mutation("principles-rbe-recommended", "a value is sent again", whole => Again(whole, MessageType.DData));
    }

    private static IEnumerable<Mutation> Controls()
    {
        Func<Recording, Recording?> without(string name) => Payload(MessageType.NBirth, p => p.Metrics.Remove(p.Metrics.First(m => m.Name == name)));
        foreach (Mutation mutation in Mutation.Each(["topics-nbirth-bdseq-included", "payloads-nbirth-bdseq"], "no bdSeq", without("bdSeq")))
        {
            yield return mutation;
        }
        foreach (Mutation mutation in Mutation.Each(["topics-nbirth-bdseq-matching", "payloads-nbirth-bdseq-repeat",
            "message-flow-edge-node-birth-publish-nbirth-payload-bdSeq"], "not the will's bdSeq",
            Metric(MessageType.NBirth, m => m.Name == "bdSeq", m => m.LongValue = (m.LongValue + 1) % 256)))
        {
            yield return mutation;
        }
        foreach (Mutation mutation in Mutation.Each([$"{Rebirth}-name", "topics-nbirth-rebirth-metric", "payloads-nbirth-rebirth-req"],
            "no rebirth control", without(CommandWriter.RebirthName)))
        {
            yield return mutation;
        }
        Func<Recording, Recording?> control(Action<Metric> change) => Metric(MessageType.NBirth, m => m.Name == CommandWriter.RebirthName, change);
        yield return new Mutation($"{Rebirth}-name-aliases", "the rebirth control has an alias", control(m => m.Alias = 99_999));
        yield return new Mutation($"{Rebirth}-datatype", "the rebirth control is an Int32", control(m => m.Datatype = 3));
        yield return new Mutation($"{Rebirth}-value", "the rebirth control is true", control(m => m.BooleanValue = true));
        yield return new Mutation($"{Rebirth}-action-1", "data goes on after a rebirth request", whole =>
        {
            WireEvent? data = whole.Events.FirstOrDefault(s => Is(s, MessageType.DData));
            return data is null ? null : After(whole, IsRebirth, s => data with { UtcMs = s.UtcMs + whole.Options.CrossingMs + 1 });
        });
        yield return new Mutation($"{Rebirth}-action-2", "no births follow a rebirth request", whole => CutBehind(whole, IsRebirth));
        yield return new Mutation($"{Rebirth}-action-3", "a rebirth with another bdSeq", whole =>
        {
            int at = whole.Events.ToList().FindIndex(IsRebirth);
            Recording? tail = at < 0 ? null : Metric(MessageType.NBirth, m => m.Name == "bdSeq", m => m.LongValue = (m.LongValue + 1) % 256)(
                whole with { Events = [.. whole.Events.Skip(at)] });
            return tail is null ? null : whole with { Events = [.. whole.Events.Take(at), .. tail.Events] };
        });
    }

    private static IEnumerable<Mutation> Aliases()
    {
        yield return new Mutation("payloads-name-requirement", "neither name nor alias", Metric(MessageType.DData, m => m.HasAlias, m => m.ClearAlias()));
        yield return new Mutation("payloads-alias-uniqueness", "an alias used twice", Payload(MessageType.DBirth,
            p => p.Metrics.Last(m => m.HasAlias).Alias = p.Metrics.First(m => m.HasAlias).Alias, p => p.Metrics.Count(m => m.HasAlias) > 1));
        yield return new Mutation("payloads-alias-birth-requirement", "an alias without a name in a birth",
            Metric(MessageType.DBirth, m => m.HasAlias, m => m.ClearName()));
        yield return new Mutation("payloads-alias-data-cmd-requirement", "a name besides the alias in data",
            Metric(MessageType.DData, m => m.HasAlias, m => m.Name = "Level"));
    }

    private static IEnumerable<Mutation> Data()
    {
        yield return new Mutation("payloads-metric-datatype-not-req", "a datatype in data", Metric(MessageType.DData, m => true, m => m.Datatype = 9));
        yield return new Mutation("topics-ndata-payload", "NDATA without metrics", Payload(MessageType.NData, p => p.Metrics.Clear()));
        yield return new Mutation("topics-ddata-payload", "DDATA without metrics", Payload(MessageType.DData, p => p.Metrics.Clear()));
    }

    private static bool IsRebirth(WireEvent seen) =>
        seen is DeliverEvent delivery && delivery.Topic.Contains("/NCMD/", StringComparison.Ordinal)
        && Host.Protobuf.Payload.Parser.ParseFrom(delivery.Payload).Metrics.Any(m => m.Name == CommandWriter.RebirthName && m.BooleanValue);

    // The same message once more, a millisecond later: only its seq would be another one.
    private static Recording? Again(Recording whole, MessageType data)
    {
        WireEvent? repeated = whole.Events.FirstOrDefault(s => Is(s, data));
        return repeated is null ? null : After(whole, s => s == repeated, s => s with { UtcMs = s.UtcMs + 1 });
    }

    private static Recording? CutBehind(Recording whole, Func<WireEvent, bool> which)
    {
        int at = whole.Events.ToList().FindIndex(e => which(e));
        return at < 0 ? null : whole with
        {
            Events = [.. whole.Events.Take(at + 1)],
            EndMs = whole.Events[at].UtcMs + whole.Options.AnswerMsMax + 1,
        };
    }
}
