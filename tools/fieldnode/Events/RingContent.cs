namespace FieldNode.Cli;

/// <summary>What the event files of a node hold.</summary>
/// <param name="Folder">Where they were found.</param>
/// <param name="Files">How many files of a ring there are, good or bad.</param>
/// <param name="Events">Run by run, in the order of time.</param>
/// <param name="Skipped">One line for each thing that could not be read.</param>
internal sealed record RingContent(
    string Folder, int Files, IReadOnlyList<LoggedEvent> Events, IReadOnlyList<string> Skipped);
