namespace FieldNode.Simulation;

/// <summary>What is wanted of a run.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Days">How long it is, in virtual days.</param>
internal sealed record RunOptions(ulong Seed, double Days)
{
    /// <summary>Told of what happens, with its virtual time; null: nobody listens.</summary>
    public Action<string>? Says { get; init; }
}
