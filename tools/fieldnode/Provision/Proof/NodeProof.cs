using System.Diagnostics;
using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli.Provision;

/// <summary>
/// Looks, through the broker, whether the node is the one that it is to be. Nothing of it rests on what the bench wrote: all is what comes back
/// by the broker, to a certificate of somebody else's.
/// </summary>
/// <param name="order">What it must show.</param>
/// <param name="whyEnded">Says why a virtual node has ended by itself; null: it has not, or it is a board.</param>
internal sealed class NodeProof(ProofOrder order, Func<string?> whyEnded)
{
    internal const string VersionMetric = "Properties/Firmware version";
    internal const string CrcMetric = "Properties/Settings CRC";
    internal const string ExpiresMetric = "Certificate/Expires";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly string[] All = ["login", "forbidden", "birth", "certificate", "firmware", "settings", "rebirth", "topics", "field"];

    private readonly HostModel model = new();
    private readonly List<ProofPoint> points = [];
    private readonly string strange = $"{SparkplugTopic.Namespace}/{order.Node.Settings.Group}/NDATA/nobody-{Guid.NewGuid():N}";
    private bool cameBack;

    private EdgeNode? Born => model.Find(order.Node.Settings.Group, order.Node.Settings.Node) is { Online: true } node ? node : null;

    /// <summary>Runs the proof.</summary>
    /// <param name="boot">Lets the node start; called when the bench listens.</param>
    /// <param name="say">Takes each point as it is decided.</param>
    internal async Task<ProofResult> RunAsync(Func<Task> boot, Action<ProofPoint> say, CancellationToken cancellation)
    {
        string? unseen = null;
        try
        {
            await using var bench = new HostLink(order.Bench);
            await bench.ConnectAsync(cancellation);
            await bench.SubscribeAsync([SparkplugTopic.Namespace + "/#"], cancellation);
            if (await TryForbiddenAsync(say, cancellation))
            {
                await boot();
                await WatchAsync(bench, say, cancellation);
            }
        }
        catch (UserError failure)
        {
            unseen = failure.Message;
        }
        foreach (string what in All.Where(what => points.All(point => point.What != what)))
        {
            Say(what, ProofVerdict.NotSeen, unseen ?? "a point before it failed", say);
            unseen = unseen is null ? null : "not seen either";
        }
        return new ProofResult(points) { FirmwareVersion = Born?.Own.Metrics.FirstOrDefault(m => m.Name == VersionMetric)?.Value as string };
    }

    /// <summary>
    /// Logs in as the node, and publishes on the topic of a node that is nobody. The broker drops that without a word, or the connection; what
    /// counts is whether it is delivered, and that is known when the node's birth has come: the broker had it later.
    /// </summary>
    private async Task<bool> TryForbiddenAsync(Action<ProofPoint> say, CancellationToken cancellation)
    {
        await using var node = new HostLink(order.AsNode);
        try
        {
            await node.ConnectAsync(cancellation);
        }
        catch (UserError failure)
        {
            Say("login", ProofVerdict.Failed, $"the broker does not take the node's certificate: {failure.Message}", say);
            return false;
        }
        Say("login", ProofVerdict.Passed, $"{order.Node.BrokerAddress} takes the certificate", say);
        try
        {
            await node.PublishAsync(strange, CommandWriter.Rebirth(DateTime.UtcNow), cancellation);
        }
        catch (UserError)
        {
            // It was thrown out for it, as RabbitMQ does.
        }
        return true;
    }

    private async Task WatchAsync(HostLink bench, Action<ProofPoint> say, CancellationToken cancellation)
    {
        bool isBorn = await UntilAsync(bench, () => Born is not null || whyEnded() is not null, order.BirthWithin, cancellation) && Born is not null;
        if (cameBack)
        {
            Say("forbidden", ProofVerdict.Failed, "the broker delivers what the node publishes on another node's topic: its ACL does not hold", say);
        }
        if (!isBorn)
        {
            Say("birth", ProofVerdict.Failed, whyEnded() is { } why
                ? $"the node ended: {why}" : $"no birth of {order.Node.Id} within {order.BirthWithin.TotalSeconds:0} s", say);
            return;
        }
        if (!cameBack)
        {
            Say("forbidden", ProofVerdict.Passed, "what the node publishes on another node's topic is not delivered", say);
        }
        EdgeNode node = Born!;
        Say("birth", ProofVerdict.Passed, $"{order.Node.Id}, {node.Own.Metrics.Count} metrics", say);
        JudgeIdentity(node, say);
        await JudgeFieldAsync(bench, say, cancellation);
        await AskRebirthAsync(bench, say, cancellation);
        JudgeTopics(say);
    }

    private void JudgeIdentity(EdgeNode node, Action<ProofPoint> say)
    {
        object? expires = ValueOf(node, ExpiresMetric);
        long endMs = order.CertificateEnd.ToUnixTimeMilliseconds();
        bool isIt = expires is not null && MsOf(expires) == endMs;
        Say("certificate", isIt ? ProofVerdict.Passed : ProofVerdict.Failed, isIt
            ? $"ends {order.CertificateEnd:yyyy-MM-dd}, {ValueOf(node, "Certificate/Days left")} days left"
            : $"{ExpiresMetric} is {Text(expires)}, and the certificate ends {order.CertificateEnd:yyyy-MM-dd HH:mm:ss}Z: it has another one", say);
        string? version = ValueOf(node, VersionMetric) as string;
        Say("firmware", version == order.FirmwareVersion ? ProofVerdict.Passed : ProofVerdict.Failed, version == order.FirmwareVersion
            ? version : $"version {Text(version)}, and it got {order.FirmwareVersion}", say);
        object? crc = ValueOf(node, CrcMetric);
        bool isSame = crc is not null && Convert.ToInt64(crc, CultureInfo.InvariantCulture) == order.Node.Crc;
        Say("settings", isSame ? ProofVerdict.Passed : ProofVerdict.Failed, isSame
            ? $"CRC {order.Node.Crc:x8}" : $"CRC {(crc is null ? "missing" : $"{Convert.ToInt64(crc, CultureInfo.InvariantCulture):x8}")}, and it got {order.Node.Crc:x8}", say);
    }

    private async Task JudgeFieldAsync(HostLink bench, Action<ProofPoint> say, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> devices = order.Node.Devices;
        if (order.NoField || devices.Count == 0)
        {
            Say("field", ProofVerdict.NotAsked, devices.Count == 0 ? "the settings have no field" : "not asked (--no-field)", say);
            return;
        }
        await UntilAsync(bench, () => !Silent().Any(), order.BirthWithin, cancellation);
        string[] silent = [.. Silent()];
        Say("field", silent.Length == 0 ? ProofVerdict.Passed : ProofVerdict.Failed, silent.Length == 0
            ? $"{devices.Count} of {devices.Count} devices answer on {string.Join(", ", devices.Values.Distinct())}"
            : $"no answer from {string.Join(", ", silent.Select(name => $"{name} ({devices[name]})"))}; --no-field for a bench without field devices", say);

        IEnumerable<string> Silent() => devices.Keys.Where(name => Born?.FindDevice(name) is not { Online: true });
    }

    private async Task AskRebirthAsync(HostLink bench, Action<ProofPoint> say, CancellationToken cancellation)
    {
        long before = Born?.Counts[MessageType.NBirth] ?? 0;
        var asked = Stopwatch.StartNew();
        await bench.PublishAsync(
            CommandWriter.NodeTopic(order.Node.Settings.Group, order.Node.Settings.Node), CommandWriter.Rebirth(DateTime.UtcNow), cancellation);
        string[] alive = [.. Born?.Devices.Where(device => device.Online).Select(device => device.Name!) ?? []];
        bool answered = await UntilAsync(bench, () => Born?.Counts[MessageType.NBirth] > before
            && alive.All(name => Born.FindDevice(name) is { Online: true }), order.RebirthWithin, cancellation);
        Say("rebirth", answered ? ProofVerdict.Passed : ProofVerdict.Failed, answered
            ? $"answered after {asked.ElapsedMilliseconds} ms"
            : $"asked, and not answered within {order.RebirthWithin.TotalSeconds:0} s: may '{order.Bench.ClientId ?? "the bench"}' ask for it, and do the settings allow it?", say);
    }

    private void JudgeTopics(Action<ProofPoint> say)
    {
        EdgeNode? node = Born;
        long[] seen = [.. new[] { MessageType.NBirth, MessageType.DBirth, MessageType.NData, MessageType.DData }.Select(type => node?.Counts[type] ?? 0)];
        Finding? fault = model.Findings.FirstOrDefault(finding => !finding.IsNote);
        Say("topics", node is not null && fault is null ? ProofVerdict.Passed : ProofVerdict.Failed, fault is not null
            ? $"came back wrong: {fault.Text}" : $"came back: {seen[0]} NBIRTH, {seen[1]} DBIRTH, {seen[2]} NDATA, {seen[3]} DDATA, and no fault for a strict host", say);
    }

    private async Task<bool> UntilAsync(HostLink bench, Func<bool> condition, TimeSpan longest, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            bool linked = await bench.WaitAsync(Tick, cancellation);
            cancellation.ThrowIfCancellationRequested();
            while (bench.TryTake(out Received received))
            {
                Take(received);
            }
            if (condition())
            {
                return true;
            }
            if (!linked)
            {
                throw new UserError($"the bench lost the broker: {bench.Lost}");
            }
            if (waited.Elapsed > longest)
            {
                return false;
            }
        }
    }

    private void Take(Received received)
    {
        if (received.Topic == strange)
        {
            cameBack = true;
            return;
        }
        SparkplugTopic? topic = SparkplugTopic.Parse(received.Topic, out _);
        if (topic?.Group == order.Node.Settings.Group && topic.Node == order.Node.Settings.Node && !received.Retained && !topic.IsCommand)
        {
            model.Consume(received.Topic, received.Payload, received.Utc, received.Retained);
        }
    }

    private void Say(string what, ProofVerdict verdict, string found, Action<ProofPoint> say)
    {
        var point = new ProofPoint(what, verdict, found);
        points.Add(point);
        say(point);
    }

    private static object? ValueOf(EdgeNode node, string name) => node.Own.Metrics.FirstOrDefault(metric => metric.Name == name)?.Value;

    private static long MsOf(object value) => value is DateTime time
        ? new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds()
        : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static string Text(object? value) => value is null ? "missing" : ValueFormat.Text(value);
}
