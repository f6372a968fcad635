namespace FieldNode.Cli;

/// <summary>What a node's ring says, as it was taken from the field.</summary>
/// <param name="Source">The folder or the file.</param>
/// <param name="Events">Run by run, in the order of time.</param>
/// <param name="Skipped">One line for each thing that could not be read.</param>
/// <param name="SettingsCrc">CRC-32 of the node file of the last run; null: nothing tells it.</param>
internal sealed record FieldRing(string Source, IReadOnlyList<LoggedEvent> Events, IReadOnlyList<string> Skipped, int? SettingsCrc);
