using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>What a demo run came to, and the one line that says so.</summary>
internal sealed record DemoOutcome
{
    internal long NBirth { get; init; }

    internal long DBirth { get; init; }

    internal long Data { get; init; }

    /// <summary>Rebirths that were asked for and came.</summary>
    internal int Rebirth { get; init; }

    internal int DecodeErrors { get; init; }

    internal int SeqGaps { get; init; }

    /// <summary>Statements of Sparkplug 3.0.0 that the node broke, as the broker saw it.</summary>
    internal int ConformanceFails { get; init; }

    /// <summary>The most that were seen at once; null where it cannot be counted.</summary>
    internal int? ListeningSockets { get; init; }

    /// <summary>Devices that were not born before the end; a fault only if there was time enough.</summary>
    internal IReadOnlyList<string> Unborn { get; init; } = [];

    /// <summary>What went wrong, the first first.</summary>
    internal IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What happened to the plant, and what the host saw of it.</summary>
    internal IReadOnlyList<StoryLine> Story { get; init; } = [];

    /// <summary>Somebody pressed Ctrl-C.</summary>
    internal bool IsInterrupted { get; init; }

    /// <summary>What had not come yet when somebody ended it: that is no fault of the node, and no ok either. Else null.</summary>
    internal string? EndedBefore { get; init; }

    internal bool IsOk => Reasons.Count == 0 && ConformanceFails == 0 && ListeningSockets == 0 && Data > 0 && Rebirth > 0;

    internal int ExitStatus => IsInterrupted ? Cli.ExitStatus.Interrupted : IsOk ? Cli.ExitStatus.Ok : Cli.ExitStatus.Wrong;

    internal string Line
    {
        get
        {
            string sockets = ListeningSockets?.ToString(CultureInfo.InvariantCulture) ?? "not_checked";
            string counts = string.Create(CultureInfo.InvariantCulture,
                $"demo: nbirth={NBirth} dbirth={DBirth} data={Data} rebirth={Rebirth} decode_errors={DecodeErrors} "
                + $"seq_gaps={SeqGaps} conformance_fails={ConformanceFails} node_listening_sockets={sockets}");
            return Reasons.Count > 0 ? $"{counts} failed: {string.Join("; ", Reasons)}"
                : IsInterrupted ? $"{counts} ended by Ctrl-C{(EndedBefore is null ? "" : " before " + EndedBefore)}"
                : EndedBefore is not null ? $"{counts} ended before {EndedBefore}"
                : IsOk ? counts + " ok"
                : counts;
        }
    }

    /// <summary>Puts together what the host saw with what only the demo knows.</summary>
    /// <param name="extraReasons">Troubles beside the host's findings.</param>
    /// <param name="stopped">Somebody ended it before the rebirth was asked for, so that what did not come may have had no time.</param>
    /// <param name="interrupted">By Ctrl-C, which reaches the node too: how it ended is none of its doing.</param>
    internal static DemoOutcome Of(
        HostModel model, EdgeNode? node, int? sockets, IEnumerable<string> extraReasons, bool stopped = false, bool interrupted = false)
    {
        var reasons = new List<string>(extraReasons);
        void Check(bool wrong, string reason)
        {
            if (wrong)
            {
                reasons.Add(reason);
            }
        }
        long data = node?.Counts.Data ?? 0;
        Check(!stopped && (node is null || !node.WasBorn), "no NBIRTH came");
        Check(!stopped && node is { WasBorn: true } && data == 0, "no data came");
        Check(!stopped && node is { WasBorn: true, Rebirths: 0 }, "the rebirth was not answered");
        Check(!interrupted && node is { WasBorn: true, Online: true }, "no NDEATH at the end");
        Check(sockets > 0, "the node listens");
        Finding? first = model.Findings.FirstOrDefault(finding => !finding.IsNote && !finding.IsOfHost);
        Check(first is not null, $"{model.Faults} finding(s), the first: {first}");
        return new DemoOutcome
        {
            NBirth = node?.Counts[MessageType.NBirth] ?? 0,
            DBirth = node?.Counts[MessageType.DBirth] ?? 0,
            Data = data,
            Rebirth = node?.Rebirths ?? 0,
            DecodeErrors = model.DecodeErrors,
            SeqGaps = model.SeqGaps,
            ListeningSockets = sockets,
            Reasons = reasons,
            IsInterrupted = interrupted,
            EndedBefore = !stopped ? null : node is not { WasBorn: true } ? "the first birth" : data == 0 ? "the first data" : node.Rebirths == 0 ? "the rebirth" : null,
        };
    }
}
