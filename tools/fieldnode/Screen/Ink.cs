namespace FieldNode.Cli;

/// <summary>What a run of characters means; a terminal and a picture each have their colour for it.</summary>
internal enum Ink
{
    Plain,
    Dim,
    Title,
    Good,
    Warn,
    Bad,
}
