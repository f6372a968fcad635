namespace FieldNode.Figures.Heap;

/// <summary>Something on the heap.</summary>
/// <param name="Holder">Type of the object that it is, or that holds it.</param>
/// <param name="What">The field that holds it and what it is; "object" for the object itself.</param>
/// <param name="Value">The thing itself, if there is one.</param>
internal sealed record HeapItem(string Holder, string What, int Bytes, object? Value);
