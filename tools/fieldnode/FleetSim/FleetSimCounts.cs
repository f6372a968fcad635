using FieldNode.Mqtt;

namespace FieldNode.Cli.FleetSim;

/// <summary>What all nodes of a field did. Many threads count.</summary>
internal sealed class FleetSimCounts(Func<long> nowMs)
{
    private readonly int[] faults = new int[Enum.GetValues<MqttFault>().Max(fault => (int)fault) + 1];
    private long published;
    private long bytes;
    private long pings;
    private long connecting;
    private long stepFaults;

    /// <summary>Attempts to connect by second.</summary>
    internal SecondCounts Attempts { get; } = new();

    /// <summary>The same as the nodes wanted them: an attempt may have to wait for a free thread of this process.</summary>
    internal SecondCounts Wanted { get; } = new();

    /// <summary>Births of nodes by second.</summary>
    internal SecondCounts Births { get; } = new();

    internal long Published => Volatile.Read(ref published);

    /// <summary>Topics and payloads of what was published.</summary>
    internal long Bytes => Volatile.Read(ref bytes);

    internal long Pings => Volatile.Read(ref pings);

    /// <summary>Attempts that are under way.</summary>
    internal long Connecting => Volatile.Read(ref connecting);

    internal long StepFaults => Volatile.Read(ref stepFaults);

    /// <summary>Sessions that ended or did not come about, by fault.</summary>
    internal IEnumerable<(MqttFault Fault, int Count)> Faults =>
        faults.Select((count, fault) => ((MqttFault)fault, count)).Where(one => one.count > 0);

    internal void Attempted()
    {
        Attempts.Add(nowMs());
        Interlocked.Increment(ref connecting);
    }

    internal void Opened() => Interlocked.Decrement(ref connecting);

    internal void Sent(int topic, int payload)
    {
        Interlocked.Increment(ref published);
        Interlocked.Add(ref bytes, topic + payload);
    }

    internal void Pinged() => Interlocked.Increment(ref pings);

    internal void Ended(MqttFault fault) => Interlocked.Increment(ref faults[(int)fault]);

    internal void StepFailed() => Interlocked.Increment(ref stepFaults);
}
