using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>An event of a node's ring, as a person wants it.</summary>
internal sealed record LoggedEvent
{
    internal required EventKind Kind { get; init; }

    internal required int Sequence { get; init; }

    internal required int Run { get; init; }

    /// <summary>First number; <see cref="EventKind"/> says of what.</summary>
    internal required int A { get; init; }

    internal required int B { get; init; }

    /// <summary>How many events the record stands for; its numbers and times are the last one's.</summary>
    internal required int Times { get; init; }

    /// <summary>Time of the node's monotonic clock, ms: since the board's start, or the process's.</summary>
    internal required long UpMs { get; init; }

    internal required string Name { get; init; }

    /// <summary>What files beside the ring say more of it, or null.</summary>
    internal string? Detail { get; init; }

    /// <summary>Null: the node's clock was not set, and nothing tells when that was.</summary>
    internal DateTimeOffset? Time { get; init; }

    /// <summary>True if the clock was not set then, and the time is reckoned from a later event of the same run.</summary>
    internal bool IsTimeReckoned { get; init; }
}
