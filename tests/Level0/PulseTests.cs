using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.Tags;

namespace FieldNode.Level0;

public sealed class PulseTests
{
    private readonly CuttingStore flash = new();

    [Fact]
    public void Pulses_add_up_and_make_a_rate()
    {
        var rig = new PulseRig(flash);
        long pulses = rig.Run(61_000, 100);
        Assert.InRange(rig.TotalNow, pulses - 10, pulses); // what came in the last second is not taken yet
        Assert.Equal(36_000 * 0.01, rig.Tags.GetReal(rig.Volume), 2.0); // 10 a second
        Assert.True(rig.Tags.IsDeviceOnline(1));
    }

    [Fact]
    public void Pulses_of_a_blind_time_are_counted_and_the_rate_is_their_mean()
    {
        var rig = new PulseRig(flash);
        rig.Run(30_000, 100);
        long before = rig.TotalNow;
        rig.Counter.Pulse(250); // 25 s of a TLS handshake
        rig.Blind(25_000);
        rig.Run(1000, 0);
        Assert.InRange(rig.TotalNow - before, 250, 260);
        Assert.InRange(rig.Tags.GetReal(rig.Volume), 250, 370);
    }

    [Fact]
    public void A_total_lives_on_over_a_restart_under_its_name()
    {
        var first = new PulseRig(flash);
        first.Run(5000, 10);
        first.Driver.Stop(first.NowMs);
        var second = new PulseRig(flash);
        second.Run(1000, 0);
        Assert.Equal(500, second.TotalNow);
        var renamed = new PulseRig(flash, name: "gas");
        renamed.Run(1000, 0);
        Assert.Equal(0, renamed.TotalNow);
    }

    [Fact]
    public void A_counter_that_begins_anew_adds_to_the_total_instead_of_taking_away()
    {
        var rig = new PulseRig(flash);
        rig.Run(2000, 10);
        long before = rig.TotalNow;
        rig.Counter.Begin();
        rig.Counter.Pulse(7);
        rig.Run(1100, 0);
        Assert.InRange(rig.TotalNow, before, before + 7);
        Assert.True(rig.TotalNow >= before);
    }

    [Fact]
    public void A_counter_that_is_not_to_be_had_is_bad_and_comes_back()
    {
        var rig = new PulseRig(flash);
        rig.Run(3000, 100);
        rig.Counter.IsTaken = true;
        rig.Run(2000, 0);
        Assert.Equal(QualityReason.PortLost, rig.Tags.ReasonOf(rig.Total));
        rig.Counter.IsTaken = false;
        rig.Run(2000, 0);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(rig.Total));
    }

    [Fact]
    public void A_host_may_set_the_total_after_a_meter_exchange_and_it_is_kept_at_once()
    {
        var rig = new PulseRig(flash);
        rig.Run(5000, 10);
        int writes = flash.Writes;
        Assert.Equal(WriteResult.Queued, rig.Driver.TryWrite(rig.Total, 123456, 123456));
        Assert.Equal(writes + 1, flash.Writes);
        rig.Run(100, 0);
        Assert.Equal(123456, rig.TotalNow);
        Assert.Equal(WriteResult.OutOfRange, rig.Driver.TryWrite(rig.Total, -1, -1));
        Assert.Equal(WriteResult.NotWritable, rig.Driver.TryWrite(rig.Volume, 1, 1));
        var after = new PulseRig(flash);
        after.Run(1000, 0);
        Assert.Equal(123456, after.TotalNow);
    }

    [Theory]
    [InlineData("Former")]
    [InlineData("Nothing")]
    [InlineData("Torn")]
    [InlineData("Whole")]
    public void A_cut_at_every_write_loses_no_more_than_the_bound_and_never_counts_twice(string remains)
    {
        flash.Remains = Enum.Parse<Remains>(remains);
        const int SaveEveryMs = 5000;
        const int PulseEveryMs = 20;
        // The write that is cut does not count, the one before it does: two periods, and the second in which pulses are taken.
        const long Bound = (2 * SaveEveryMs + 2000) / PulseEveryMs;
        long counted = 0; // what the meter would show if nothing had been lost in the last life
        long saved = 0;   // in the last write that ended
        int cuts = 0;
        for (int life = 0; life < 40; life++)
        {
            var rig = new PulseRig(flash, SaveEveryMs);
            rig.Run(10, 0);
            Assert.InRange(rig.TotalNow, Math.Max(saved, counted - Bound), counted + 1); // 1: a pulse of the cut's own 10 ms
            counted = rig.TotalNow;
            saved = rig.TotalNow;
            flash.CutAtWrite = flash.Writes + life % 7;
            try
            {
                while (true)
                {
                    int saves = rig.Keeper.Saves;
                    counted += rig.Run(10, PulseEveryMs);
                    saved = rig.Keeper.Saves > saves ? rig.TotalNow : saved;
                }
            }
            catch (PowerCut)
            {
                cuts++;
            }
        }

        Assert.Equal(40, cuts);
        Assert.True(saved > 30_000 / PulseEveryMs);
    }

    [Fact]
    public void A_cut_between_writes_loses_at_most_what_came_since_the_last_write()
    {
        Random random = Seeded.Random();
        long counted = 0;
        for (int life = 0; life < 50; life++)
        {
            var rig = new PulseRig(flash, 5000);
            rig.Run(10, 0);
            Assert.InRange(counted - rig.TotalNow, 0, 6000 / 20); // one period and one step of a second
            counted = rig.TotalNow + rig.Run(random.Next(10, 20_000), 20);
        }
    }

    [Fact]
    public void Many_pulses_are_written_before_the_period_is_over_but_not_more_often_than_once_a_second()
    {
        var rig = new PulseRig(flash, 60_000, 100);
        rig.Run(20_000, 5); // 200 a second
        Assert.InRange(rig.Keeper.Saves, 15, 20);
    }

    [Fact]
    public void A_total_that_does_not_change_is_not_written()
    {
        var rig = new PulseRig(flash, 5000);
        rig.Run(60_000, 0);
        Assert.Equal(0, flash.Writes);
    }

    [Fact]
    public void A_total_that_was_read_at_the_start_is_not_written_again()
    {
        var first = new PulseRig(flash, 5000);
        first.Run(5000, 10);
        first.Driver.Stop(first.NowMs);
        int writes = flash.Writes;
        new PulseRig(flash, 5000).Run(60_000, 0);
        Assert.Equal(writes, flash.Writes);
    }

    [Fact]
    public void A_total_that_a_host_sets_is_no_flow()
    {
        var rig = new PulseRig(flash);
        rig.Run(30_000, 100);
        Assert.Equal(WriteResult.Queued, rig.Driver.TryWrite(rig.Total, 1_000_000, 1_000_000));
        for (int s = 0; s < 30; s++)
        {
            rig.Run(1000, 100);
            Assert.InRange(rig.Tags.GetReal(rig.Volume), 300, 420); // 360 m³/h before and after
        }
    }

    [Fact]
    public void A_counter_that_was_lost_is_started_again_and_counts_on_from_nothing()
    {
        var rig = new PulseRig(flash);
        rig.Run(3000, 100);
        long before = rig.TotalNow;
        rig.Counter.IsTaken = true;
        rig.Run(2000, 0);
        rig.Counter.IsTaken = false;
        rig.Run(1500, 0);
        rig.Counter.Pulse(5);
        rig.Run(1100, 0);
        Assert.InRange(rig.TotalNow - before, 5, 6); // and not what it had counted before once more
        Assert.Equal(2, rig.Counter.Starts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    public void A_record_that_is_shorter_than_it_says_gives_no_totals(int count)
    {
        var input = new PulseInput(new PulseSpec { Counter = new Virtual.Sim.SimPulseCounter(), Name = "water" });
        var keeper = new TotalKeeper(new ShortStore(count), 2, 5000, 0);
        Assert.Equal(0, keeper.Load([input], 1));
        Assert.Equal(0, input.Total);
    }

    [Fact]
    public void The_power_fail_pin_makes_the_loss_one_step()
    {
        var rig = new PulseRig(flash, 60_000, 0, supplyPin: true);
        long pulses = rig.Run(30_000, 7);
        rig.Supply.Level = false;
        pulses += rig.Run(20, 7);
        var after = new PulseRig(flash, 60_000);
        after.Run(10, 0);
        Assert.InRange(after.TotalNow, pulses - 4, pulses);
        Assert.Equal(1, rig.Keeper.Saves); // once, although the pin stays
    }

    [Fact]
    public void A_power_fail_pin_whose_wire_is_broken_does_not_end_the_keeping_of_totals()
    {
        var rig = new PulseRig(flash, 5000, supplyPin: true);
        rig.Supply.Level = false;
        long pulses = rig.Run(60_000, 20);
        Assert.InRange(rig.Keeper.Saves, 9, 12);
        var after = new PulseRig(flash, 5000);
        after.Run(10, 0);
        Assert.InRange(after.TotalNow, pulses - 6000 / 20, pulses);
    }

    [Fact]
    public void A_full_store_is_counted_tried_again_and_the_total_goes_on()
    {
        var rig = new PulseRig(flash, 5000);
        flash.Full = true;
        long pulses = rig.Run(30_000, 20);
        Assert.InRange(rig.Keeper.SavesFailed, 3, 7);
        Assert.Equal(0, rig.Keeper.Saves);
        flash.Full = false;
        pulses += rig.Run(10_000, 20);
        Assert.True(rig.Keeper.Saves > 0);
        Assert.InRange(rig.TotalNow, pulses - 60, pulses);
    }

    [Fact]
    public void Two_inputs_with_one_name_are_refused()
    {
        var rig = new PulseRig(flash);
        Assert.Throws<ArgumentException>(
            () => rig.Driver.Add(new PulseInput(new PulseSpec { Counter = rig.Counter, Name = "water" })));
    }

    // Form 1, two totals, of which the record holds as much as it is told; its rest is what an earlier record left there.
    private sealed class ShortStore(int count) : ITotalStore
    {
        public int BytesMax => 64;

        public int Read(byte[] content)
        {
            Array.Fill(content, (byte)7);
            (content[0], content[1]) = (1, 2);
            BitConverter.TryWriteBytes(content.AsSpan(2), new PulseInput(new PulseSpec { Counter = new Virtual.Sim.SimPulseCounter(), Name = "water" }).Key);
            return count;
        }

        public bool Write(byte[] content, int written) => true;
    }
}
