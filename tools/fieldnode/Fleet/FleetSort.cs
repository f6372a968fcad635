namespace FieldNode.Cli.Fleet;

/// <summary>The order of nodes.</summary>
internal enum FleetSort
{
    /// <summary>Gone first, then bad with the gravest fault first, old, good.</summary>
    Worst,
    Name,
    Since,
    Version,
    Certificate,
    Uptime,
    Journal,
    Lost,
}
