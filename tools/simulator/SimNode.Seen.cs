using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode;

/// <summary>What is seen of a node from outside, and from within.</summary>
internal sealed partial class SimNode
{
    /// <summary>Payloads of a topic without its head, as "DDATA/N1/Boiler", oldest first.</summary>
    public Payload[] Payloads(string topic)
    {
        string whole = $"spBv1.0/{Settings.Group}/{topic}";
        return [.. Broker.Messages.Where(p => p.Topic == whole).Select(p => Payload.Parser.ParseFrom(p.Payload))];
    }

    /// <summary>A metric as a host knows it: its birth, or the newest data for it.</summary>
    public Metric Last(string device, string name)
    {
        Metric birth = Payloads($"DBIRTH/{Settings.Node}/{device}").Last().Metrics.Single(m => m.Name == name);
        return Payloads($"DDATA/{Settings.Node}/{device}").SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == birth.Alias && !m.IsHistorical) ?? birth;
    }

    /// <summary>A host commands a device.</summary>
    public void Command(string device, params Metric[] metrics) =>
        Broker.Publish($"spBv1.0/{Settings.Group}/DCMD/{Settings.Node}/{device}", new Payload { Metrics = { metrics } }.ToByteArray());

    /// <summary>A host commands the node.</summary>
    public void CommandNode(params Metric[] metrics) =>
        Broker.Publish($"spBv1.0/{Settings.Group}/NCMD/{Settings.Node}", new Payload { Metrics = { metrics } }.ToByteArray());

    /// <summary>A tag by its name, which is the only one.</summary>
    public int Tag(string name) => Enumerable.Range(0, Node.Tags.Count).Single(tag => Node.Tags.NameOf(tag) == name);

    /// <summary>Value of a counter.</summary>
    public long Counter(string name) => Node.Tags.GetInt(Tag(name));
}
