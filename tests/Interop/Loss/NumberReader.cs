using FieldNode.Host.Protobuf;

namespace FieldNode.Interop.Tests;

/// <summary>Finds the slave's numbers in what a node publishes. Decoded by Google.Protobuf, as a stranger would.</summary>
internal sealed class NumberReader
{
    private ulong? alias;

    /// <summary>The numbers of a message, in its order.</summary>
    public IEnumerable<SentNumber> Read(string topic, byte[] payload)
    {
        string[] levels = topic.Split('/');
        if (levels is not ["spBv1.0", Stage.Group, "DBIRTH" or "DDATA", Stage.NodeName, NumberedSlave.Device])
        {
            yield break;
        }
        bool isBirth = levels[2] == "DBIRTH";
        foreach (Metric metric in Payload.Parser.ParseFrom(payload).Metrics)
        {
            if (isBirth && metric.Name == NumberedSlave.Tag)
            {
                alias = metric.Alias;
            }
            if (alias is not null && metric.Alias == alias && metric.ValueCase == Metric.ValueOneofCase.LongValue)
            {
                yield return new SentNumber((long)metric.LongValue, metric.Timestamp, isBirth, metric.IsHistorical);
            }
        }
    }
}
