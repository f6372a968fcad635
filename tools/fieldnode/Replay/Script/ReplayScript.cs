using FieldNode.Settings;

namespace FieldNode.Cli;

/// <summary>The script of a replay: what happens to the simulated node, and when.</summary>
internal sealed class ReplayScript
{
    private readonly List<Cue> cues = [];

    /// <param name="settings">The node file.</param>
    /// <param name="settingsCrcs">CRC-32 by which a node may know this file.</param>
    /// <param name="runs">Runs of the field, with the events that count.</param>
    internal ReplayScript(NodeSettings settings, IReadOnlyList<int> settingsCrcs, IReadOnlyList<FieldRun> runs) =>
        (Settings, SettingsCrcs, Runs) = (settings, settingsCrcs, runs);

    internal NodeSettings Settings { get; }

    internal IReadOnlyList<int> SettingsCrcs { get; }

    internal IReadOnlyList<FieldRun> Runs { get; }

    /// <summary>All events of the field that count, in the order of time.</summary>
    internal IEnumerable<PlacedEvent> Events => Runs.SelectMany(run => run.Events);

    /// <summary>In the order of time; what is planned for one time keeps its order.</summary>
    internal IReadOnlyList<Cue> Cues => [.. cues.OrderBy(cue => cue.AtMs)];

    /// <summary>When the board gets power for the first time: at a start that the ring has, or a while before its first event.</summary>
    internal long BeginMs => Runs[0].HasStart ? Runs[0].PowerOnMs : Runs[0].Events[0].AtMs - WarmUpMs;

    /// <summary>A run whose start is not there is begun so long before its first event, so that the node is up by then; ms.</summary>
    internal const long WarmUpMs = 120_000;

    /// <summary>When the node's certificate ends, by the ring; null: it says nothing of it.</summary>
    internal long? CertificateEndMs { get; set; }

    /// <summary>CRC of the node file of the run before the first; null: that of the first.</summary>
    internal int? FormerSettingsCrc { get; set; }

    /// <summary>Something happens at a time.</summary>
    internal void At(long ms, string words, Action<ReplayStage> act) => cues.Add(new Cue(Math.Max(ms, BeginMs), words, act));

    /// <summary>The script of a field's runs.</summary>
    internal static ReplayScript Of(NodeSettings settings, IReadOnlyList<int> settingsCrcs, IReadOnlyList<FieldRun> runs)
    {
        var script = new ReplayScript(settings, settingsCrcs, runs);
        PowerScript.Write(script);
        ClockScript.Write(script);
        LinkScript.Write(script);
        HostScript.Write(script);
        SlaveScript.Write(script);
        SensorScript.Write(script);
        RestScript.Write(script);
        return script;
    }

    /// <summary>Leaves out the cues that an event became, and counts it as scripted all the same; for tests of the comparison.</summary>
    internal void Drop(Func<Cue, bool> which) => cues.RemoveAll(cue => which(cue));
}
