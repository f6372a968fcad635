using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary>Answers commands at a broker as a node does: births on request, and to a value what a test has it say.</summary>
internal sealed class WritableNode
{
    private readonly MqttServer broker;
    private ulong seq;

    internal WritableNode(MqttServer broker)
    {
        this.broker = broker;
        broker.InterceptingPublishAsync += e =>
        {
            if (e.ClientId == "node")
            {
                return Task.CompletedTask;
            }
            Retained |= e.ApplicationMessage.Retain;
            if (e.ApplicationMessage.Topic == "spBv1.0/g/NCMD/n" && AnswersRebirths)
            {
                _ = Task.Run(BearAsync);
            }
            else if (e.ApplicationMessage.Topic == "spBv1.0/g/DCMD/n/d")
            {
                Command = Payload.Parser.ParseFrom(e.ApplicationMessage.Payload).Metrics[0];
                _ = Task.Run(() => Answer(Command)); // behind the command, as over a wire
            }
            return Task.CompletedTask;
        };
    }

    internal bool AnswersRebirths { get; set; } = true;

    internal Metric? Command { get; private set; }

    internal bool Retained { get; private set; }

    internal Func<Metric, Task> Answer { get; set; } = _ => Task.CompletedTask;

    internal List<Metric> Tags { get; } = [Messages.Float("Set", 10, 2), Messages.Float("Area 1/Level", 11, 7)];

    internal Task ReportAsync(float value, int quality = 192)
    {
        Metric metric = Messages.ByAlias(10, value);
        metric.Timestamp = Now;
        metric.Properties = new PropertySet { Keys = { "Quality" }, Values = { new PropertyValue { Type = 3, IntValue = (uint)quality } } };
        return SendAsync("DDATA d", Messages.With(0, metric));
    }

    internal Task CountAsync(ulong counterAlias, string lastNotDone) => SendAsync("NDATA", Messages.With(0,
        new Metric { Alias = counterAlias, Timestamp = Now, LongValue = 1 }, new Metric { Alias = 5, Timestamp = Now, StringValue = lastNotDone }));

    internal Task SendAsync(string typeAndPlace, Payload payload)
    {
        payload.Timestamp = Now;
        payload.Seq = seq;
        seq = (seq + 1) % 256;
        return broker.InjectApplicationMessage(new InjectedMqttApplicationMessage(
            new MqttApplicationMessage { Topic = Messages.TopicOf(typeAndPlace), PayloadSegment = payload.ToByteArray() }) { SenderClientId = "node" });
    }

    private static ulong Now => (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private async Task BearAsync()
    {
        seq = 0;
        string[] counters = ["Refused by policy", "Refused by value", "Failed", "Not sent"];
        Metric[] own = [.. counters.Select((name, i) => new Metric { Name = "Node/Commands/" + name, Alias = (ulong)(i + 1), Datatype = 4, Timestamp = Messages.Now, LongValue = 0 }),
            new Metric { Name = "Node/Commands/Last not done", Alias = 5, Datatype = 12, Timestamp = Messages.Now, StringValue = "" }];
        await SendAsync("NBIRTH", Messages.NBirth(0, own));
        await SendAsync("DBIRTH d", Messages.With(0, [.. Tags]));
    }
}
