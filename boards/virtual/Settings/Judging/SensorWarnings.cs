using FieldNode.Field;
using FieldNode.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Virtual.Settings;

/// <summary>Sensors that are asked more often than they measure, and two tags or two sensors that are one input.</summary>
internal static class SensorWarnings
{
    private const int MeasureMaxMs = 60_000;

    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        SensorSettings[] sensors = settings.Sensors ?? [];
        for (int s = 0; s < sensors.Length; s++)
        {
            int measureMs = MeasureMs(sensors[s]);
            if (measureMs > sensors[s].PeriodMs)
            {
                yield return new SettingsWarning($"sensors[{s}].periodMs", $"{sensors[s].PeriodMs} ms, but {sensors[s].Name} ({sensors[s].Kind}) takes {measureMs} ms to measure",
                    $"{measureMs} or more: it gives no values faster");
            }

            for (int t = 0; t < sensors[s].Tags.Length; t++)
            {
                if (SameValue(sensors[s], t) is int first)
                {
                    yield return new SettingsWarning($"sensors[{s}].tags[{t}].name", $"{sensors[s].Tags[t].Name} reads what tags[{first}] ({sensors[s].Tags[first].Name}) reads",
                        "remove one of them, or correct its input");
                }
            }

            if (SamePart(sensors, s) is int other)
            {
                yield return new SettingsWarning($"sensors[{s}].bus", $"{sensors[s].Name} is the part of sensors[{other}] ({sensors[other].Name}): {sensors[s].Bus} tells them apart by nothing",
                    sensors[s].Kind == "ds18b20" ? "write the rom of each" : "give it a bus of its own, or remove one");
            }
        }
    }

    /// <summary>
    /// How long a measurement takes, in ms: the node's own driver measures once more after its first time, on a simulated part and in
    /// virtual time.
    /// </summary>
    internal static int MeasureMs(SensorSettings sensor)
    {
        SensorKind kind = SensorKinds.Find(sensor.Kind);
        if (kind.MeasureMs > 0)
        {
            return kind.MeasureMs; // it measures by itself
        }

        if (sensor.Kind == "register")
        {
            return sensor.Register.WaitMs == 0 ? 0 : sensor.Register.WaitMs + 1; // no simulated part knows its commands
        }

        long nowMs = 0;
        var board = new SimBoard(() => nowMs);
        SensorSpec spec = SensorSpecs.Of(sensor);
        (spec.Bus, spec.Address, spec.Rom) = ("b", 0, null); // the simulated part is at the usual address
        ISensor part = board.CreateSensors([new BusSettings { Name = "b", Kind = kind.Bus, Port = "1" }]).Create(spec);
        long startMs = 0;
        int done = 0;
        while (nowMs - startMs <= MeasureMaxMs)
        {
            int waitMs = part.Step(nowMs);
            if (waitMs == SensorStep.Failed)
            {
                throw new InvalidOperationException($"the simulated {sensor.Kind} failed: {part.Fault}");
            }

            if (waitMs == SensorStep.Done && ++done == 2)
            {
                return (int)(nowMs - startMs);
            }

            startMs = waitMs == SensorStep.Done ? nowMs : startMs;
            nowMs += waitMs;
        }

        throw new InvalidOperationException($"the simulated {sensor.Kind} did not measure");
    }

    private static int? SameValue(SensorSettings sensor, int index)
    {
        SensorTagSettings tag = sensor.Tags[index];
        for (int i = 0; i < index; i++)
        {
            SensorTagSettings other = sensor.Tags[i];
            bool isSame = sensor.Kind == "register"
                ? (other.At, other.Width, other.Shift, other.Bits, other.Signed, other.LittleEndian) == (tag.At, tag.Width, tag.Shift, tag.Bits, tag.Signed, tag.LittleEndian)
                : other.Value == tag.Value;
            if (isSame)
            {
                return i;
            }
        }

        return null;
    }

    // On I2C the address tells parts apart, and two of one address are a fault.
    private static int? SamePart(SensorSettings[] sensors, int index)
    {
        SensorSettings sensor = sensors[index];
        for (int i = 0; i < index && SensorKinds.Find(sensor.Kind).Bus != "i2c"; i++)
        {
            bool isTold = sensor.Kind == "ds18b20" && sensor.Rom is not null && sensors[i].Rom is not null && !Texts.EqualsIgnoreCase(sensor.Rom, sensors[i].Rom);
            if (sensors[i].Bus == sensor.Bus && !isTold)
            {
                return i;
            }
        }

        return null;
    }
}
