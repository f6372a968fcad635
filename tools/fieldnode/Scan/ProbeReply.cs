namespace FieldNode.Cli;

/// <summary>What one request brought.</summary>
internal enum ProbeKind
{
    /// <summary>Nothing within the time-out.</summary>
    Silent,

    /// <summary>A well-formed reply.</summary>
    Answer,

    /// <summary>A well-formed exception: somebody is there, and does not want to say this.</summary>
    Exception,

    /// <summary>A well-formed reply of another unit: one that is slower than the time-out, asked before.</summary>
    OtherUnit,

    /// <summary>Bytes that are no reply: wrong baud rate or parity, two slaves that speak at once, or noise.</summary>
    Damaged,
}

/// <summary>A reply as it was found among the bytes that came.</summary>
/// <param name="Frame">The reply with its CRC, or what came instead of one.</param>
/// <param name="Ms">From the end of the request to the end of the reply.</param>
/// <param name="HasEcho">The adapter gave our own request back first.</param>
internal sealed record ProbeReply(ProbeKind Kind, byte[] Frame, int Ms, bool HasEcho)
{
    internal byte Unit => Frame[0];

    /// <summary>Code of an exception.</summary>
    internal int Code => Frame[2];
}
