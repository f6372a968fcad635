namespace FieldNode.Simulation;

/// <summary>A value that the node took, and how far it came.</summary>
/// <param name="Tag">Index in the node's table.</param>
/// <param name="UtcMs">The node's time of capture.</param>
/// <param name="Bits">The value: a whole number, or the bits of a double.</param>
internal sealed record Sample(int Tag, long UtcMs, long Bits)
{
    /// <summary>When it was taken, by the run's clock.</summary>
    public long TakenMs { get; init; }

    /// <summary>Its device was not there yet: not read in full, or given up. What it is then, its birth says.</summary>
    public bool IsUnborn { get; init; }

    /// <summary>The first broker read it.</summary>
    public bool AtBroker { get; set; }

    /// <summary>A host has it.</summary>
    public bool AtHost { get; set; }

    /// <summary>When it was taken, by <see cref="SourceWatch.RunningMs"/>.</summary>
    public long TakenRunningMs { get; init; }

    /// <summary>The supply went before the first broker read it, and so soon that it may have been in RAM.</summary>
    public bool WasInRam { get; set; }
}
