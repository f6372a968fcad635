using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Sparkplug.Tests;

/// <summary>A device that flaps: its birth is held for up to five minutes, while the other one goes on.</summary>
public sealed class EdgeNodeHeldTests
{
    private const string BoilerBirth = "spBv1.0/Plant/DBIRTH/N1/Boiler";
    private const string BoilerData = "spBv1.0/Plant/DDATA/N1/Boiler";

    [Fact]
    public void Five_minutes_of_a_held_device_beside_live_data_follow_its_birth_and_nothing_is_dropped()
    {
        Rig rig = new Rig(journalBytes: 16_384).Born();
        for (int holdS = 0; holdS < 300; holdS = holdS == 0 ? 5 : Math.Min(2 * holdS, 300))
        {
            Die(rig);
            Seconds(rig, holdS + 3, meter: true, boiler: false); // born again
        }

        Die(rig);
        rig.Broker.Clear();
        Seconds(rig, 290, meter: true, boiler: true);
        Assert.Empty(rig.Payloads(BoilerBirth)); // held
        Assert.Equal(0, rig.Edge.Journal.Dropped);
        Seconds(rig, 40, meter: true, boiler: false);
        Metric newest = rig.Payloads(BoilerBirth).Single().Metrics.Single(m => m.Name == "Temperature");
        float[] history = [.. rig.Payloads(BoilerData).SelectMany(p => p.Metrics).Where(m => m.Alias == newest.Alias && m.IsHistorical).Select(m => m.FloatValue)];
        Assert.Equal(Enumerable.Range(0, 289).Select(i => 1000f + i), history);
        Assert.Equal(1289f, newest.FloatValue);
        Assert.Equal((0, 0), (rig.Edge.Journal.Dropped, rig.Edge.Journal.Unheld));
        Assert.Equal(rig.Edge.Journal.Captured, rig.Edge.Journal.Confirmed + rig.Edge.Journal.Depth);
        Assert.InRange(rig.Edge.Journal.Depth, 0, 4);
    }

    private static void Die(Rig rig)
    {
        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
        rig.Step();
        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        rig.Step();
    }

    private static void Seconds(Rig rig, int count, bool meter, bool boiler)
    {
        for (int i = 0; i < count; i++)
        {
            rig.Tags.BeginSample(rig.Utc);
            if (meter)
            {
                rig.Tags.SetReal(rig.Power, rig.Now);
            }

            if (boiler)
            {
                rig.Tags.SetReal(rig.Temperature, 1000 + i);
            }

            rig.Step(100);
        }
    }
}
