using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>Payloads as a sound node writes them, for tests to spoil.</summary>
internal static class Messages
{
    internal static readonly DateTime Utc = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    internal static readonly ulong Now = (ulong)new DateTimeOffset(Utc).ToUnixTimeMilliseconds();

    internal static Payload NBirth(ulong bdSeq, params Metric[] metrics)
    {
        var payload = new Payload { Timestamp = Now, Seq = 0 };
        payload.Metrics.Add(new Metric { Name = "bdSeq", Datatype = 4, Timestamp = Now, LongValue = bdSeq });
        payload.Metrics.Add(new Metric
        {
            Name = CommandWriter.RebirthName, Datatype = 11, Timestamp = Now, BooleanValue = false,
        });
        payload.Metrics.Add(metrics);
        return payload;
    }

    internal static Payload With(ulong seq, params Metric[] metrics)
    {
        var payload = new Payload { Timestamp = Now, Seq = seq };
        payload.Metrics.Add(metrics);
        return payload;
    }

    internal static Payload NDeath(ulong bdSeq)
    {
        var payload = new Payload();
        payload.Metrics.Add(new Metric { Name = "bdSeq", Datatype = 4, LongValue = bdSeq });
        return payload;
    }

    /// <summary>As a birth declares it.</summary>
    internal static Metric Float(string name, ulong alias, float value) =>
        new() { Name = name, Alias = alias, Datatype = 9, Timestamp = Now, FloatValue = value };

    /// <summary>As data carries it.</summary>
    internal static Metric ByAlias(ulong alias, float value) =>
        new() { Alias = alias, Timestamp = Now, FloatValue = value };

    internal static Metric Integer(string name, SparkplugType type, uint value) =>
        new() { Name = name, Datatype = (uint)type, Timestamp = Now, IntValue = value };

    internal static HostMessage Consume(this HostModel model, string typeAndPlace, Payload payload) =>
        model.Consume(TopicOf(typeAndPlace), payload.ToByteArray(), Utc);

    /// <summary><c>DDATA d1</c> is device d1 of node n in group g.</summary>
    internal static string TopicOf(string typeAndPlace)
    {
        string[] parts = typeAndPlace.Split(' ');
        return $"spBv1.0/g/{parts[0]}/n" + (parts.Length > 1 ? "/" + parts[1] : "");
    }

    internal static void Finds(this HostMessage message, params FindingKind[] kinds) =>
        Assert.Equal(kinds, message.Findings.Select(finding => finding.Kind));
}
