using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Sim;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual;

/// <summary>A node on this PC: settings, certificates, ports and the loop, until it is asked to end.</summary>
public static class NodeRunner
{
    /// <summary>Runs the node.</summary>
    /// <param name="settingsPath">The node file.</param>
    /// <param name="stateFolder">Folder for what outlives a restart; made if it is not there.</param>
    /// <param name="output">One line an event; never a secret. The node runs on if it takes none.</param>
    /// <param name="changes">Says what changed between two node files: the state folder and their CRC-32; null: nobody can.</param>
    /// <param name="cancellation">Asks for a clean end: NDEATH, then DISCONNECT.</param>
    /// <param name="turned">Called by the loop at each turn; null: nobody wants to know.</param>
    /// <returns>Exit status: 0 ended cleanly, 1 it could not start or broke down. A restart that a host asked for is none: the node starts anew.</returns>
    public static int Run(
        string settingsPath, string stateFolder, TextWriter output, CancellationToken cancellation,
        Func<string, int, int, IReadOnlyList<string>?>? changes = null, Action? turned = null)
    {
        var log = new LineLog(output);
        int? status;
        do
        {
            status = RunOnce(settingsPath, stateFolder, log, changes, turned, cancellation);
        }
        while (status is null);
        return status.Value;
    }

    /// <summary>From the node file to the end of the run, as from reset to reset. Null: start anew.</summary>
    private static int? RunOnce(
        string settingsPath, string stateFolder, LineLog log, Func<string, int, int, IReadOnlyList<string>?>? changes, Action? turned,
        CancellationToken cancellation)
    {
        SettingsResult read = SettingsFile.Read(settingsPath, checkFiles: true);
        if (read.Settings is not { } settings || read.Faults.Count > 0)
        {
            foreach (string line in new CheckReport(settingsPath, read).Lines)
            {
                log.Line(line, LogSeverity.Error);
            }

            return 1;
        }

        Warn(read.Warnings, log);
        try
        {
            using StateLock folderOfOurs = StateLock.Take(stateFolder);
            var start = new NodeStart(settings, settingsPath, stateFolder, log, cancellation) { Changes = changes, Power = new ProcessPower(turned) };
            int status = Run(start);
            return start.Power.Reason == Supervisor.RebootAsked ? null : status;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Line(e.Message, LogSeverity.Error);
            return 1;
        }
    }

    /// <summary>What an installer should know, once at each start.</summary>
    internal static void Warn(IEnumerable<SettingsWarning> warnings, LineLog log)
    {
        foreach (SettingsWarning warning in warnings)
        {
            log.Line(warning.ToString(), LogSeverity.Warning);
        }
    }

    /// <summary>Runs a node whose settings are read and whose state folder is locked.</summary>
    internal static int Run(NodeStart start)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(start.SettingsPath))!;
        string Full(string path) => Path.GetFullPath(path, folder);
        NodeSettings settings = start.Settings;
        BrokerSettings broker = settings.Broker;
        EventRing? ring = null;
        var clock = new SystemClock();
        try
        {
            var disk = new DiskFlashStore(start.StateFolder);
            var store = new StoreWatch(disk);
            byte[] file = start.File ?? RegularFile.ReadAllBytes(start.SettingsPath);
            int crc = Crc32.Of(file, 0, file.Length);
            int formerCrc = SettingsMark.Last(store);
            ring = Begin(store, crc, clock);
            new KeptNodeFiles(start.StateFolder).Keep(crc, file);
            TellChange(start, formerCrc, crc);
            using MqttIdentity identity = MqttIdentity.Load(Full(broker.CaFile), Full(broker.CertificateFile), Full(broker.KeyFile));
            OtherBrokerSettings[] others = settings.OtherBrokers ?? [];
            string?[] passwords = [.. others.Select(other => other.PasswordFile).Prepend(broker.PasswordFile).Select(file => file is null ? null : RegularFile.ReadAllText(Full(file)).TrimEnd('\r', '\n'))];
            MqttIdentity[] further = [.. others.Select(other =>
                MqttIdentity.Load(Full(other.CaFile ?? broker.CaFile), Full(broker.CertificateFile), Full(broker.KeyFile)))];
            using var wire = new MqttNetWire(new MqttNetOptions { Identity = identity, Further = further });
            SimBoard? board = settings.Board == SimBoard.Name
                ? new SimBoard(clock.NowMs, Path.Combine(start.StateFolder, SimInputs.FileName))
                : null;
            var facts = new NodeLogFacts
            {
                ClientId = broker.ClientId ?? $"{settings.Group}-{settings.Node}", StateFolder = start.StateFolder, StoreText = () => disk.LastFaultText,
                CertificateEndMs = identity.EndMs,
            };
            var log = new TextNodeLog(start.Log, wire, facts);
            VirtualPorts ports = start.Update is { } update
                ? new UpdatablePorts(wire, store, log, passwords, board, ring, update) { SettingsCrc = crc, CertificateEndMs = identity.EndMs, PortTexts = facts.Ports }
                : new VirtualPorts(wire, store, log, passwords, board, ring) { SettingsCrc = crc, CertificateEndMs = identity.EndMs, PortTexts = facts.Ports };
            return RunNode(start, ports, clock);
        }
        catch (MqttIdentityException e)
        {
            ring?.Add(EventKind.CertificateBad, 0, 0, Path.GetFileName(broker.CertificateFile), clock.NowMs(), BelievedUtcMs(clock));
            ring?.Close(clock.NowMs(), BelievedUtcMs(clock));
            start.Log.Line(e.Message, LogSeverity.Error);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            start.Log.Line(e.Message, LogSeverity.Error);
            return 1;
        }
    }

    /// <summary>The event ring of this run, with its start and, if the node file is another than the last time, that.</summary>
    private static EventRing Begin(IFlashStore store, int settingsCrc, SystemClock clock)
    {
        var ring = new EventRing(store);
        long utcMs = BelievedUtcMs(clock);
        ring.Start(ring.LastEnd, VirtualPorts.FirmwareVersion, clock.NowMs(), utcMs);
        SettingsMark.Check(store, settingsCrc, ring, clock.NowMs(), utcMs);
        return ring;
    }

    private static void TellChange(NodeStart start, int formerCrc, int crc)
    {
        if (formerCrc == 0 || formerCrc == crc)
        {
            return;
        }

        IReadOnlyList<string>? lines = start.Changes?.Invoke(start.StateFolder, formerCrc, crc);
        start.Log.Stamped("the node file is another than at the last run"
            + (lines is null ? $" (CRC {crc:x8}, it was {formerCrc:x8})" : lines.Count == 0 ? ": its layout only" : ":"));
        foreach (string line in lines ?? [])
        {
            start.Log.Stamped("  " + line);
        }
    }

    // No record bears a time that the node does not believe.
    private static long BelievedUtcMs(SystemClock clock)
    {
        var bounds = new SparkplugOptions();
        return new BelievedTime(bounds.ClockFloorMs, bounds.ClockCeilingMs).Of(clock.NowMs(), clock.UtcMs());
    }

    private static int RunNode(NodeStart start, VirtualPorts ports, SystemClock clock)
    {
        NodeSettings settings = start.Settings;
        LineLog log = start.Log;
        using (ports)
        {
            Node node = NodeBuilder.Build(settings, ports);
            var supervisor = new Supervisor(node, clock, start.Power);
            using CancellationTokenRegistration registration = start.End.Register(() =>
            {
                supervisor.Stop();
                clock.Wake();
            });
            log.Stamped($"node {settings.Group}/{settings.Node}: {node.Tags.Count} tags, broker {settings.Broker.Host}:{settings.Broker.Port}");
            bool isSound = supervisor.Run();
            if (isSound && !supervisor.IsRestarting)
            {
                log.Stamped("ended");
                return 0;
            }

            ports.Events.Add(EventKind.Restarting, start.Power.Reason, 0, (string?)null, clock.NowMs(), BelievedUtcMs(clock));
            ports.Events.Close(clock.NowMs(), BelievedUtcMs(clock));
            bool isAsked = start.Power.Reason == Supervisor.RebootAsked;
            log.Stamped(isAsked ? "restarting, as it was asked to" : $"given up: {Supervisor.FaultsMax} steps in a row failed ({supervisor.LastFault?.Message})",
                isAsked ? LogSeverity.Info : LogSeverity.Error);
            return 1;
        }
    }
}
