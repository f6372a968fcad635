using FieldNode.Update;

namespace FieldNode.Cli.Rollouts;

/// <summary>A node of a roll-out, as the state file has it (docs/rollout.md).</summary>
internal sealed class RolloutNode
{
    public required string Name { get; init; }

    /// <summary>0: the canaries.</summary>
    public int Ring { get; set; }

    public NodeStatus Status { get; set; }

    /// <summary>Where the dialog with it stood last.</summary>
    public UpdatePhase Phase { get; set; }

    /// <summary>How much of the bundle it has, in percent.</summary>
    public int Percent { get; set; }

    /// <summary>Version, number and slot that it ran before.</summary>
    public string From { get; set; } = "";

    public int FromSequence { get; set; }

    public int FromSlot { get; set; }

    /// <summary>The reason that it told before it was begun.</summary>
    public UpdateReason ReasonBefore { get; set; }

    /// <summary>Its last reason.</summary>
    public UpdateReason Reason { get; set; }

    /// <summary>What happened and what to do, one line.</summary>
    public string Words { get; set; } = "";

    /// <summary>Times that it was begun.</summary>
    public int Tries { get; set; }

    /// <summary>Offers and pieces that went out once more.</summary>
    public int Retries { get; set; }

    /// <summary>Payload bytes that were sent to it.</summary>
    public long Bytes { get; set; }

    public DateTime? Began { get; set; }

    public DateTime? Ended { get; set; }

    /// <summary>It has come to an end.</summary>
    internal bool IsOver => Status >= NodeStatus.Updated;

    /// <summary>An end that speaks against the bundle; a node to which nothing was sent does not.</summary>
    internal bool IsFailure => Status is NodeStatus.RolledBack or NodeStatus.Refused or NodeStatus.Bricked or NodeStatus.Unclear;
}
