using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>Runs the shipped node through a script, in virtual time.</summary>
internal sealed class ReplayRun
{
    private const long AfterFaultsMs = 1500;

    private readonly ReplayScript script;
    private readonly ReplayStage stage;
    private readonly long[] cueTimesMs; // in virtual time
    private readonly Action<TimeSpan>? progress;
    private long toldMs;

    /// <param name="script">What happens.</param>
    /// <param name="seed">Of what the ring does not tell: how values move.</param>
    /// <param name="progress">Told of the virtual time now and then; null: nobody listens.</param>
    internal ReplayRun(ReplayScript script, int seed, Action<TimeSpan>? progress = null)
    {
        this.script = script;
        this.progress = progress;
        stage = new ReplayStage(script, seed);
        IReadOnlyList<Cue> cues = script.Cues;
        cueTimesMs = [.. cues.Select(cue => cue.AtMs - script.BeginMs)];
        foreach (Cue cue in cues)
        {
            if (cue.AtMs <= script.BeginMs)
            {
                cue.Act(stage);
            }
            else
            {
                stage.Node.Clock.At(cue.AtMs - script.BeginMs, () => cue.Act(stage));
            }
        }
        stage.Node.Stepped = OnStepped;
    }

    /// <summary>What the node told.</summary>
    internal IReadOnlyList<RunEvent> Told => stage.Told;

    internal QualityWatch Quality { get; } = new();

    /// <summary>Virtual time that passed.</summary>
    internal TimeSpan Took => TimeSpan.FromMilliseconds(stage.Node.Clock.NowMs);

    /// <summary>Runs until a time on the axis of the replay, ms since 1970 UTC.</summary>
    internal void Run(long untilMs, CancellationToken cancellation)
    {
        SimNode node = stage.Node;
        long endUs = (untilMs - script.BeginMs) * 1000;
        while (node.Clock.NowUs < endUs)
        {
            cancellation.ThrowIfCancellationRequested();
            if (stage.Restarts)
            {
                stage.Restart();
            }
            else if (node.IsRunning)
            {
                RunWhileOn(Math.Min(endUs, node.Clock.NowUs + 60_000_000));
            }
            else
            {
                Wait(endUs);
            }
        }
        if (node.IsRunning)
        {
            stage.End();
        }
    }

    private void RunWhileOn(long endUs)
    {
        stage.Node.RunWhileOn(endUs);
        if (!stage.Node.IsRunning && stage.Node.RebootReason is { } reason)
        {
            stage.Node.Clock.Advance(AfterFaultsMs * 1000);
            stage.Start((RunEnd)reason, "");
        }
        if (progress is not null && stage.Node.Clock.NowMs - toldMs >= 600_000)
        {
            toldMs = stage.Node.Clock.NowMs;
            progress(Took);
        }
    }

    // Without power nothing happens but what the script has next.
    private void Wait(long endUs)
    {
        SimClock clock = stage.Node.Clock;
        Quality.LooksOff(stage.NowMs);
        int at = Array.BinarySearch(cueTimesMs, clock.NowMs + 1);
        at = at < 0 ? ~at : at;
        long nextUs = at < cueTimesMs.Length ? cueTimesMs[at] * 1000 : endUs;
        clock.Advance(Math.Max(1, Math.Min(nextUs, endUs) - clock.NowUs));
    }

    private void OnStepped() => Quality.Look(stage.Node.Node.Tags, stage.NowMs);
}
