using FieldNode.Field.Modbus;
using FieldNode.Host.Protobuf;
using FieldNode.Virtual.Plant;

namespace FieldNode.Simulation;

/// <summary>The last set point that the node took from a host is the one that its slave has in the end.</summary>
internal sealed class SetpointWatch(World world, SourceWatch sources)
{
    private const long DoneMs = 20_000; // of running on a line that is well

    private int wanted = -1;
    private long takenMs;          // in running time
    private int before = -1;

    /// <summary>A command was handed to the node.</summary>
    public void OnHanded(string topic, byte[] payload)
    {
        if (!topic.EndsWith("/DCMD/" + Site.Node + "/" + Site.MeterDevice, StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            Metric? metric = Payload.Parser.ParseFrom(payload).Metrics.FirstOrDefault(one => one.Name == Site.SetpointTag);
            if (metric is not null)
            {
                (before, wanted, takenMs) = (wanted, (int)metric.IntValue, sources.RunningMs);
            }
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            // nonsense, as some hosts send it
        }
    }

    /// <summary>It was refused, or could not be done: what came before it counts.</summary>
    public void OnRefused() => wanted = before = -1;

    /// <summary>The node's run ended, or its line is not well: whether it was written is not known.</summary>
    public void Forget() => wanted = before = -1;

    /// <summary>A turn is over.</summary>
    public void Look(ModbusSlaveModel meter, bool isLineWell)
    {
        if (wanted < 0)
        {
            return;
        }

        if (!isLineWell)
        {
            Forget();
            return;
        }

        if (sources.RunningMs - takenMs > DoneMs)
        {
            int is_ = meter.Register(ModbusTable.Holding, Site.SetpointAddress);
            if (is_ != wanted)
            {
                world.Break($"the set point is {is_}, and a host wrote {wanted} {sources.RunningMs - takenMs} ms ago");
            }

            Forget();
        }
    }
}
