using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Conformance.Tests;

/// <summary>Writes the events of a node that does all right: CONNECT, subscriptions, births and data, a millisecond between any two.</summary>
internal sealed class Story(string group = "g", string node = "n", string server = "s")
{
    internal const string Device = "d";
    internal const ulong LevelAlias = 7;

    private ulong seq;
    private ulong bdSeq = ulong.MaxValue;

    internal List<WireEvent> Events { get; } = [];

    /// <summary>ms since 1970 UTC: 2026-01-01 at first.</summary>
    internal long UtcMs { get; set; } = 1_767_225_600_000;

    internal ConnectEvent Connect()
    {
        bdSeq = (bdSeq + 1) % 256;
        var connect = new ConnectEvent(++UtcMs, server, true, Topic("NDEATH"), 1, false, Will().ToByteArray());
        Events.Add(connect);
        Events.Add(new SubscribeEvent(++UtcMs, server, $"spBv1.0/{group}/NCMD/{node}", 1));
        Events.Add(new SubscribeEvent(++UtcMs, server, $"spBv1.0/{group}/DCMD/{node}/#", 1));
        return connect;
    }

    /// <summary>NBIRTH, and DBIRTH of the device.</summary>
    internal void Bear(bool withDevice = true)
    {
        seq = 0;
        Publish("NBIRTH", null, new Metric { Name = "bdSeq", Datatype = 4, LongValue = bdSeq },
            new Metric { Name = CommandWriter.RebirthName, Datatype = 11, BooleanValue = false },
            new Metric { Name = "Uptime", Alias = 1, Datatype = 7, IntValue = 0 });
        if (withDevice)
        {
            BearDevice();
        }
    }

    internal void BearDevice() =>
        Publish("DBIRTH", Device, new Metric { Name = "Level", Alias = LevelAlias, Datatype = 9, FloatValue = 0 });

    internal PublishEvent Data(float level) => Publish("DDATA", Device, new Metric { Alias = LevelAlias, FloatValue = level });

    internal PublishEvent Publish(string type, string? device, params Metric[] metrics)
    {
        var payload = new Payload { Timestamp = (ulong)++UtcMs, Seq = seq, Metrics = { metrics } };
        seq = (seq + 1) % 256;
        foreach (Metric metric in metrics.Where(m => !m.HasTimestamp))
        {
            metric.Timestamp = payload.Timestamp;
        }
        return Send(type, device, payload.ToByteArray());
    }

    internal PublishEvent Send(string type, string? device, byte[] payload)
    {
        var sent = new PublishEvent(UtcMs, server, Topic(type, device), 0, false, payload);
        Events.Add(sent);
        return sent;
    }

    internal void AskRebirth() => Events.Add(new DeliverEvent(
        ++UtcMs, server, Topic("NCMD"), CommandWriter.Rebirth(DateTimeOffset.FromUnixTimeMilliseconds(UtcMs).UtcDateTime)));

    internal void Leave()
    {
        UtcMs++;
        Events.Add(new PublishEvent(UtcMs, server, Topic("NDEATH"), 1, false, Will().ToByteArray()));
        Events.Add(new DisconnectEvent(++UtcMs, server));
    }

    internal void Lose() => Events.Add(new LossEvent(++UtcMs, server));

    internal Payload Will() => new() { Metrics = { new Metric { Name = "bdSeq", Datatype = 4, LongValue = bdSeq } } };

    internal string Topic(string type, string? device = null) => $"spBv1.0/{group}/{type}/{node}" + (device is null ? "" : "/" + device);

    internal GradeBook Grade(Func<CheckerOptions, CheckerOptions>? change = null)
    {
        var options = new CheckerOptions { Group = group, Node = node };
        return new Recording("story", change is null ? options : change(options), Events, UtcMs + 1).Grade();
    }
}
