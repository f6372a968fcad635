namespace FieldNode.Cli;

/// <summary>How long the demo runs and how patient it is.</summary>
internal sealed record DemoOptions
{
    internal const string Group = "demo";
    internal const string NodeName = "node1";
    internal const string HostName = "host1";

    /// <summary>From the start of the node; null: until Ctrl-C.</summary>
    internal TimeSpan? Duration { get; init; }

    /// <summary>A first birth takes a second; a machine under load may need more.</summary>
    internal TimeSpan BirthWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first births are left standing before a rebirth is asked for.</summary>
    internal TimeSpan RebirthAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the node's birth to that of its last device: a part that measures every 5 s takes 6 s.</summary>
    internal TimeSpan DevicesWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Before the end a rebirth is asked for though a device is still missing.</summary>
    internal TimeSpan RebirthBeforeEnd { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From SIGTERM to NDEATH and the end of the process.</summary>
    internal TimeSpan EndWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the end of the process to its NDEATH at the host.</summary>
    internal TimeSpan DeathWithin { get; init; } = TimeSpan.FromSeconds(2);

    internal TimeSpan SocketCheckEvery { get; init; } = TimeSpan.FromSeconds(1);
}
