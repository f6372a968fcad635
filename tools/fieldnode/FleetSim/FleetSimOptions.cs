namespace FieldNode.Cli.FleetSim;

/// <summary>A field of simulated nodes, and what is done to it.</summary>
internal sealed record FleetSimOptions
{
    /// <summary>Sparkplug group of all of them.</summary>
    internal const string Group = "FleetSim";

    internal int Nodes { get; init; } = 1000;

    /// <summary>How long values change once all nodes are born. A restart of the broker falls into the middle.</summary>
    internal TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often each node's value changes.</summary>
    internal int PeriodMs { get; init; } = 1000;

    /// <summary>Nodes start within so long of each other: the supply of a plant comes back, and boards take their time to start.</summary>
    internal TimeSpan StartSpread { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>broker.connectDelayMaxMs</c> of all of them.</summary>
    internal int ConnectDelayMaxMs { get; init; }

    /// <summary>The broker of ours is killed and started anew half-way.</summary>
    internal bool Restarts { get; init; } = true;

    /// <summary>How long births may take, beside the delay of the connects.</summary>
    internal TimeSpan BirthsLongest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Nodes that may be within a connect at the same time; each of them stands still meanwhile, as a board does.</summary>
    internal int ConnectingMax { get; init; } = 512;

    /// <summary>
    /// A node on its own looks at its wire every 20 ms. Ten thousand in a process would do nothing else, so here a step comes no sooner than so long after the last.
    /// </summary>
    internal int StepLeastMs { get; init; } = 100;

    /// <summary>A broker that is there, and a certificate that all nodes and the host have; null: a mosquitto of ours, and a certificate for each.</summary>
    internal LinkOptions? Link { get; init; }

    /// <summary>Where mosquitto is; null: in PATH.</summary>
    internal string? Mosquitto { get; init; }

    internal bool Json { get; init; }
}
