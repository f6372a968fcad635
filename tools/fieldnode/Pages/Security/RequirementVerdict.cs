namespace FieldNode.Cli.Pages.Security;

/// <summary>How a board with nanoFramework's own firmware stands to a requirement.</summary>
internal enum RequirementVerdict
{
    /// <summary>The tests that are named hold it.</summary>
    Met,

    /// <summary>Not by the node, or not by it alone: the site does the rest.</summary>
    Compensated,

    /// <summary>Not possible, or not in full, as long as the board runs nanoFramework's own firmware.</summary>
    NotOnStock,

    /// <summary>The node has nothing that it is about.</summary>
    NotApplicable,
}
