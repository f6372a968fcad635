namespace FieldNode.Update.Tests;

/// <summary>A part of the life with updates.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Flash">What it begins with.</param>
/// <param name="Operations">Its operations on flash without a cut.</param>
internal sealed record UpdatePart(int Number, MemoryStore Flash, IReadOnlyList<FlashOperation> Operations);
