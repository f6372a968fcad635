using System.Text.Json.Nodes;

namespace FieldNode.Cli;

/// <summary>What a loop check found, whole: nothing of it changes after it is signed.</summary>
internal sealed record LoopRecord
{
    /// <summary>First member of the record; another form gets another number.</summary>
    internal const string Form = "fieldnode-loop-check/1";

    internal required TagAddress Tag { get; init; }

    internal string Unit { get; init; } = "";

    internal LoopRange? Range { get; init; }

    internal required double TolerancePercent { get; init; }

    /// <summary>The same in engineering units.</summary>
    internal required double Tolerance { get; init; }

    internal required int SettleMs { get; init; }

    internal required int TimeoutMs { get; init; }

    internal required string Source { get; init; }

    internal required string Broker { get; init; }

    internal required string By { get; init; }

    internal required string Instrument { get; init; }

    internal string Note { get; init; } = "";

    internal required DateTime StartedUtc { get; init; }

    internal required DateTime FinishedUtc { get; init; }

    internal required IReadOnlyList<PointResult> Points { get; init; }

    internal required string ToolVersion { get; init; }

    internal bool Passed => Points.All(point => point.Passed);

    /// <summary>100 % of the deviations.</summary>
    internal double Span => Range?.Span
        ?? Points.Select(p => p.Point.Expected).DefaultIfEmpty(0).Max() - Points.Select(p => p.Point.Expected).DefaultIfEmpty(0).Min();

    internal JsonObject ToJson(JsonObject signer) => new()
    {
        ["form"] = Form,
        ["verdict"] = Passed ? "pass" : "fail",
        ["tag"] = new JsonObject
        {
            ["group"] = Tag.Group, ["node"] = Tag.Node, ["device"] = Tag.Device, ["name"] = Tag.Tag, ["unit"] = Unit,
        },
        ["range"] = Range is null ? null : new JsonObject
        {
            ["low"] = Round(Range.Low), ["high"] = Round(Range.High),
            ["scaling"] = Range.SquareRoot ? "squareRoot" : "linear", ["cutoffPercent"] = Round(Range.CutoffPercent),
            ["from"] = Range.From,
        },
        ["tolerancePercent"] = Round(TolerancePercent),
        ["tolerance"] = Round(Tolerance),
        ["settleMs"] = SettleMs,
        ["timeoutMs"] = TimeoutMs,
        ["source"] = Source,
        ["broker"] = Broker,
        ["by"] = By,
        ["instrument"] = Instrument,
        ["note"] = Note,
        ["startedUtc"] = Time(StartedUtc),
        ["finishedUtc"] = Time(FinishedUtc),
        ["points"] = new JsonArray([.. Points.Select(Point)]),
        ["tool"] = "fieldnode " + ToolVersion,
        ["signer"] = signer,
    };

    internal static string Time(DateTime utc) =>
        utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private JsonNode Point(PointResult result) => new JsonObject
    {
        ["input"] = Round(result.Point.Input),
        ["inputUnit"] = result.Point.IsRaw ? "raw" : "mA",
        ["expected"] = result.Point.IsFault ? null : Round(result.Point.Expected),
        ["expectedReason"] = (int)result.Point.Reason,
        ["measured"] = result.Last?.Value is double value ? Round(value) : null,
        ["quality"] = result.Last?.Quality,
        ["reason"] = result.Last?.Reason,
        ["qualityText"] = result.Last is null ? null : QualityText.Of(result.Last.Quality, result.Last.Reason),
        ["errorPercent"] = result.ErrorPercent(Span) is double error ? Round(error) : null,
        ["verdict"] = result.Passed ? "pass" : "fail",
        ["why"] = result.Why,
        ["attempts"] = result.Attempts,
        ["arrivals"] = result.Arrivals,
        ["injectedUtc"] = Time(result.InjectedUtc),
        ["nodeUtc"] = result.Last?.NodeUtc is DateTime node ? Time(node) : null,
        ["arrivedUtc"] = result.Last is null ? null : Time(result.Last.Utc),
        ["reachedMs"] = result.ReachedMs,
        ["transportMs"] = result.TransportMs,
    };

    /// <summary>Nine digits: more are rounding, and would only look exact.</summary>
    private static double Round(double number) => double.Parse(
        number.ToString("G9", System.Globalization.CultureInfo.InvariantCulture),
        System.Globalization.CultureInfo.InvariantCulture);
}
