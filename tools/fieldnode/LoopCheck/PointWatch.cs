using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>
/// Waits until what is at the host fits a point, and has fitted for a time. A value comes by exception: one that stands
/// still sends nothing, so what arrived last counts for as long as nothing else arrives.
/// </summary>
internal sealed class PointWatch(LoopPoint point, double tolerance, int settleMs, int timeoutMs, long startMs, Arrival? before)
{
    private Arrival? last = before;
    private long fitsSinceMs = before is not null && Fits(point, tolerance, before) ? startMs : -1;

    /// <summary>What is at the host.</summary>
    internal Arrival? Last => last;

    /// <summary>Arrivals since the start.</summary>
    internal int Arrivals { get; private set; }

    /// <summary>Times that a value left the tolerance again.</summary>
    internal int Losses { get; private set; }

    /// <summary>From the start until it fitted for good; null if it does not.</summary>
    internal int? ReachedMs => fitsSinceMs < 0 ? null : (int)(fitsSinceMs - startMs);

    internal void Take(Arrival arrival)
    {
        last = arrival;
        Arrivals++;
        if (!Fits(point, tolerance, arrival))
        {
            Losses += fitsSinceMs >= 0 ? 1 : 0;
            fitsSinceMs = -1;
        }
        else if (fitsSinceMs < 0)
        {
            fitsSinceMs = Math.Max(startMs, arrival.AtMs);
        }
    }

    internal bool HasPassed(long nowMs) => fitsSinceMs >= 0 && nowMs - fitsSinceMs >= settleMs;

    internal bool IsOver(long nowMs) => HasPassed(nowMs) || nowMs - startMs >= timeoutMs;

    /// <summary>Why it did not pass, for a person.</summary>
    internal string Why(string unit)
    {
        string expected = point.IsFault
            ? QualityText.Of((int)Quality.Bad, (int)point.Reason)
            : $"{LoopPoint.Number(point.Expected)}{unit}";
        if (last is null || !last.IsOnline)
        {
            return "the device is not online";
        }
        string quality = QualityText.Of(last.Quality, last.Reason);
        if (point.IsFault)
        {
            return fitsSinceMs >= 0 ? "it did not stay so" : $"{quality} where {expected} was expected";
        }
        if (last.Quality != (int)Quality.Good)
        {
            return $"quality is {quality}";
        }
        if (last.Value is not double value)
        {
            return "it has no number";
        }
        return fitsSinceMs >= 0 || Losses > 2
            ? $"it does not settle ({Losses} times out of tolerance)"
            : $"{LoopPoint.Number(Math.Round(Math.Abs(value - point.Expected), 6))}{unit} too "
                + (value < point.Expected ? "low" : "high");
    }

    private static bool Fits(LoopPoint point, double tolerance, Arrival arrival)
    {
        if (!arrival.IsOnline)
        {
            return false;
        }
        return point.IsFault
            ? arrival.Quality == (int)Quality.Bad && arrival.Reason == (int)point.Reason
            : arrival.Quality == (int)Quality.Good && arrival.Value is double value
                // A limit that is met exactly is met: a rounding of the last binary digit is no fault.
                && Math.Abs(value - point.Expected) <= tolerance * (1 + 1e-9);
    }
}
