using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>Sensors of a bus. An event names the device, so all sensors of that device have the fault.</summary>
internal static class SensorScript
{
    private const long TogetherMs = 60_000;
    private const long HalfProbeMaxMs = 30_000;

    internal static void Write(ReplayScript script)
    {
        SensorSettings[] all = script.Settings.Sensors ?? [];
        foreach (string device in all.Select(sensor => sensor.Device).Distinct())
        {
            SensorSettings[] sensors = [.. all.Where(sensor => sensor.Device == device)];
            foreach (FieldRun run in script.Runs)
            {
                Of(script, run, device, sensors, [.. run.Events.Where(e => e.What.Name == device
                    && (e.What.Kind is EventKind.SensorFault or EventKind.DeviceDied or EventKind.DeviceBorn))]);
            }
        }
    }

    private static void Of(ReplayScript script, FieldRun run, string device, SensorSettings[] sensors, PlacedEvent[] events)
    {
        bool isDead = false;
        long periodMs = sensors.Max(sensor => sensor.PeriodMs);
        for (int i = 0; i < events.Length; i++)
        {
            PlacedEvent one = events[i];
            if (one.What.Kind == EventKind.DeviceBorn)
            {
                if (isDead)
                {
                    long failedMs = events[i - 1].AtMs;
                    script.At(one.AtMs - Math.Min((one.AtMs - failedMs) / 2, HalfProbeMaxMs), $"{device} measures again", stage => stage.Sensor(device, QualityReason.None));
                }
                isDead = false;
                continue;
            }
            var reason = (QualityReason)one.What.A;
            if (!ReplayStage.CanFail(sensors, reason))
            {
                one.Becomes(EventRole.NotScripted, "a simulated sensor of this kind does not do it");
                continue;
            }
            if (isDead)
            {
                continue;
            }
            long fromMs = Math.Max(one.AtMs - periodMs, run.PowerOnMs);
            bool dies = one.What.Kind == EventKind.DeviceDied
                || events.Skip(i + 1).Any(e => e.What.Kind == EventKind.DeviceDied && e.AtMs - one.AtMs < TogetherMs);
            one.Becomes(EventRole.Cause, dies ? "the fault begins here" : "one measurement has it");
            script.At(fromMs, $"{device}: {EventWords.ReasonOf(reason)}{(dies ? ", from now on" : ", once")}", stage => stage.Sensor(device, reason));
            isDead = dies;
            if (!dies)
            {
                script.At(one.AtMs + 1, "", stage => stage.Sensor(device, QualityReason.None));
            }
        }
    }
}
