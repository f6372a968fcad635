namespace FieldNode.PurdueLab;

/// <summary>An attack with its verdict.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Error">Why it could not be measured; null: it was.</param>
internal sealed record AttackReport(LabKind Lab, Attack Attack, string Seen, bool Reached, double Seconds, string? Error = null)
{
    internal bool IsHeld => !Reached && Error is null;
}
