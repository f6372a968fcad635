namespace FieldNode.Cli.Pages;

/// <summary>What stands behind a number that a node shows, and what to do about it.</summary>
/// <param name="Of">Enum and member, as <c>MqttFault.NameNotFound</c>.</param>
/// <param name="Cause">What it means: no full stop, no bar.</param>
/// <param name="ToDo">What to do; "Nothing" where nothing is wrong.</param>
internal sealed record Symptom(string Of, string Cause, string ToDo);
