using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Virtual.Plant;

namespace FieldNode;

/// <summary>What a test may want otherwise of a <see cref="SimNode"/>.</summary>
internal sealed record SimOptions
{
    /// <summary>The wall clock is set at start.</summary>
    public bool HasClock { get; init; } = true;

    /// <summary>Wall clock at the start, ms since 1970 UTC.</summary>
    public long Utc0 { get; init; } = SimNode.Utc0;

    /// <summary>What a board does at each start before there is a node: told of its ports.</summary>
    public Action<NodePorts>? Booting { get; init; }

    /// <summary>Reset cause that the board tells.</summary>
    public int LastReset { get; init; }

    /// <summary>When the node's certificate ends, ms since 1970 UTC; null: in years.</summary>
    public long? CertificateEndMs { get; init; }

    /// <summary>A step of the loop takes so long, in µs.</summary>
    public int StepUs { get; init; } = 100;

    /// <summary>Slaves that move by themselves.</summary>
    public SimulatedPlant? Moving { get; init; }

    /// <summary>Changes the plant before the node is built on it.</summary>
    public Action<SimPlant>? Prepare { get; init; }

    /// <summary>A board that can be updated, with its loader.</summary>
    public SimUpdate? Update { get; init; }

    /// <summary>Makes the wire; null: a <see cref="SimWire"/> with its broker.</summary>
    public Func<SimNode, IMqttWire>? Wire { get; init; }

    /// <summary>Told before the supply goes, while the connection still stands.</summary>
    public Action? PowerGoes { get; init; }

    /// <summary>False: <see cref="SimNode.Log"/> stays empty, since a run takes years.</summary>
    public bool KeepsLog { get; init; } = true;

    /// <summary>The flash; one of an earlier node, or a new one.</summary>
    public IFlashStore? Store { get; init; }
}
