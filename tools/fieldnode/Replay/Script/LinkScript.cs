using FieldNode.Journal;
using FieldNode.Mqtt;

namespace FieldNode.Cli;

/// <summary>
/// The way to the broker. What the node met is in its events; when the way was free again is not, so it is taken to be half-way between the
/// last attempt that failed and the one that did not.
/// </summary>
internal static class LinkScript
{
    private const long PingTimeoutMs = 10_000; // MqttOptions
    private const long HalfGapMaxMs = 150_000; // half of the longest usual wait between two attempts
    private const int BreaksMax = 200;

    internal static void Write(ReplayScript script)
    {
        foreach (FieldRun run in script.Runs)
        {
            Of(script, run);
        }
    }

    private static void Of(ReplayScript script, FieldRun run)
    {
        PlacedEvent[] link = [.. run.Events.Where(e => e.What.Kind is EventKind.LinkUp or EventKind.LinkDown or EventKind.ConnectFailed or EventKind.TlsFailed
            or EventKind.NoNetwork)];
        long beginMs = run.HasStart ? run.PowerOnMs : script.BeginMs;
        script.At(beginMs, "", stage => stage.Wire.Meets(MqttFault.None, 0));
        if (link.Length > 0)
        {
            Begin(script, run, link[0], beginMs);
        }
        for (int i = 0; i < link.Length; i++)
        {
            PlacedEvent one = link[i];
            PlacedEvent? next = i + 1 < link.Length ? link[i + 1] : null;
            switch (one.What.Kind)
            {
                case EventKind.LinkDown:
                    Down(script, one, link.Take(i).LastOrDefault(e => e.What.Kind == EventKind.LinkDown)?.AtMs ?? beginMs);
                    Until(script, one, next);
                    break;
                case EventKind.ConnectFailed or EventKind.TlsFailed:
                    one.Becomes(EventRole.Cause, "attempts come to this");
                    Until(script, one, next);
                    break;
                case EventKind.NoNetwork:
                    one.Becomes(EventRole.Board, "the board has no network");
                    script.At(one.AtMs, one.Why, stage => stage.Wire.HasNetwork = false);
                    Until(script, one, next);
                    break;
            }
        }
    }

    private static void Begin(ReplayScript script, FieldRun run, PlacedEvent first, long beginMs)
    {
        if (first.What.Kind is EventKind.ConnectFailed or EventKind.TlsFailed)
        {
            script.At(beginMs, Words(first), stage => Meet(stage, first));
        }
        else if (first.What.Kind == EventKind.LinkUp && !run.HasStart)
        {
            script.At(beginMs, "the link is down; why is not in the ring", stage => stage.Wire.Meets(MqttFault.Unreachable, 0));
            script.At(first.AtMs - 5000, "the way to the broker is free", stage => stage.Wire.Meets(MqttFault.None, 0));
        }
    }

    // A record stands for several of them: the last has its time, the others lie between it and the one before.
    private static void Down(ReplayScript script, PlacedEvent one, long beforeMs)
    {
        var fault = (MqttFault)one.What.A;
        if (fault is MqttFault.ClosedByUs or MqttFault.NotOpen or MqttFault.Busy or MqttFault.None)
        {
            one.Becomes(EventRole.NotScripted, "the node ended the session itself, and why is not in the ring");
            return;
        }
        one.Becomes(EventRole.Cause, fault == MqttFault.NoPingResp ? "the link is half open" : "the connection fails with it");
        int times = Math.Clamp(one.What.Times, 1, BreaksMax);
        for (int i = times - 1; i >= 0; i--)
        {
            long atMs = one.AtMs - i * (one.AtMs - beforeMs) / times;
            if (fault == MqttFault.NoPingResp)
            {
                script.At(atMs - PingTimeoutMs - 500, "nothing comes back from the broker any more", stage => stage.Wire.FallsSilent());
            }
            else
            {
                script.At(atMs, $"the connection fails: {EventWords.FaultOf(one.What.A)}", stage => stage.Wire.Breaks(fault));
            }
        }
    }

    private static void Until(ReplayScript script, PlacedEvent one, PlacedEvent? next)
    {
        bool fails = one.What.Kind is not EventKind.LinkDown;
        switch (next?.What.Kind)
        {
            case EventKind.ConnectFailed or EventKind.TlsFailed:
                bool isSame = fails && next.What.Kind == one.What.Kind && next.What.A == one.What.A && next.What.B == one.What.B;
                if (!isSame)
                {
                    script.At(fails ? Between(one.AtMs, next.AtMs) : one.AtMs, Words(next), stage => Meet(stage, next));
                }
                break;
            case EventKind.LinkUp or EventKind.LinkDown when fails:
                script.At(Between(one.AtMs, next.AtMs), "the way to the broker is free", stage => stage.Wire.Meets(MqttFault.None, 0));
                break;
        }
    }

    private static void Meet(ReplayStage stage, PlacedEvent failed)
    {
        bool isTls = failed.What.Kind == EventKind.TlsFailed;
        stage.Wire.Meets((MqttFault)failed.What.A, isTls ? failed.What.B : 0);
    }

    private static string Words(PlacedEvent failed) => $"attempts to connect come to: {EventWords.FaultOf(failed.What.A)}";

    /// <summary>Half-way, but not longer before the later one than a wait between two attempts may be.</summary>
    private static long Between(long fromMs, long toMs) => toMs - Math.Min((toMs - fromMs) / 2, HalfGapMaxMs);
}
