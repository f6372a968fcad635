namespace FieldNode.Cli.Fleet;

/// <summary>From when on something is worth a word.</summary>
internal sealed record FleetLimits
{
    /// <summary>So long not heard: what is known is old. A node samples its own metrics each 10 s unless its settings say otherwise.</summary>
    internal TimeSpan OldAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So long not heard: it counts as gone, though no death came.</summary>
    internal TimeSpan GoneAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Days in which a certificate has to be renewed today.</summary>
    internal const int UrgentDays = 7;

    /// <summary>A certificate with fewer days left is a fault.</summary>
    internal int CertificateDays { get; init; } = 30;

    /// <summary>A node's clock may be so far from ours.</summary>
    internal TimeSpan ClockOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many sessions within <see cref="FlapWindow"/> are too many.</summary>
    internal int FlapSessions { get; init; } = 4;

    internal TimeSpan FlapWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What happened stays a fault for so long, where nothing says that it is over.</summary>
    internal TimeSpan Lasting { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Values that wait for a receipt for longer, while more of them come, fill the journal.</summary>
    internal TimeSpan JournalWait { get; init; } = TimeSpan.FromMinutes(2);
}
