namespace FieldNode.Cli.Diff;

/// <summary>How much a change weighs for the plant; the heaviest are told first. Never reorder.</summary>
internal enum Weight
{
    /// <summary>Hosts see another node.</summary>
    Identity = 0,
    /// <summary>The link: host, certificates, how Sparkplug is spoken, what commands may do.</summary>
    Link = 1,
    /// <summary>A device or tag is no more, or is a new one.</summary>
    Existence = 2,
    /// <summary>A value means something else: register, type, scale, pin, calibration, forced.</summary>
    Meaning = 3,
    /// <summary>When it is read and reported.</summary>
    Reporting = 4,
    /// <summary>What follows for hosts, or for nobody.</summary>
    Note = 5,
}

/// <summary>A difference between two node files.</summary>
/// <param name="Weight">How much it weighs.</param>
/// <param name="Where">In words, such as <c>device pump: tag pressure</c>.</param>
/// <param name="What">In words, such as <c>deadband 0.1 → 0.5 bar</c>.</param>
/// <param name="Path">In JSON, by names: <c>devices[pump].tags[pressure].deadband</c>.</param>
/// <param name="Before">The value before, or null.</param>
/// <param name="After">The value after, or null.</param>
internal sealed record Change(Weight Weight, string Where, string What, string Path, string? Before, string? After)
{
    public override string ToString() => $"{Where}: {What}";
}
