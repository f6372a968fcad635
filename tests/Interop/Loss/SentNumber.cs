namespace FieldNode.Interop.Tests;

/// <summary>A sample as it was on the wire.</summary>
/// <param name="Number">The slave's.</param>
/// <param name="TimeMs">When it was sampled, as the node says.</param>
/// <param name="IsInBirth">As the current value of a birth.</param>
/// <param name="IsHistory">Sent again, and marked so.</param>
internal readonly record struct SentNumber(long Number, ulong TimeMs, bool IsInBirth, bool IsHistory);
