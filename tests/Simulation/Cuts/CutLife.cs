using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.Settings;

namespace FieldNode.Simulation;

/// <summary>
/// Some minutes of a node that write to every store: bdSeq with each connection, totals of pulses, both event rings, the marks of the board's run, and
/// what the loader keeps. The supply goes at one operation of it, and the next start has to find what was there before, or what was being written.
/// </summary>
internal sealed class CutLife
{
    private const int Rounds = 20;

    private static readonly NodeSettings Settings = Site.Settings(new Profile { HealthPeriodMs = 60_000 });

    private readonly CuttingStore store;
    private readonly SimNode node;
    private long pulses; // that reached a counter with power

    private CutLife(CuttingStore store)
    {
        this.store = store;
        node = SimNode.Start(Settings, new SimOptions { Store = store, Update = new SimUpdate(), KeepsLog = false });
    }

    /// <summary>Operations on flash of a life without a cut, from its first start on.</summary>
    public static IReadOnlyList<FlashOperation> Operations()
    {
        var life = new CutLife(new CuttingStore { CutsReads = true, Log = [] });
        int before = life.store.Writes;
        life.Live();
        return life.store.Log![before..];
    }

    /// <summary>A life with a cut.</summary>
    /// <param name="operation">The one that the supply does not outlast, from 0.</param>
    /// <param name="remains">What is left of its file.</param>
    /// <param name="losesOrder">The operation before it comes undone, too.</param>
    /// <returns>What is wrong after the next start, or null.</returns>
    public static string? Fault(int operation, Remains remains, bool losesOrder)
    {
        var life = new CutLife(new CuttingStore { CutsReads = true });
        (life.store.CutAtWrite, life.store.Remains, life.store.LosesOrder) = (life.store.Writes + operation, remains, losesOrder);
        life.Live();
        if (!life.store.IsCut)
        {
            return "there was no cut";
        }

        int[] events = [.. StoredEvent.All(life.store.BeforeCut).Select(one => one.Sequence)];
        long kept = TotalOn(life.store.BeforeCut); // writes into it
        life.node.Restart();
        life.node.Run(3_000);
        return life.FaultNow(kept, losesOrder ? [] : events, losesOrder);
    }

    // Flash that lost what it had acknowledged may have lost events and a bdSeq that was used; nothing else may come of it.
    private string? FaultNow(long kept, int[] events, bool losesOrder)
    {
        long total = node.Counter("Water");
        node.Run(90_000);
        if (!node.IsRunning || !node.Node.Edge.IsBorn || node.Supervisor.LastFault is not null)
        {
            return $"it does not run: {node.Supervisor.LastFault?.Message}";
        }

        if (total < kept || total > pulses)
        {
            return $"the total is {total}; flash had {kept}, and there were {pulses}";
        }

        var now = StoredEvent.All(store).Select(one => one.Sequence).ToHashSet();
        int[] gone = [.. events.Where(sequence => !now.Contains(sequence))];
        if (gone.Length > 0)
        {
            return $"{gone.Length} events that were on flash are gone, the first has number {gone[0]}";
        }

        return BdSeqFault(losesOrder ? 0 : 1);
    }

    // One more with each CONNECT; one that was stored and not sent is passed over.
    private string? BdSeqFault(int least)
    {
        int last = -1;
        foreach (SimPacket packet in node.Broker.Packets.Where(packet => packet.Kind == SimPacketKind.Connect))
        {
            int next = (int)Payload.Parser.ParseFrom(packet.Payload).Metrics.First(metric => metric.Name == "bdSeq").LongValue;
            int steps = (next - last) & 0xFF;
            if (last >= 0 && (steps < least || steps > 2))
            {
                return $"bdSeq {next} after {last}";
            }

            last = next;
        }

        return null;
    }

    private void Live()
    {
        for (int round = 0; round < Rounds && node.IsRunning; round++)
        {
            node.Run(15_000);
            Pulse(3 + round);
            node.Wire.Fail(MqttFault.ConnectionLost);
            node.Plant.Slave(Site.MeterDevice).IsSilent = true;
            node.Run(25_000);
            node.Plant.Slave(Site.MeterDevice).IsSilent = false;
            node.Run(40_000);
        }

        if (node.IsRunning)
        {
            node.Stop().Run(3_000);
        }

        if (!store.IsCut)
        {
            Start();
            Pulse(5);
            node.Run(75_000);
        }
    }

    // The loader and the start write, too.
    private void Start()
    {
        try
        {
            node.Restart(2);
        }
        catch (PowerCut)
        {
            // the next start is the one that is looked at
        }
    }

    private void Pulse(int count)
    {
        if (node.IsRunning)
        {
            node.Plant.Counters[Site.WaterPin].Pulse(count);
            pulses += count;
        }
    }

    // What a node would go on from.
    private static long TotalOn(MemoryStore flash)
    {
        SimNode other = SimNode.Start(Settings, new SimOptions { Store = new CuttingStore(flash), Update = new SimUpdate(), KeepsLog = false });
        return other.Run(3_000).Counter("Water");
    }
}
