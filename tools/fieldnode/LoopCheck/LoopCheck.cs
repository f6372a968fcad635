using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Walks the points of a tag, one after another, and makes a record of what arrived.</summary>
internal sealed class LoopCheck(TagHost host, ILoopSource source, ILoopScreen screen, LoopCheckOptions options)
{
    internal async Task<LoopRecord> RunAsync(CancellationToken cancellation)
    {
        EdgeMetric metric = await host.FindAsync(options.Tag, cancellation);
        LoopRange? range = options.Range ?? RangeOf(metric);
        LoopPoint[] points = LoopPoint.Parse(options.Points, range, options.WithFaults);
        string unit = metric.Unit is null ? "" : " " + metric.Unit;
        var record = new LoopRecord
        {
            Tag = options.Tag,
            Unit = metric.Unit ?? "",
            Range = points.All(point => point.IsRaw) ? null : range,
            TolerancePercent = options.TolerancePercent,
            Tolerance = 0,
            SettleMs = options.SettleMs,
            TimeoutMs = options.TimeoutMs,
            Source = source.Description,
            Broker = host.Where,
            By = options.By,
            Instrument = options.Instrument,
            Note = options.Note,
            StartedUtc = DateTime.UtcNow,
            FinishedUtc = DateTime.UtcNow,
            Points = [.. points.Select(Untried)],
            ToolVersion = options.ToolVersion,
        };
        double tolerance = record.Span * options.TolerancePercent / 100;
        screen.Say($"{options.Tag}: {points.Length} points, tolerance ±{LoopPoint.Number(Math.Round(tolerance, 6))}{unit}"
            + (record.Range is null ? "" : $", {LoopPoint.Number(record.Range.Low)} to {LoopPoint.Number(record.Range.High)}{unit}, "
                + $"{(record.Range.SquareRoot ? "square root" : "linear")} ({record.Range.From})"));
        var results = new List<PointResult>();
        for (int i = 0; i < points.Length; i++)
        {
            results.Add(await PointAsync(points[i], $"point {i + 1} of {points.Length}", tolerance, unit, cancellation));
        }
        return record with { Tolerance = tolerance, Points = results, FinishedUtc = DateTime.UtcNow };
    }

    /// <summary>A point, and again if a person wants it again.</summary>
    private async Task<PointResult> PointAsync(
        LoopPoint point, string place, double tolerance, string unit, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            await source.SetAsync(point, place, cancellation);
            PointResult result = await WatchAsync(point, tolerance, unit, cancellation) with { Attempts = attempt };
            screen.Say("  " + LineOf(result, unit));
            if (result.Passed || !source.IsByHand
                || await screen.AskAsync("  r: this point again, Enter: on ", cancellation) is not string answer
                || !answer.Trim().Equals("r", StringComparison.OrdinalIgnoreCase))
            {
                return result;
            }
        }
    }

    private async Task<PointResult> WatchAsync(
        LoopPoint point, double tolerance, string unit, CancellationToken cancellation)
    {
        DateTime injected = DateTime.UtcNow;
        long startMs = TagHost.NowMs;
        var watch = new PointWatch(
            point, tolerance, options.SettleMs, options.TimeoutMs, startMs, host.Look(options.Tag, injected));
        while (!watch.IsOver(TagHost.NowMs))
        {
            foreach (Arrival arrival in await host.NextAsync(options.Tag, cancellation))
            {
                watch.Take(arrival);
            }
            screen.Live($"  {NowOf(watch.Last, unit)}   {(TagHost.NowMs - startMs) / 1000.0:0.0} s");
        }
        bool passed = watch.HasPassed(TagHost.NowMs);
        return new PointResult(point)
        {
            Passed = passed,
            Why = passed ? null : watch.Why(unit),
            InjectedUtc = injected,
            Last = watch.Last,
            ReachedMs = watch.ReachedMs,
            Arrivals = watch.Arrivals,
        };
    }

    private static string LineOf(PointResult result, string unit) =>
        $"{result.Point.InputText}: {NowOf(result.Last, unit)}, {(result.Passed ? "pass" : "FAIL: " + result.Why)}"
        + (result.ReachedMs is int ms ? $" (reached after {ms} ms)" : "");

    private static string NowOf(Arrival? arrival, string unit) => arrival is null ? "nothing yet"
        : $"{(arrival.Value is double value ? LoopPoint.Number(value) + unit : "null")} {QualityText.Of(arrival.Quality, arrival.Reason)}"
            + (arrival.IsOnline ? "" : ", device not online");

    private static LoopRange? RangeOf(EdgeMetric metric) =>
        metric.Low is double low && metric.High is double high && low != high
            ? new LoopRange(low, high, false, 0, "by the birth")
            : null;

    private static PointResult Untried(LoopPoint point) => new(point)
    {
        Passed = false, InjectedUtc = DateTime.UtcNow, Last = null, ReachedMs = null, Arrivals = 0,
    };
}
