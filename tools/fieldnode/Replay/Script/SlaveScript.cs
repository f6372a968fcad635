using FieldNode.Field.Modbus;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>
/// Modbus slaves. One that was given up has its fault from the request that failed first until half-way between the last that failed and the one that was
/// answered; a fault of one that was not given up is that of one reply.
/// </summary>
internal static class SlaveScript
{
    private const long TogetherMs = 60_000;
    private const long HalfProbeMaxMs = 30_000;     // half of the longest wait between two probes of a slave, and of a port
    private const long HalfPortProbeMaxMs = 15_000;
    private const long BirthMs = 5000;
    private const int FaultsMax = 500;
    private const long BusyMs = 4000; // one that says that it is busy is asked again for 3 s before that counts as a fault
    private const long BusyLateMs = 1500; // the run asks it a little later or earlier than the field did

    internal static void Write(ReplayScript script)
    {
        foreach (DeviceSettings device in script.Settings.Devices ?? [])
        {
            LineSettings line = script.Settings.Lines.First(one => one.Name == device.Line);
            bool isDead = false;
            foreach (FieldRun run in script.Runs)
            {
                PlacedEvent[] events = [.. run.Events.Where(e => e.What.Name == device.Name
                    && (e.What.Kind is EventKind.SlaveFault or EventKind.DeviceDied or EventKind.DeviceBorn))];
                isDead = new Walk(script, run, device, line, events).Go(isDead);
            }
        }
    }

    /// <summary>One slave through one run.</summary>
    private sealed class Walk(ReplayScript script, FieldRun run, DeviceSettings device, LineSettings line, PlacedEvent[] events)
    {
        private readonly Dictionary<int, long> lastMs = [];
        private bool isPortLost;

        private long BeginMs => run.HasStart ? run.PowerOnMs : script.BeginMs;

        internal bool Go(bool isDead)
        {
            isDead = Begin(isDead);
            for (int i = 0; i < events.Length; i++)
            {
                PlacedEvent one = events[i];
                switch (one.What.Kind)
                {
                    case EventKind.DeviceDied:
                        Dies(one, i, isDead);
                        isDead = true;
                        break;
                    case EventKind.DeviceBorn when isDead:
                        isDead = false;
                        long failedMs = i > 0 ? events[i - 1].AtMs : BeginMs;
                        script.At(one.AtMs - Math.Min((one.AtMs - failedMs) / 2, isPortLost ? HalfPortProbeMaxMs : HalfProbeMaxMs), $"{device.Name} answers again", stage => stage.Slave(device, ModbusFault.None));
                        break;
                    case EventKind.SlaveFault when !isDead && !LeadsToDeath(i):
                        Single(one);
                        break;
                }
                lastMs[one.What.A] = one.AtMs;
            }
            return isDead;
        }

        // At a start a slave that is there is born without a fault; one that fails first is not there. A ring that begins later begins with what it ended.
        private bool Begin(bool isDead)
        {
            if (events.Length == 0)
            {
                return isDead && !run.HasStart;
            }
            EventKind first = events[0].What.Kind;
            bool begins = first == EventKind.SlaveFault && events.TakeWhile(e => e.What.Kind == EventKind.SlaveFault).Count() < events.Length
                && events.First(e => e.What.Kind != EventKind.SlaveFault).What.Kind == EventKind.DeviceBorn;
            bool never = run.HasStart && events.All(e => e.What.Kind == EventKind.SlaveFault) && events[0].AtMs - BeginMs < TogetherMs;
            bool isDeadNow = begins || never || (!run.HasStart && first == EventKind.DeviceBorn && !IsOfAll(events[0]));
            var fault = first == EventKind.SlaveFault ? (ModbusFault)events[0].What.A : ModbusFault.Timeout;
            if (isDeadNow)
            {
                isPortLost = fault == ModbusFault.PortLost;
                script.At(BeginMs, isDead ? "" : $"{device.Name} has a fault from the start: {EventWords.SlaveFaultOf(fault)}", stage => stage.Slave(device, fault));
                events[0].Becomes(first == EventKind.SlaveFault ? EventRole.Cause : EventRole.Consequence, "it is not there from the start");
            }
            else if (isDead)
            {
                script.At(BeginMs, $"{device.Name} answers again", stage => stage.Slave(device, ModbusFault.None));
            }
            return isDeadNow;
        }

        // A birth with those of all others, since the session began or a host asked for them.
        private bool IsOfAll(PlacedEvent born) => run.Events.Any(e => born.AtMs - e.AtMs is >= 0 and <= BirthMs
            && (e.What.Kind == EventKind.LinkUp || (e.What.Kind == EventKind.RebirthAsked && (e.What.Name.Length == 0 || e.What.Name == device.Name))));

        private void Dies(PlacedEvent died, int index, bool isDead)
        {
            PlacedEvent? first = events.Take(index).Reverse().TakeWhile(e => e.What.Kind == EventKind.SlaveFault && died.AtMs - e.AtMs < TogetherMs).LastOrDefault();
            ModbusFault fault = first is not null && (QualityReason)died.What.A != QualityReason.PortLost ? (ModbusFault)first.What.A : OfReason((QualityReason)died.What.A);
            long askedMs = (first?.AtMs ?? died.AtMs - device.Retries * line.ReplyTimeoutMs) - (fault is ModbusFault.PortLost ? 1 : line.ReplyTimeoutMs + 5);
            died.Becomes(EventRole.Cause, first is null ? "reckoned back from where it was given up" : "from the first request that failed");
            first?.Becomes(EventRole.Cause, "the fault begins here");
            isPortLost = fault == ModbusFault.PortLost;
            if (!isDead)
            {
                script.At(askedMs, $"{device.Name}: {EventWords.SlaveFaultOf(fault)}, from now on", stage => stage.Slave(device, fault));
            }
        }

        private bool LeadsToDeath(int index) => events.Skip(index).SkipWhile(e => e.What.Kind == EventKind.SlaveFault).FirstOrDefault() is { } next
            && next.What.Kind == EventKind.DeviceDied && next.AtMs - events[index].AtMs < TogetherMs;

        private void Single(PlacedEvent one)
        {
            var fault = (ModbusFault)one.What.A;
            if (fault is ModbusFault.WrongEcho or ModbusFault.NoSilence)
            {
                one.Becomes(EventRole.NotScripted, "a simulated line does not do it");
                return;
            }
            if (fault is ModbusFault.Acknowledge or ModbusFault.DeviceBusy)
            {
                one.Becomes(EventRole.Cause, "the slave is busy until then");
                bool goesOn = lastMs.TryGetValue(one.What.A, out long toldMs) && one.AtMs - toldMs < TogetherMs;
                script.At(goesOn ? toldMs + BusyLateMs + 1 : one.AtMs - BusyMs, $"{device.Name}: {EventWords.SlaveFaultOf(fault)}, for a while", stage => stage.Slave(device, fault));
                script.At(one.AtMs + BusyLateMs, "", stage => stage.Slave(device, ModbusFault.None));
                return;
            }
            int times = Math.Clamp(one.What.Times, 1, FaultsMax);
            long beforeMs = Math.Max(lastMs.GetValueOrDefault(one.What.A, BeginMs), one.AtMs - 3_600_000);
            one.Becomes(EventRole.Cause, times == 1 ? "one reply has it" : $"{times} replies have it, evenly");
            for (int i = times - 1; i >= 0; i--)
            {
                long atMs = one.AtMs - i * (one.AtMs - beforeMs) / times - line.ReplyTimeoutMs - 5;
                script.At(atMs, i == 0 ? $"{device.Name}: {EventWords.SlaveFaultOf(fault)}, {(times == 1 ? "once" : $"{times} times until here")}" : "", stage => stage.SlaveOnce(device, fault));
            }
        }

        private static ModbusFault OfReason(QualityReason reason) => reason switch
        {
            QualityReason.PortLost => ModbusFault.PortLost,
            QualityReason.Damaged => ModbusFault.CrcError,
            QualityReason.Refused => ModbusFault.IllegalAddress,
            QualityReason.DeviceFailure => ModbusFault.DeviceFailure,
            _ => ModbusFault.Timeout,
        };
    }
}
