using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A host that looks at tags: births on demand, and what arrives for one tag as it comes.</summary>
/// <param name="birthSeconds">How long a node may take to answer with its births.</param>
internal sealed class TagHost(LinkOptions options, int birthSeconds) : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly HostLink link = new(options);
    private readonly HostModel model = new(new HostOptions { JoinsLate = true });
    private Arrival? known;

    internal string Where => $"{options.Host}:{options.Port}";

    internal static long NowMs => Environment.TickCount64;

    internal async Task ConnectAsync(CancellationToken cancellation)
    {
        await link.ConnectAsync(cancellation);
        await link.SubscribeAsync([SparkplugTopic.Namespace + "/#"], cancellation);
    }

    internal Task SendAsync(string topic, byte[] payload, CancellationToken cancellation) =>
        link.PublishAsync(topic, payload, cancellation);

    /// <summary>The tag as its birth has it. The node is asked for its births: we came after them.</summary>
    internal async Task<EdgeMetric> FindAsync(TagAddress tag, CancellationToken cancellation)
    {
        long startMs = NowMs;
        long askedMs = startMs - (long)AskEvery.TotalMilliseconds;
        while (NowMs - startMs < 1000L * birthSeconds && !IsMissing(tag))
        {
            if (Metric(tag) is EdgeMetric metric && Device(tag)!.Online)
            {
                return metric;
            }
            if (NowMs - askedMs >= AskEvery.TotalMilliseconds) // a node answers few of these a minute
            {
                askedMs = NowMs;
                await SendAsync(CommandWriter.NodeTopic(tag.Group, tag.Node), CommandWriter.Rebirth(DateTime.UtcNow), cancellation);
            }
            await NextAsync(tag, cancellation);
        }
        throw new UserError($"{tag}: " + WhyNot(tag));
    }

    /// <summary>Waits a little, and takes what came for a tag.</summary>
    internal async Task<IReadOnlyList<Arrival>> NextAsync(TagAddress tag, CancellationToken cancellation)
    {
        bool goesOn = await link.WaitAsync(Tick, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (!goesOn)
        {
            throw new UserError($"connection to {Where} lost: {link.Lost}. No record was written");
        }
        var arrivals = new List<Arrival>();
        while (link.TryTake(out Received received))
        {
            model.Consume(received.Topic, received.Payload, received.Utc, received.Retained);
            Arrival? now = Look(tag, received.Utc);
            if (now is not null && (known is null || now with { AtMs = known.AtMs, Utc = known.Utc } != known))
            {
                known = now;
                arrivals.Add(now);
            }
        }
        return arrivals;
    }

    /// <summary>What is known of a tag.</summary>
    internal Arrival? Look(TagAddress tag, DateTime utc)
    {
        if (Metric(tag) is not EdgeMetric metric)
        {
            return null;
        }
        bool isOnline = model.Find(tag.Group, tag.Node)!.Online && Device(tag)!.Online;
        DateTime? nodeUtc = metric.TimestampMs is ulong ms && ms < 253_402_300_800_000 // year 10000
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms).UtcDateTime : null;
        return new Arrival(NowMs, utc, metric.IsNull ? null : Number(metric.Value), metric.Quality, metric.Reason ?? 0,
            nodeUtc, isOnline);
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();

    private EdgeDevice? Device(TagAddress tag) => model.Find(tag.Group, tag.Node)?.FindDevice(tag.Device);

    private EdgeMetric? Metric(TagAddress tag) => Device(tag)?.Find(tag.Tag);

    /// <summary>A device's birth has all its tags: there is none to wait for.</summary>
    private bool IsMissing(TagAddress tag) => Device(tag) is { Online: true } device && device.Metrics.Any() && device.Find(tag.Tag) is null;

    private string WhyNot(TagAddress tag)
    {
        if (model.Find(tag.Group, tag.Node) is not { WasBorn: true } node)
        {
            return $"no birth of this node within {birthSeconds} s. Does it run, and may we send it a rebirth (NCMD)?";
        }
        if (Device(tag) is not EdgeDevice device)
        {
            return $"the node has no device {tag.Device}. It has: " + string.Join(", ", node.Devices.Select(d => d.Name));
        }
        return device.Find(tag.Tag) is null
            ? $"the device has no tag {tag.Tag}. It has: " + string.Join(", ", device.Metrics.Select(m => m.Name))
            : "the device is not online";
    }

    /// <summary>A float's own digits: 2.4 is 2.4, and not 2.4000000953674316.</summary>
    private static double? Number(object? value) => value switch
    {
        float single when float.IsFinite(single) => double.Parse(
            single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => number,
        long whole => whole,
        ulong whole => whole,
        _ => null,
    };
}
