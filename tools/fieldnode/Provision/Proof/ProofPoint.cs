namespace FieldNode.Cli.Provision;

/// <summary>One point of the proof.</summary>
/// <param name="What">A word that scripts may go by.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Found">What was seen, in words.</param>
internal sealed record ProofPoint(string What, ProofVerdict Verdict, string Found);
