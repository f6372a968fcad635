namespace FieldNode.Cli.Import;

/// <summary>Where tags go.</summary>
internal sealed record TargetOptions
{
    /// <summary>Sparkplug device id.</summary>
    internal required string Device { get; init; }

    /// <summary>Its line, for a device that is not there yet.</summary>
    internal string? Line { get; init; }

    /// <summary>Its Modbus unit, likewise.</summary>
    internal int? Unit { get; init; }

    /// <summary>Tags of the same name are replaced.</summary>
    internal bool Replace { get; init; }
}
