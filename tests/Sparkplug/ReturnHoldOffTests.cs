using FieldNode.Host.Protobuf;
using FieldNode.Tags;

namespace FieldNode.Sparkplug.Tests;

/// <summary>A device that comes and goes: few births of it, and the others go on.</summary>
public sealed class ReturnHoldOffTests
{
    private const string Birth = "spBv1.0/Plant/DBIRTH/N1/Boiler";
    private const string Death = "spBv1.0/Plant/DDEATH/N1/Boiler";

    [Fact]
    public void The_first_return_is_told_at_once()
    {
        var rig = new Rig().Born();
        Die(rig);
        rig.Step(2);
        Return(rig);
        rig.Step(2);
        Assert.Equal(2, rig.Topics.Count(t => t == Birth));
    }

    [Fact]
    public void Waits_grow_from_5_s_to_300_s_and_end_with_10_min_of_life()
    {
        var off = new ReturnHoldOff(2);
        long now = 1000;
        foreach (int wait in (int[])[0, 5000, 10000, 20000, 40000, 80000, 160000, 300000, 300000])
        {
            off.OnDeath(1, now);
            Assert.Equal(wait, off.LeftMs(1, now));
            now += wait;
            Assert.Equal(0, off.LeftMs(1, now));
            now += 599_999;
        }

        off.OnDeath(1, now + 1);
        Assert.Equal(0, off.LeftMs(1, now + 1));
        Assert.Equal(0, off.LeftMs(0, now));
    }

    [Fact]
    public void Sixteen_returns_in_five_minutes_are_few_births_and_the_meter_goes_on()
    {
        var rig = new Rig().Born();
        int meterData = 0;
        for (int i = 0; i < 16; i++)
        {
            Die(rig);
            rig.Step(100, 100);
            Return(rig);
            rig.Tags.BeginSample(rig.Utc);
            rig.Tags.SetReal(rig.Power, i);
            meterData++;
            rig.Step(100, 100);
        }

        int births = rig.Topics.Count(t => t == Birth) - 1;
        Assert.InRange(births, 4, 6); // 0, 5, 10, 20, 40, 80, 160 s after its deaths
        Assert.InRange(rig.Topics.Count(t => t == Death) - births, 0, 1);
        Assert.Equal(meterData, rig.Topics.Count(t => t == "spBv1.0/Plant/DDATA/N1/Meter"));
        rig.Step(100, 3000);
        Assert.Equal(Birth, rig.Topics.Last(t => t.EndsWith("Boiler", StringComparison.Ordinal))); // what holds in the end is told
    }

    [Fact]
    public void A_host_that_asks_for_a_rebirth_after_each_birth_of_a_flapping_device_is_always_served()
    {
        var rig = new Rig().Born();
        for (int i = 0; i < 16; i++)
        {
            Die(rig);
            rig.Step(20, 100);
            int before = rig.Topics.Count(t => t == Birth);
            Return(rig);
            rig.Step(20, 100);
            if (rig.Topics.Count(t => t == Birth) > before)
            {
                rig.AskRebirth();
            }
        }

        Assert.True(rig.Edge.RebirthsAsked >= 4);
        Assert.Equal((0, rig.Edge.RebirthsAsked + 1), (rig.Edge.RebirthsRefused, rig.Edge.NodeBirths));
    }

    [Fact]
    public void A_device_that_waits_is_not_born_in_a_rebirth_either_and_takes_no_commands()
    {
        var rig = new Rig().Born();
        Flap(rig);
        int births = rig.Topics.Count(t => t == Birth);
        rig.AskRebirth();
        Assert.Equal((2, births), (rig.Edge.NodeBirths, rig.Topics.Count(t => t == Birth)));
        rig.Command("spBv1.0/Plant/DCMD/N1/Boiler", new Metric { Name = "Setpoint", FloatValue = 1 });
        Assert.Equal(CommandVerdict.Away, Assert.Single(rig.Refused).Why);
    }

    [Fact]
    public void The_loop_sleeps_until_the_wait_is_over_and_not_longer()
    {
        var rig = new Rig().Born();
        Flap(rig);
        int sleepMs = rig.Edge.Step(rig.Now, rig.Utc);
        Assert.InRange(sleepMs, 4000, 5000);
        int births = rig.Topics.Count(t => t == Birth);
        rig.Edge.Step(rig.Now + sleepMs - 1, rig.Utc);
        Assert.Equal(births, rig.Topics.Count(t => t == Birth));
        rig.Edge.Step(rig.Now + sleepMs, rig.Utc);
        rig.Step(2);
        Assert.Equal(births + 1, rig.Topics.Count(t => t == Birth));
    }

    [Fact]
    public void For_hosts_that_drop_it_a_return_is_a_rebirth_of_the_node_and_a_first_birth_is_not()
    {
        var rig = new Rig(options: new SparkplugOptions { Group = "Plant", Node = "N1", ReturnIsRebirth = true });
        rig.Tags.SetDeviceState(rig.Meter, true, QualityReason.None);
        rig.Step(10);
        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        rig.Step(2);
        Assert.Equal(1, rig.Edge.NodeBirths);
        Die(rig);
        rig.Step(2);
        rig.Broker.Messages.Clear();
        Return(rig);
        rig.Step(20);
        Assert.Equal(["spBv1.0/Plant/NBIRTH/N1", Birth, "spBv1.0/Plant/DBIRTH/N1/Meter"], rig.Topics);
        Assert.Equal([0UL, 1UL, 2UL], rig.Topics.SelectMany(rig.Payloads).Select(p => p.Seq));
    }

    // Back for the second time, and waiting.
    private static void Flap(Rig rig)
    {
        for (int i = 0; i < 2; i++)
        {
            Die(rig);
            rig.Step(2);
            Return(rig);
            rig.Step(2);
        }
    }

    private static void Die(Rig rig) => rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);

    private static void Return(Rig rig) => rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
}
