namespace FieldNode.Benchmarks.Il;

/// <summary>What the device executes: instructions, and what they cost by the price list, in ns on a PC.</summary>
internal readonly record struct Cost(double Il, double Ns)
{
    public static Cost operator -(Cost a, Cost b) => new(a.Il - b.Il, a.Ns - b.Ns);

    public static Cost operator *(Cost a, double times) => new(a.Il * times, a.Ns * times);

    public static Cost operator /(Cost a, double parts) => new(a.Il / parts, a.Ns / parts);
}
