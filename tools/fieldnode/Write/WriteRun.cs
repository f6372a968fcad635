using System.Globalization;
using FieldNode.Host;
using FieldNode.Sparkplug;
using EdgeNode = FieldNode.Host.EdgeNode;

namespace FieldNode.Cli;

/// <summary><c>fieldnode write</c>: births, the value that holds, the command, and what comes back.</summary>
internal sealed class WriteRun(LinkOptions link, WriteTarget target, string text, WriteOptions options, TextWriter output)
{
    private const long BirthsMs = 15_000;
    private const long AskEveryMs = 6_000;   // a FieldNode serves eight of these at once
    private const long DevicesMs = 4_000;    // they follow their node's birth

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly HostModel model = new(new HostOptions { JoinsLate = true });
    private long bornMs = -1;
    private bool isSent;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var host = new HostLink(link);
        await host.ConnectAsync(cancellation);
        await host.SubscribeAsync(target.Filters, cancellation);
        EdgeMetric metric = await FindAsync(host, cancellation);
        CheckWritable(metric);
        object value = WriteValue.Parse(text, metric);
        DateTime utc = DateTime.UtcNow;
        byte[] command = CommandWriter.Write(metric.Name, metric.Type, value, utc);
        var dialog = new WriteDialog(
            target, model.Find(target.Group, target.Node)!, metric, value, (ulong)new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds(), NowMs, options.TimeoutMs);
        Say($"{target}: {Shown(dialog.Old, metric.Unit)} → {Shown(value, metric.Unit)}");
        isSent = true;
        await host.PublishAsync(dialog.Topic, command, cancellation);
        while (dialog.Outcome == WriteOutcome.Waiting)
        {
            await HearAsync(host, message => dialog.Take(message, NowMs), cancellation);
            dialog.Passed(NowMs);
        }
        return Tell(dialog, metric);
    }

    private static long NowMs => Environment.TickCount64;

    private async Task<EdgeMetric> FindAsync(HostLink host, CancellationToken cancellation)
    {
        long startMs = NowMs;
        long askedMs = startMs - AskEveryMs;
        while (NowMs - startMs < BirthsMs && !(bornMs >= 0 && NowMs - bornMs > DevicesMs))
        {
            EdgeNode? node = model.Find(target.Group, target.Node);
            if (target.Find(node) is EdgeMetric metric)
            {
                return metric;
            }
            if (node is { Online: true } && target.DeviceOf(node) is { Online: true, Metrics.Count: > 0 })
            {
                break; // a device's birth has all its tags
            }
            if (bornMs < 0 && NowMs - askedMs >= AskEveryMs)
            {
                askedMs = NowMs;
                await host.PublishAsync(CommandWriter.NodeTopic(target.Group, target.Node), CommandWriter.Rebirth(DateTime.UtcNow), cancellation);
            }
            await HearAsync(host, _ => bornMs = bornMs < 0 && model.Find(target.Group, target.Node) is { WasBorn: true } ? NowMs : bornMs, cancellation);
        }
        string why = WhyNot();
        throw new UserError($"{target}: {why}{(why.EndsWith('?') ? "" : ".")} Nothing was sent");
    }

    private async Task HearAsync(HostLink host, Action<HostMessage> take, CancellationToken cancellation)
    {
        bool goesOn = await host.WaitAsync(Tick, cancellation);
        cancellation.ThrowIfCancellationRequested();
        while (host.TryTake(out Received received))
        {
            take(model.Consume(received.Topic, received.Payload, received.Utc, received.Retained));
        }
        if (!goesOn)
        {
            throw new UserError($"connection to {link.Host}:{link.Port} lost: {host.Lost}. {(isSent ? "Whether the value was written is not known: look with fieldnode watch" : "Nothing was sent")}");
        }
    }

    private string WhyNot()
    {
        EdgeNode? node = model.Find(target.Group, target.Node);
        if (node is not { WasBorn: true })
        {
            string topic = CommandWriter.NodeTopic(target.Group, target.Node);
            return node is { Counts.Data: > 0 }
                ? $"the node is online, and did not answer our request for its births within {BirthsMs / 1000} s. Look whether the broker lets us publish {topic}, and the node read it"
                : $"nothing was heard of node {target.Node} in group {target.Group} within {BirthsMs / 1000} s. Does it run, are the names right (upper and lower case count), and does the broker let us publish {topic}?";
        }
        if (!node.Online)
        {
            return "the node is offline";
        }
        EdgeDevice? device = target.DeviceOf(node);
        if (device is null)
        {
            return $"the node has no device {target.Path.Split('/')[0]}. It has: {Names(node.Devices.Select(d => d.Name!))}";
        }
        return device.Online
            ? $"device {device.Name} has no tag {target.Path[(device.Name!.Length + 1)..]}. It has: {Names(device.Metrics.Select(m => m.Name))}"
            : $"device {device.Name} is offline: it does not answer its node";
    }

    /// <summary>The nearest first, and not a screen full of them.</summary>
    private string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string word = target.Path.Split('/')[^1];
        string[] first = [.. all.OrderByDescending(name => name.Contains(word, StringComparison.OrdinalIgnoreCase) || target.Path.EndsWith(name, StringComparison.OrdinalIgnoreCase)).Take(20)];
        return all.Length == 0 ? "none" : string.Join(", ", first) + (all.Length > first.Length ? $" and {all.Length - first.Length} more" : "");
    }

    private void CheckWritable(EdgeMetric metric)
    {
        if (metric.Properties.Writable == false)
        {
            throw new UserError($"{target}: its birth says that it cannot be written. Nothing was sent");
        }
        bool isButton = metric is { Type: SparkplugType.Boolean }
            && (metric.Name.StartsWith("Node Control/", StringComparison.Ordinal) || metric.Name.StartsWith("Device Control/", StringComparison.Ordinal));
        if (isButton)
        {
            throw new UserError($"{target}: a button, no tag: no value comes back from it. For births: fieldnode watch --rebirth {target.Group}/{target.Node}", ExitStatus.Usage);
        }
    }

    private int Tell(WriteDialog dialog, EdgeMetric metric)
    {
        string held = dialog.Back is { } back ? $"{Shown(back.Value, metric.Unit)} ({QualityText.Of(back.Quality, back.Properties.Reason)})" : "";
        string seconds = (dialog.AfterMs / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        (string meaning, string toDo) = CommandWords.Of(dialog.Verdict);
        string holds = held.Length > 0 ? $"It holds {held}" : "What it holds did not come back";
        string words = dialog.Outcome switch
        {
            WriteOutcome.Written => $"{held} came back after {seconds} s",
            WriteOutcome.Refused => $"NOT WRITTEN: {meaning} (verdict {(int)dialog.Verdict}). {toDo}. {holds}",
            WriteOutcome.Differs when dialog.Verdict == CommandVerdict.Differs => $"NOT AS ASKED: {meaning} (verdict {(int)dialog.Verdict}). {toDo}. {holds}",
            WriteOutcome.Differs => $"NOT AS ASKED: {held} came back after {seconds} s. The node refused it, or the device limits or rounds it: look at {UsualCauses(metric)}",
            WriteOutcome.Died => "NOT KNOWN: the node or the device went offline before a value came back. Look with fieldnode watch what it holds when it is back",
            WriteOutcome.NotPassedOn => $"NOT KNOWN: the command did not come back from the broker, which drops it or does not let us read it. Let us publish {dialog.Topic} in its access list, and read it{(held.Length > 0 ? ". " + holds : "")}",
            _ => $"NOT KNOWN: nothing came back within {options.TimeoutMs / 1000} s, though the broker passed the command on. Look at {UsualCauses(metric)}; "
                + "at the device, if it is slow: --timeout",
        };
        if (options.Json)
        {
            output.WriteLine(MessageJson.Object(json =>
            {
                json.WriteString("tag", target.ToString());
                json.WriteString("type", metric.Type.ToString());
                json.WriteString("unit", metric.Unit);
                json.WritePropertyName("old");
                MessageJson.Value(json, dialog.Old);
                json.WritePropertyName("asked");
                MessageJson.Value(json, dialog.Asked);
                json.WritePropertyName("back");
                MessageJson.Value(json, dialog.Back?.Value);
                json.WriteString("quality", dialog.Back is { } last ? QualityText.Of(last.Quality, last.Properties.Reason) : null);
                json.WriteNumber("afterMs", dialog.AfterMs);
                json.WriteString("outcome", dialog.Outcome.ToString());
                json.WriteNumber("verdict", (int)dialog.Verdict);
                json.WriteString("words", words);
            }));
        }
        Say($"{target}: {words}");
        return dialog.Outcome == WriteOutcome.Written ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private string UsualCauses(EdgeMetric metric) =>
        $"the node's settings (sparkplug.mode readOnly lets nothing but rebirths through; writable of the tag; the key switch), and at the broker's access list: the node must read {(metric.Device is null ? "its NCMD" : "its DCMD")}";

    private void Say(string line)
    {
        if (!options.Json)
        {
            output.WriteLine(SafeText.Of(line));
            output.Flush();
        }
    }

    private static string Shown(object? value, string? unit) => ValueFormat.Text(value) + (string.IsNullOrEmpty(unit) ? "" : " " + unit);
}
