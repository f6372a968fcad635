using System.Diagnostics;

namespace FieldNode.Virtual.Updates;

/// <summary>What a board on a PC has to know.</summary>
public sealed record SlotBoardOptions
{
    /// <summary>The program and arguments of a start; input and output are the board's.</summary>
    public required Func<ProcessStartInfo> Start { get; init; }

    /// <summary>The node's store.</summary>
    public required string StateFolder { get; init; }

    /// <summary>One line an event.</summary>
    public required TextWriter Log { get; init; }

    /// <summary>Called when the node's loop has turned; null: nobody wants to know.</summary>
    public Action? Turned { get; init; }

    /// <summary>A loop that did not turn for so long is reset, in ms.</summary>
    public int WatchdogMs { get; init; } = 30_000;
}
