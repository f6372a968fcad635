namespace FieldNode.Host;

/// <summary>One thing that a strict host does not accept, in words.</summary>
/// <param name="Utc">When the message was received.</param>
/// <param name="Kind">Which rule it breaks.</param>
/// <param name="Topic">The message's topic.</param>
/// <param name="Text">What, where, and what was due.</param>
public sealed record Finding(DateTime Utc, FindingKind Kind, string Topic, string Text)
{
    /// <summary>True if a host did it, not a node: in a command, or in STATE.</summary>
    public bool IsOfHost { get; init; }

    /// <summary>True if it is worth knowing, but no fault of the node.</summary>
    public bool IsNote => Kind is FindingKind.StaleDeath or FindingKind.JoinedLate;

    /// <summary>True if bytes could not be read as what they claim to be.</summary>
    public bool IsDecodeError => Kind is FindingKind.Topic or FindingKind.Undecodable or FindingKind.ValueMismatch
        or FindingKind.ValueMissing or FindingKind.Property or FindingKind.UnknownAlias or FindingKind.UnknownName
        or FindingKind.NameMissing or FindingKind.DatatypeMissing;

    public override string ToString() => $"{Topic}: {Text}";
}
