namespace FieldNode.Conformance;

/// <summary>What the judge is told of a node; the rest it sees.</summary>
public sealed record CheckerOptions
{
    /// <summary>For <see cref="RepeatMs"/>: the settings are not known, and repetition is not graded.</summary>
    public const long RepeatUnknown = -1;

    public required string Group { get; init; }

    public required string Node { get; init; }

    /// <summary>Host id of the primary host; null: the node waits for nobody, and those statements are not graded.</summary>
    public string? PrimaryHost { get; init; }

    /// <summary>Servers in the order of the node's list; empty: one, and the statements about several are not graded.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>
    /// Fed by an observer that sees publishes only: no CONNECT, SUBSCRIBE or DISCONNECT. Statements about these are not graded, nor is
    /// what came before the first birth that is seen.
    /// </summary>
    public bool PublishesOnly { get; init; }

    /// <summary>
    /// Fed by a broker that is not told of flags which the node's wire sets by itself: clean session, QoS and retain of the will, retain of a
    /// publish, QoS of a subscription. Statements about these are not graded.
    /// </summary>
    public bool FlagsUnseen { get; init; }

    /// <summary>
    /// Links break at any moment, and so do runs of the node: a CONNECT may never reach the broker, so bdSeq may skip numbers, and not repeat one;
    /// an end soon after an offline STATE says nothing of the node, and neither does a CONNECT that does not come.
    /// </summary>
    public bool LinksBreak { get; init; }

    /// <summary>How far the node's clock may be ahead of the broker's, in ms.</summary>
    public long AheadMsMax { get; init; }

    /// <summary>How old a payload's timestamp may be on arrival, in ms; the official kit's UTC window is 60 s.</summary>
    public long AgeMsMax { get; init; } = 60_000;

    /// <summary>What the node published up to so many ms after a delivery may have crossed it on the way.</summary>
    public long CrossingMs { get; init; }

    /// <summary>How long births, or an answer to STATE, may take, in ms.</summary>
    public long AnswerMsMax { get; init; } = 10_000;

    /// <summary>A value may be repeated after so many ms: the longest report interval of the settings. 0: never; -1: not known, not graded.</summary>
    public long RepeatMs { get; init; }

    /// <summary>
    /// Rebirth requests that the node serves at once. Beyond them, one each <see cref="RebirthRefillMs"/> is served, and whether a further
    /// one is answered is not graded: the specification has no word about floods.
    /// </summary>
    public int RebirthBurst { get; init; } = 8;

    public long RebirthRefillMs { get; init; } = 10_000;
}
