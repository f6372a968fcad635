namespace FieldNode.Cli.Fleet;

/// <summary>An alert that was raised and is not cleared yet.</summary>
/// <param name="Group">Group id.</param>
/// <param name="Node">Node id.</param>
/// <param name="Kind">What about.</param>
/// <param name="RaisedUtc">When it was raised.</param>
/// <param name="Count">How often it has begun since, the first time included.</param>
internal sealed record StandingAlert(string Group, string Node, AlertKind Kind, DateTime RaisedUtc, int Count);
