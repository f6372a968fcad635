namespace FieldNode.Cli;

/// <summary>A slave that answered, or something at its address that could not be read.</summary>
internal sealed record FoundUnit(LineForm Form, int Unit)
{
    /// <summary>What the first well-formed reply was, or Damaged.</summary>
    internal required ProbeKind Kind { get; init; }

    /// <summary>Code of an exception, else 0.</summary>
    internal int Code { get; init; }

    internal int Ms { get; init; }

    internal int Asked { get; init; }

    /// <summary>Replies that could not be read, of those that were asked for.</summary>
    internal int Damaged { get; init; }

    /// <summary>It was slower than the time-out at first.</summary>
    internal bool IsSlow { get; init; }

    internal ModbusIdentity? Identity { get; init; }

    internal bool IsReadable => Kind is ProbeKind.Answer or ProbeKind.Exception;

    /// <summary>What a person should know about it, or null.</summary>
    internal string? Trouble => !IsReadable
            ? "something answers that cannot be read: wrong baud rate or parity, or two slaves with this address"
        : Damaged > 0
            ? $"{Damaged} of {Asked} replies damaged: two slaves with this address, or the line (termination, bias)"
        : IsSlow ? $"slow: it took {Ms} ms. Set replyTimeoutMs above that"
        : null;

    /// <summary>What it said, in words.</summary>
    internal string Says => Kind switch
    {
        ProbeKind.Answer => "answers",
        ProbeKind.Exception => $"answers with exception {Code}" + Code switch
        {
            1 => " (does not know this function)",
            2 => " (has no such address)",
            _ => "",
        },
        _ => "damaged",
    };
}
