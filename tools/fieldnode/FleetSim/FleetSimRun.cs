using System.Diagnostics;

namespace FieldNode.Cli.FleetSim;

/// <summary>A run, from the certificates to the last DISCONNECT.</summary>
internal sealed class FleetSimRun : IAsyncDisposable
{
    private const int PollMs = 50;
    private const int CalmMs = 2000; // behind the last birth, before rates are measured
    private const int TellEachMs = 10_000;
    private const int EndMs = 30_000;

    private readonly FleetSimOptions options;
    private readonly Action<string> tell;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly FleetSimCounts counts;
    private readonly FleetSimResult result;
    private readonly FleetSimCertificates? certificates;
    private readonly FleetSimBroker? broker;
    private readonly FleetSimHost host;
    private readonly FleetSimField field;
    private long toldMs;

    internal FleetSimRun(FleetSimOptions options, Action<string> tell)
    {
        this.options = options;
        this.tell = tell;
        counts = new FleetSimCounts(NowMs);
        result = new FleetSimResult { Nodes = options.Nodes, SpreadMs = options.ConnectDelayMaxMs };
        OpenFiles.Check(options.Nodes);
        if (options.Link is null)
        {
            string program = FleetSimBroker.Program(options.Mosquitto);
            certificates = new FleetSimCertificates();
            broker = FleetSimBroker.Create(certificates, program);
        }
        Link = options.Link ?? new LinkOptions
        {
            Host = "localhost", Port = broker!.Port, CaFile = certificates!.CaFile, CertificateFile = certificates.HostFile, KeyFile = certificates.HostKeyFile,
        };
        host = new FleetSimHost(Link);
        field = new FleetSimField(options, counts, NowMs);
    }

    /// <summary>How a host reaches the broker of the run.</summary>
    internal LinkOptions Link { get; }

    /// <summary>Runs it. What ends it early is told in the result.</summary>
    internal async Task<FleetSimResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (broker is not null)
            {
                await broker.StartAsync(cancellation);
                tell($"mosquitto takes connections; to look on: fieldnode fleet --host localhost --port {broker.Port} --ca {Link.CaFile} --cert {certificates!.In("desk.pem")} --key {certificates.In("desk.key")}");
            }
            await host.ConnectAsync(cancellation);
            bool restarts = broker is not null && options.Restarts;
            TimeSpan part = restarts ? options.Duration / 2 : options.Duration;
            await BeBornAsync(cancellation);
            await MeasureAsync(part, cancellation);
            if (restarts)
            {
                await RestartAsync(cancellation);
                await PassAsync(part, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            result.Broken = "it was ended before its time";
        }
        catch (TimeoutException e)
        {
            result.Broken = e.Message;
        }
        await EndAsync();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        field.Dispose();
        await host.DisposeAsync();
        broker?.Dispose();
        certificates?.Dispose();
    }

    private long NowMs() => clock.ElapsedMilliseconds;

    private async Task BeBornAsync(CancellationToken cancellation)
    {
        tell($"making {options.Nodes} nodes{(certificates is null ? "" : ", a key and a certificate for each")}");
        long memory = ProcessFigures.OfThis().MemoryBytes;
        field.Make(Link, certificates);
        ProcessFigures? before = broker?.Figures;
        tell($"starting them within {options.StartSpread.TotalSeconds:0.#} s of each other");
        long startMs = NowMs();
        field.Start();
        await UntilBornAsync("to be born", cancellation);
        long bornMs = NowMs();
        result.BornSeconds = (bornMs - startMs) / 1000.0;
        result.StartAttemptsBySecond = [.. counts.Attempts.Between(startMs, bornMs)];
        result.StartBirthsBySecond = [.. counts.Births.Between(startMs, bornMs)];
        GC.Collect();
        result.MemoryPerNodeKb = (ProcessFigures.OfThis().MemoryBytes - memory) / 1024.0 / options.Nodes;
        if (before is { } empty && broker?.Figures is { } full)
        {
            result.BrokerMemoryPerNodeKb = (full.MemoryBytes - empty.MemoryBytes) / 1024.0 / options.Nodes;
            result.BrokerMsPerConnect = (full.Cpu - empty.Cpu).TotalMilliseconds / options.Nodes;
        }
        tell($"all born after {result.BornSeconds:0.0} s, {counts.Attempts.Peak(startMs, bornMs)} connects in the busiest second");
    }

    /// <summary>Nothing happens but changes: that is when rates are measured.</summary>
    private async Task MeasureAsync(TimeSpan time, CancellationToken cancellation)
    {
        long endMs = NowMs() + (long)time.TotalMilliseconds;
        await PassAsync(TimeSpan.FromMilliseconds(Math.Min(CalmMs, time.TotalMilliseconds / 4)), cancellation);
        Mark from = Now();
        await PassAsync(TimeSpan.FromMilliseconds(Math.Max(endMs - NowMs(), 100)), cancellation);
        Mark to = Now();
        double seconds = (to.Ms - from.Ms) / 1000.0;
        long sent = to.Sent - from.Sent;
        result.PerSecond = (to.Heard - from.Heard) / seconds;
        result.SentPerSecond = sent / seconds;
        result.BytesPerMessage = sent == 0 ? 0 : (double)(to.Bytes - from.Bytes) / sent;
        result.PingsPerSecond = (to.Pings - from.Pings) / seconds;
        result.CpuPercent = (to.Own.Cpu - from.Own.Cpu).TotalSeconds / seconds * 100;
        result.BrokerCpuPercent = to.Broker is { } after && from.Broker is { } before ? (after.Cpu - before.Cpu).TotalSeconds / seconds * 100 : null;
        tell($"{result.PerSecond:0} messages a second");
    }

    private async Task RestartAsync(CancellationToken cancellation)
    {
        tell("killing the broker");
        long killMs = NowMs();
        long attempts = counts.Attempts.Sum(0, killMs);
        host.ExpectsEnd = true;
        broker!.Kill();
        await broker.StartAsync(cancellation);
        long backMs = NowMs();
        result.RestartSeconds = (backMs - killMs) / 1000.0;
        tell($"it takes connections again after {result.RestartSeconds:0.0} s");
        while (host.ExpectsEnd)
        {
            await PassAsync(TimeSpan.FromMilliseconds(PollMs), cancellation); // it still works off what came before the end
        }
        try
        {
            await UntilBornAsync("to be born again", cancellation);
        }
        finally
        {
            long bornMs = NowMs();
            (result.BornAgain, result.BirthsAsked) = host.Of(judge => (judge.Born, judge.BirthsMissed));
            result.BornAgainSeconds = (bornMs - backMs) / 1000.0;
            result.PeakConnects = counts.Attempts.Peak(killMs, bornMs);
            result.PeakWanted = counts.Wanted.Peak(killMs, bornMs);
            result.Attempts = counts.Attempts.Sum(0, bornMs) - attempts;
            result.AttemptsBySecond = [.. counts.Attempts.Between(killMs, bornMs)];
            result.WantedBySecond = [.. counts.Wanted.Between(killMs, bornMs)];
            result.BirthsBySecond = [.. counts.Births.Between(killMs, bornMs)];
        }
        tell($"all born again after {result.BornAgainSeconds:0.0} s, {result.PeakConnects} connects in the busiest second, {result.PeakWanted} wanted");
    }

    private async Task UntilBornAsync(string what, CancellationToken cancellation)
    {
        TimeSpan longest = options.BirthsLongest + TimeSpan.FromMilliseconds(options.ConnectDelayMaxMs);
        long endMs = NowMs() + (long)longest.TotalMilliseconds;
        while (true)
        {
            int born = host.Of(judge => judge.Born);
            if (result.RestartSeconds is null)
            {
                result.Born = born;
            }
            if (born >= options.Nodes)
            {
                return;
            }
            if (NowMs() > endMs)
            {
                throw new TimeoutException($"{options.Nodes - born} of {options.Nodes} nodes were not heard {what} in {longest.TotalSeconds:0} s{FaultWords()}");
            }
            await PassAsync(TimeSpan.FromMilliseconds(PollMs), cancellation);
        }
    }

    private async Task PassAsync(TimeSpan time, CancellationToken cancellation)
    {
        long endMs = NowMs() + (long)time.TotalMilliseconds;
        for (long restMs = endMs - NowMs(); restMs > 0; restMs = endMs - NowMs())
        {
            await Task.Delay((int)Math.Min(restMs, PollMs), cancellation);
            field.ThrowIfFailed();
            if (NowMs() - toldMs >= TellEachMs)
            {
                toldMs = NowMs();
                (int born, long messages, int gaps) = host.Of(judge => (judge.Born, judge.Messages, judge.SeqGaps));
                tell($"{born} of {options.Nodes} born, {counts.Connecting} connecting, {messages} messages heard, {counts.Published} sent, {gaps} gaps{FaultWords()}");
            }
        }
    }

    private async Task EndAsync()
    {
        tell("ending them: NDEATH and DISCONNECT each");
        field.Stop();
        long endMs = NowMs() + EndMs;
        while (field.Running > 0 && NowMs() < endMs)
        {
            await Task.Delay(PollMs, CancellationToken.None);
        }
        await Task.Delay(PollMs, CancellationToken.None); // the last words reach the host
        (result.Messages, result.SeqGaps, result.Wrong, result.FirstFault) = host.Of(judge => (judge.Messages, judge.SeqGaps, judge.Unborn + judge.Unreadable, judge.FirstFault));
        int neverSent = (int)host.Of(judge => judge.NeverSent(counts.Births.Sum(0, NowMs())));
        result.Wrong += neverSent;
        result.FirstFault ??= neverSent == 0 ? null : $"{neverSent} nodes spoke without a birth after the restart";
        result.HostLinkLost = host.Lost;
        result.Sent = counts.Published;
        result.Dropped = field.Dropped;
        result.StepFaults = counts.StepFaults;
        result.Faults = counts.Faults.ToDictionary(one => one.Fault.ToString(), one => one.Count);
    }

    private string FaultWords() => string.Concat(counts.Faults.Select(one => $", {one.Count} {one.Fault}"));

    private Mark Now() => new(NowMs(), host.Of(judge => judge.Messages), counts.Published, counts.Bytes, counts.Pings, ProcessFigures.OfThis(), broker?.Figures);

    private readonly record struct Mark(long Ms, long Heard, long Sent, long Bytes, long Pings, ProcessFigures Own, ProcessFigures? Broker);
}
