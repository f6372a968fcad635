namespace FieldNode.Cli;

/// <summary>How far a part of the demo's story is.</summary>
internal enum StoryState
{
    /// <summary>Its time has not come.</summary>
    Waiting,

    /// <summary>It was caused, and the host has not seen what is due yet.</summary>
    Happening,

    /// <summary>The host saw what is due.</summary>
    Done,

    /// <summary>The host did not see it in time.</summary>
    Failed,

    /// <summary>The run was too short for it.</summary>
    Skipped,
}
