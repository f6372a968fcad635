namespace FieldNode.Update.Tests;

/// <summary>A board with updates does not do what it has to.</summary>
internal sealed class BrokenLifeException(string says) : Exception(says);
