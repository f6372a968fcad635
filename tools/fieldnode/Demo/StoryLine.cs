namespace FieldNode.Cli;

/// <summary>One part of the demo's story as it stands.</summary>
/// <param name="Name">Two words, such as <c>loose wire</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Text">What happened, and what the host saw of it.</param>
internal sealed record StoryLine(string Name, StoryState State, string Text)
{
    internal const string Recovery = "recovery";
    internal const string Rebirth = "rebirth";
}
