using System.Globalization;
using System.Text.Json;

namespace FieldNode.Cli.FleetSim;

/// <summary>What a run came to. Times in seconds, as people read them.</summary>
internal sealed record FleetSimResult
{
    internal required int Nodes { get; init; }

    /// <summary>What nodes delay their first attempt by at most; 0: as they usually are.</summary>
    internal int SpreadMs { get; init; }

    /// <summary>Nodes whose birth the host heard at the start.</summary>
    internal int Born { get; set; }

    internal double BornSeconds { get; set; }

    /// <summary>Messages that the host heard.</summary>
    internal long Messages { get; set; }

    internal long Sent { get; set; }

    /// <summary>By the host's count, while nothing happened but changes.</summary>
    internal double PerSecond { get; set; }

    internal double SentPerSecond { get; set; }

    internal double BytesPerMessage { get; set; }

    internal double PingsPerSecond { get; set; }

    internal int SeqGaps { get; set; }

    /// <summary>Data of nodes that were not born to the host, and what was no Sparkplug.</summary>
    internal int Wrong { get; set; }

    internal string? FirstFault { get; set; }

    /// <summary>How often the host's own link was lost while the broker went on: then it has not heard everything.</summary>
    internal int HostLinkLost { get; set; }

    /// <summary>From the broker's end until it took connections again; null: it was not restarted.</summary>
    internal double? RestartSeconds { get; set; }

    internal int BornAgain { get; set; }

    /// <summary>Nodes whose birth passed before the host had subscribed again, so that it had to ask for it.</summary>
    internal int BirthsAsked { get; set; }

    /// <summary>From the time when it took connections again until the host had heard the last birth.</summary>
    internal double BornAgainSeconds { get; set; }

    internal int PeakConnects { get; set; }

    internal int PeakWanted { get; set; }

    internal long Attempts { get; set; }

    /// <summary>From the broker's end on, by second.</summary>
    internal IReadOnlyList<int> AttemptsBySecond { get; set; } = [];

    internal IReadOnlyList<int> WantedBySecond { get; set; } = [];

    internal IReadOnlyList<int> BirthsBySecond { get; set; } = [];

    /// <summary>The same from the start on.</summary>
    internal IReadOnlyList<int> StartAttemptsBySecond { get; set; } = [];

    internal IReadOnlyList<int> StartBirthsBySecond { get; set; } = [];

    internal double MemoryPerNodeKb { get; set; }

    internal double? BrokerMemoryPerNodeKb { get; set; }

    /// <summary>Share of one core, while nothing happened but changes.</summary>
    internal double? BrokerCpuPercent { get; set; }

    internal double CpuPercent { get; set; }

    /// <summary>What a connect and its births cost the broker, from the storm at the start.</summary>
    internal double? BrokerMsPerConnect { get; set; }

    /// <summary>Metrics that the nodes' journals gave up: what their ledgers name as lost.</summary>
    internal long Dropped { get; set; }

    internal long StepFaults { get; set; }

    internal IReadOnlyDictionary<string, int> Faults { get; set; } = new Dictionary<string, int>();

    /// <summary>Why the run ended before its time, or null.</summary>
    internal string? Broken { get; set; }

    internal bool IsOk => Broken is null && Born == Nodes && SeqGaps == 0 && Wrong == 0 && StepFaults == 0 && HostLinkLost == 0 && (RestartSeconds is null || BornAgain == Nodes);

    /// <summary>The last line of a run.</summary>
    internal string Line => string.Create(CultureInfo.InvariantCulture,
        $"fleet-sim: nodes={Nodes} born={Born} born_s={BornSeconds:0.0} messages={Messages} per_second={PerSecond:0} seq_gaps={SeqGaps}")
        + (RestartSeconds is not double restart ? "" : string.Create(CultureInfo.InvariantCulture,
            $" restart_s={restart:0.0} born_again={BornAgain} born_again_s={BornAgainSeconds:0.0} peak_connects_per_s={PeakConnects}{(BirthsAsked == 0 ? "" : $" births_asked={BirthsAsked}")}"))
        + string.Create(CultureInfo.InvariantCulture, $" dropped={Dropped} memory_per_node_kb={MemoryPerNodeKb:0} {(IsOk ? "ok" : "NOT ok")}");

    /// <summary>The same for scripts, and what stands behind it.</summary>
    internal string ToJson() => JsonSerializer.Serialize(new
    {
        nodes = Nodes, spreadMs = SpreadMs, born = Born, bornSeconds = BornSeconds, messages = Messages, sent = Sent, perSecond = PerSecond, sentPerSecond = SentPerSecond, bytesPerMessage = BytesPerMessage,
        pingsPerSecond = PingsPerSecond, seqGaps = SeqGaps, wrong = Wrong, firstFault = FirstFault, hostLinkLost = HostLinkLost, restartSeconds = RestartSeconds, bornAgain = BornAgain, birthsAsked = BirthsAsked, bornAgainSeconds = BornAgainSeconds,
        peakConnectsPerSecond = PeakConnects, peakWantedPerSecond = PeakWanted, attempts = Attempts, attemptsBySecond = AttemptsBySecond, wantedBySecond = WantedBySecond,
        birthsBySecond = BirthsBySecond, startAttemptsBySecond = StartAttemptsBySecond, startBirthsBySecond = StartBirthsBySecond, memoryPerNodeKb = MemoryPerNodeKb,
        brokerMemoryPerNodeKb = BrokerMemoryPerNodeKb, brokerCpuPercent = BrokerCpuPercent, brokerMsPerConnect = BrokerMsPerConnect, cpuPercent = CpuPercent, dropped = Dropped,
        stepFaults = StepFaults, faults = Faults, broken = Broken, ok = IsOk,
    });
}
