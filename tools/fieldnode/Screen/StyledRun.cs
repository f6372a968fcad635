namespace FieldNode.Cli;

/// <summary>Characters of one ink, a column each.</summary>
internal readonly record struct StyledRun(string Text, Ink Ink = Ink.Plain);
