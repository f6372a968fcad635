namespace FieldNode.PurdueLab;

/// <summary>A time in which the lab had the node ended, in ms since 1970 UTC: from its order until the node was gone.</summary>
internal readonly record struct NodeEnd(long FromMs, long ToMs)
{
    private const long OnItsWayMs = 1000; // a reply that a busy machine has not yet given to the node

    /// <summary>What a slave told then, the node may never have taken.</summary>
    internal bool Covers(long timeMs) => timeMs >= FromMs - OnItsWayMs && timeMs <= ToMs;
}
