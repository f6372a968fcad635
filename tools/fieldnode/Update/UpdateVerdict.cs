using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>The end of an update.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">The node's, or None.</param>
/// <param name="Words">What happened and what to do, one line.</param>
internal sealed record UpdateVerdict(UpdateOutcome Outcome, UpdateReason Reason, string Words);
