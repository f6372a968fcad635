namespace FieldNode.Cli.Fleet;

/// <summary>What is wrong with a node, in words, and what to do.</summary>
/// <param name="Kind">Which fault.</param>
/// <param name="Text">What was seen.</param>
/// <param name="ToDo">What to do about it.</param>
internal sealed record FleetFault(FleetFaultKind Kind, string Text, string ToDo)
{
    public override string ToString() => $"{Text}. {ToDo}";
}
