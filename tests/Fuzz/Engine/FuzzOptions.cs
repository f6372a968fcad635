namespace FieldNode.Fuzz;

/// <summary>How long and from where a target is searched.</summary>
internal sealed record FuzzOptions
{
    /// <summary>Ends after so many inputs; 0: not by them.</summary>
    internal long Runs { get; init; }

    /// <summary>Ends after so many seconds; 0: not by them.</summary>
    internal int Seconds { get; init; }

    internal required int Seed { get; init; }

    /// <summary>Puts what is left of the corpus once it is minimised into the sources.</summary>
    internal bool WritesCorpus { get; init; }

    /// <summary>Where findings are written.</summary>
    internal required string FindingsFolder { get; init; }
}
