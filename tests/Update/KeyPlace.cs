namespace FieldNode.Update.Tests;

/// <summary>A node whose board has no noise at all, unless it is given some.</summary>
internal sealed class KeyPlace : IKeyPlace
{
    public string Name { get; init; } = "node1";

    internal byte Noise { get; set; }

    public void Stir(byte[] noise) => noise.AsSpan().Fill(Noise);
}
