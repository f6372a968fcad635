namespace FieldNode.Cli;

/// <summary>Where an update stands on the host's side.</summary>
internal enum UpdatePhase
{
    /// <summary>The node's device Update is not known yet.</summary>
    Asking,

    /// <summary>It is known, and nothing was sent.</summary>
    Planned,

    /// <summary>The node looks at the offer.</summary>
    Offering,

    /// <summary>It gets what it wants.</summary>
    Sending,

    /// <summary>It has all of it.</summary>
    Waiting,

    /// <summary>There is a verdict.</summary>
    Done,
}
