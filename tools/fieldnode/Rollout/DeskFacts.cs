namespace FieldNode.Cli.Rollouts;

/// <summary>Which desk.</summary>
internal sealed record DeskFacts(string Host, string User, int Pid, DateTime Since);
