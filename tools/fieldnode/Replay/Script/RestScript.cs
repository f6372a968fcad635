using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>Flash, and by name what no script can make: nothing is passed over in silence.</summary>
internal static class RestScript
{
    internal static void Write(ReplayScript script)
    {
        Flash(script);
        HashSet<string> known = [.. (script.Settings.Devices ?? []).Select(d => d.Name), .. (script.Settings.Sensors ?? []).Select(s => s.Device)];
        foreach (PlacedEvent one in script.Events.Where(e => e.Role == EventRole.Consequence && e.Why.Length == 0))
        {
            if (WhyNot(one.What) is { } why)
            {
                one.Becomes(EventRole.NotScripted, why);
            }
            else if (one.What.Kind is EventKind.SlaveFault or EventKind.SensorFault && !known.Contains(one.What.Name))
            {
                one.Becomes(EventRole.NotScripted, $"the node file has no device {one.What.Name}");
            }
        }
    }

    // It is met by the first write of the journal, some time after a link was lost.
    private static void Flash(ReplayScript script)
    {
        foreach (PlacedEvent one in script.Events.Where(e => e.What.Kind == EventKind.JournalFlash))
        {
            bool refuses = one.What.A == 0;
            long lostMs = one.Of.Events.LastOrDefault(e => e.What.Kind == EventKind.LinkDown && e.AtMs <= one.AtMs)?.AtMs ?? one.Of.PowerOnMs;
            one.Becomes(EventRole.Cause, refuses ? "the flash refuses segments of the journal" : "it takes them again");
            script.At(refuses ? lostMs : one.AtMs - 1000, one.Why, stage => stage.RefuseJournal(refuses));
        }
    }

    private static string? WhyNot(LoggedEvent one) => one.Kind switch
    {
        EventKind.StepFailed or EventKind.InternalFault or EventKind.Crashed or EventKind.SafeMode => "a fault of the program or of its memory: what made it is not in the ring",
        EventKind.SettingsBad or EventKind.BoardFileBad or EventKind.CertificateBad or EventKind.AccessPointOn => "files of the board: they are not in the ring",
        EventKind.EventsLost => "which events were lost is not in the ring",
        EventKind.UpdateBegun or EventKind.UpdateEnded or EventKind.TrialBegun or EventKind.TrialEnded or EventKind.OfferRefused => "the bundle is not in the ring",
        EventKind.CommandRefused or EventKind.CommandUnreadable or EventKind.WritePassed or EventKind.WriteNotDone => "what the host sent is not in the ring",
        EventKind.OutputFallback => "what wrote the output before is not in the ring",
        EventKind.BirthByOther or EventKind.BirthRetained or EventKind.EchoRefused => "what the broker had is not in the ring",
        _ => Enum.IsDefined(one.Kind) ? null : "this program does not know the event",
    };
}
