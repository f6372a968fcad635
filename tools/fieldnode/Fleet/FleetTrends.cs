using FieldNode.Host;

namespace FieldNode.Cli.Fleet;

/// <summary>
/// Trends of the tags of all nodes, as many as there is room for: a plant of 10,000 nodes must not fill the memory of a desk. A trend begins with a value behind a birth: else
/// the births of 500 nodes would take all the room, for metrics that never move.
/// </summary>
internal sealed class FleetTrends
{
    /// <summary>So many tags have a trend, some 1 KB each.</summary>
    internal const int Max = 50_000;

    private readonly Dictionary<(string Group, string Node, string? Device, string Name), FleetTrend> all = [];

    /// <summary>Tags that came too late to have one.</summary>
    internal bool IsFull => all.Count >= Max;

    internal void Take(SparkplugTopic parts, IReadOnlyList<MetricSample> samples)
    {
        foreach (MetricSample sample in samples.Where(sample => sample is { Name: not null, IsHistorical: false, TimestampMs: not null }))
        {
            bool isGood = sample.Quality == MetricProperties.GoodQuality;
            if (sample.TimestampMs > long.MaxValue || (Number(sample.Value) is not double && isGood))
            {
                continue;
            }
            var key = (parts.Group, parts.Node, parts.Device, sample.Name!);
            if (!all.TryGetValue(key, out FleetTrend? trend))
            {
                if (IsFull || parts.IsBirth)
                {
                    continue;
                }
                all.Add(key, trend = new FleetTrend());
            }
            trend.Add((long)sample.TimestampMs!.Value, isGood ? Number(sample.Value) ?? double.NaN : double.NaN);
        }
    }

    internal FleetTrend? Of(string group, string node, string? device, string name) => all.GetValueOrDefault((group, node, device, name));

    private static double? Number(object? value) => value switch
    {
        long number => number,
        ulong number => number,
        float number => number,
        double number => number,
        bool truth => truth ? 1 : 0,
        _ => null,
    };
}
