namespace FieldNode.PurdueLab;

/// <summary>A number that Level 0 gave to the node.</summary>
/// <param name="TimeMs">By the machine's clock, ms since 1970 UTC.</param>
internal readonly record struct PlantRead(string Device, long Number, long TimeMs);
