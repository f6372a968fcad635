namespace FieldNode.Simulation;

/// <summary>A value that the node took, and how far it came.</summary>
/// <param name="tag">Index in the node's table.</param>
/// <param name="utcMs">The node's time of capture.</param>
/// <param name="bits">The value: a whole number, or the bits of a double.</param>
internal sealed class Sample(int tag, long utcMs, long bits)
{
    public int Tag => tag;

    public long UtcMs => utcMs;

    public long Bits => bits;

    /// <summary>When it was taken, by the run's clock.</summary>
    public long TakenMs { get; init; }

    /// <summary>Its device was not there yet: not read in full, or given up. What it is then, its birth says.</summary>
    public bool IsUnborn { get; init; }

    /// <summary>A broker read it.</summary>
    public bool AtBroker { get; set; }

    /// <summary>A broker that had read it answered a later PINGREQ, and the node took the answer: from then on that broker answers for it.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>A host has it.</summary>
    public bool AtHost { get; set; }

    /// <summary>When it was taken, by <see cref="SourceWatch.RunningMs"/>.</summary>
    public long TakenRunningMs { get; init; }

    /// <summary>An earlier one of the same tag with the same time: the clock was set back in between.</summary>
    public Sample? SameTime { get; set; }

    /// <summary>The supply went before a broker answered for it, and so soon that it may have been in RAM.</summary>
    public bool WasInRam { get; set; }
}
