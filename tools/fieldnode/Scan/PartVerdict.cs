namespace FieldNode.Cli;

/// <summary>How well it is known what sits at an address.</summary>
internal enum Certainty
{
    /// <summary>Only the address speaks for it.</summary>
    Guess,

    /// <summary>Its registers stand as such a part has them after power-on.</summary>
    Likely,

    /// <summary>It gave its id, or an answer with a CRC that only such a part gives.</summary>
    Sure,
}

/// <summary>What sits at an address.</summary>
/// <param name="Part">Its name, or several that may be meant.</param>
/// <param name="Why">What speaks for it.</param>
/// <param name="Kind">The kind for the node file, or null.</param>
internal sealed record PartVerdict(string Part, Certainty Certainty, string Why, string? Kind = null);

/// <summary>An address where somebody is.</summary>
internal sealed record FoundPart(int Address, PartVerdict Verdict)
{
    internal string Hex => "0x" + Address.ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
}
