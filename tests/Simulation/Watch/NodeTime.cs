namespace FieldNode.Simulation;

/// <summary>
/// The time that the node has to use, as docs/SPEC.md says it: what its clock shows, if that lies within the bounds; else what it showed last,
/// carried on.
/// </summary>
internal sealed class NodeTime
{
    private const long FloorMs = 1_767_225_600_000;   // 2026-01-01
    private const long CeilingMs = 2_051_222_400_000; // the certificate's end, 2035-01-01

    private long offsetMs;
    private bool isSet;

    /// <summary>Time of the present step, ms since 1970 UTC; 0: there is none yet.</summary>
    public long UtcMs { get; private set; }

    /// <summary>A new run: it knows no time.</summary>
    public void Begin() => (isSet, UtcMs) = (false, 0);

    /// <summary>A step reads the clocks.</summary>
    public void Step(long nowMs, long shownMs)
    {
        if (shownMs is >= FloorMs and <= CeilingMs)
        {
            (isSet, offsetMs) = (true, shownMs - nowMs);
        }

        UtcMs = isSet ? nowMs + offsetMs : 0;
    }
}
