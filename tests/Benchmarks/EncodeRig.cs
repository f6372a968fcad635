using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode.Benchmarks;

/// <summary>An edge node above a wire that does nothing, born and ready for data.</summary>
internal sealed class EncodeRig : IEdgeOwner
{
    public const long Utc0 = 1_790_000_000_000;

    public EncodeRig(int nodeTags, int deviceTags)
    {
        Tags = new TagTable(nodeTags + deviceTags, 2);
        int device = Tags.AddDevice("Device");
        for (int i = 0; i < nodeTags + deviceTags; i++)
        {
            bool ofNode = i < nodeTags;
            Tags.Add(ofNode ? 0 : device, new TagSpec
            {
                Name = "Area/Value " + i, DataType = DataType.Float, EngUnit = "kW", HasRange = true, EngLow = 0, EngHigh = 100 + i,
            });
        }

        Tags.Seal(true);
        Tags.BeginSample(Utc0);
        for (int tag = 0; tag < Tags.Count; tag++)
        {
            Tags.SetReal(tag, tag);
        }

        Tags.SetDeviceState(device, true, QualityReason.None);
        Edge = new EdgeNode(Tags, new QuietStore(), new SparkplugOptions { Group = "G", Node = "N", FrameBytesMax = 4096 }, this);
        Session = new MqttSession(Wire, Edge, new MqttOptions { Servers = [new MqttBroker { Host = "h" }], ClientId = "c", WillTopic = Edge.WillTopic, Filters = Edge.Filters });
        Edge.Attach(Session);
        for (int i = 0; i < 10; i++)
        {
            Session.Step(i, Utc0);
            Edge.Step(i, Utc0);
        }

        if (!Edge.IsBorn)
        {
            throw new InvalidOperationException("the edge node was not born");
        }
    }

    public TagTable Tags { get; }
    public EdgeNode Edge { get; }
    public MqttSession Session { get; }
    public SimWire Wire { get; } = new(new SimBroker { IsRecording = false });

    public void OnEdgeEvent(EdgeEvent what, int device, int number)
    {
    }

    public void OnRefused(CommandVerdict why, int device, int tag)
    {
    }

    public void BeginWrites()
    {
    }

    public CommandVerdict CheckWrite(int tag, double value, long bits) => CommandVerdict.NotTaken;

    public void Write(int tag, double value, long bits)
    {
    }
}
