namespace FieldNode.PurdueLab;

/// <summary>Samples from the wire to Level 4.</summary>
/// <param name="Produced">Numbers that Level 0 gave.</param>
/// <param name="Held">Of these, what Level 4 holds with tag, value and time.</param>
/// <param name="AtEnds">Numbers that a slave told in the moment in which the node ended.</param>
/// <param name="Missing">The others, in words.</param>
internal sealed record SampleVerdict(int Produced, int Held, int AtEnds, IReadOnlyList<string> Missing);
