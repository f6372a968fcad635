using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Something that goes wrong in the demo's plant on purpose, and is mended later.</summary>
internal sealed class Mishap
{
    /// <summary>Two words for the story.</summary>
    internal required string Name { get; init; }

    /// <summary>The device that it befalls.</summary>
    internal required string Device { get; init; }

    /// <summary>The one tag that it befalls; null: the device as a whole.</summary>
    internal string? Tag { get; init; }

    /// <summary>What happens, in words.</summary>
    internal required string Cause { get; init; }

    internal required Action Begin { get; init; }

    internal required Action Mend { get; init; }

    /// <summary>The place as hosts name it.</summary>
    internal string Place => Tag is null ? Device : $"{Device}/{Tag}";

    /// <summary>The host sees nothing wrong there: it can begin, or it is over.</summary>
    internal bool IsWell(EdgeNode node) => node.FindDevice(Device) is { Online: true } device
        && (Tag is null || device.Find(Tag) is { Quality: MetricProperties.GoodQuality, IsNull: false });

    /// <summary>The host sees that it has begun.</summary>
    internal bool IsSeen(EdgeNode node) => node.FindDevice(Device) is { } device
        && (Tag is null ? !device.Online : device is { Online: true } && device.Find(Tag) is { Quality: not MetricProperties.GoodQuality });

    /// <summary>What the host sees of it.</summary>
    internal string Seen(EdgeNode node) => Tag is null ? "DDEATH"
        : node.FindDevice(Device)?.Find(Tag) is { } metric ? QualityText.Of(metric.Quality, metric.Reason) : "gone";

    /// <summary>What the host sees once it is mended.</summary>
    internal string Recovered => Tag is null ? $"{Place} born again" : $"{Place} good";
}
