using FieldNode.Field.Modbus;

namespace FieldNode.Field.Tests;

/// <summary>A reply after its time-out must never become the value of another tag.</summary>
public sealed class ModbusLateReplyTests
{
    private const int ReplyTimeoutMs = 100; // as Bus has it
    private const int Slaves = 2;

    // The other slave is asked so seldom that the late replies do not all fall into its turns, where they are foreign.
    private const int OtherPeriodMs = 1500;

    // Registers far apart, each asked for alone: their replies differ in nothing but the value, which tells whose it is.
    private static readonly int[] Addresses = [0, 50, 100];

    private static Bus TwoSlaves(int retries, int slowPeriodMs, int backoffMinMs = 1000)
    {
        var bus = new Bus(slaveCount: Slaves, retries: retries, change: options => options.BackoffMinMs = backoffMinMs);
        for (int slave = 1; slave <= Slaves; slave++)
        {
            foreach (int address in Addresses)
            {
                bus.Slave(slave).SetRegister(ModbusTable.Holding, address, 1000 * slave + address);
                bus.Point($"{slave}/{address}", new ModbusPoint { Address = address, PeriodMs = slave == 1 ? slowPeriodMs : OtherPeriodMs }, slave: slave);
            }
        }
        return bus;
    }

    private static void RunAndWatch(Bus bus, int ms)
    {
        for (int i = 0; i < ms; i += 5)
        {
            bus.Run(5);
            for (int slave = 1; slave <= Slaves; slave++)
            {
                foreach (int address in Addresses)
                {
                    string name = $"{slave}/{address}";
                    Assert.True(!bus.Tags.HasValue(bus.Tag(name)) || bus.Real(name) == 1000 * slave + address,
                        $"{name} got {bus.Real(name)} at {bus.Line.NowMs} ms");
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_the_delay_every_value_belongs_to_its_tag(int retries)
    {
        for (int delayMs = 80; delayMs <= 380; delayMs += 12)
        {
            Bus bus = TwoSlaves(retries, slowPeriodMs: 300).Seal();
            bus.Line.Delay = r => r[0] == 1 ? delayMs * 1000L : 2_000;
            RunAndWatch(bus, 6000);
            bus.Line.Delay = null;
            RunAndWatch(bus, 12000);
            Assert.True(bus.IsOnline(1) && bus.IsOnline(2), $"delay {delayMs}");
        }
    }

    [Fact]
    public void Delays_of_chance_around_the_time_out_never_mix_up_values()
    {
        Random random = Seeded.Random();
        Bus bus = TwoSlaves(retries: 2, slowPeriodMs: 200).Seal();
        bus.Line.Delay = r => r[0] == 1 ? random.Next(60, 240) * 1000L : 2_000;
        RunAndWatch(bus, 300_000);
        Assert.True(bus.IsOnline(2));
        Assert.True(bus.Counter("unit 1/Timeouts") > 10);
    }

    [Fact]
    public void A_slave_that_wakes_and_answers_all_that_it_was_asked_meanwhile_gives_no_wrong_value()
    {
        Bus bus = TwoSlaves(retries: 2, slowPeriodMs: 200).Seal();
        RunAndWatch(bus, 1000);
        for (int round = 0; round < 20; round++)
        {
            int from = bus.Line.Sent.Count;
            bus.Line.Disturb = reply => reply[0] == 1 ? null : reply;
            RunAndWatch(bus, 1700 + 631 * round);
            Assert.False(bus.IsOnline(1));
            bus.Line.Disturb = null;
            foreach (byte[] request in bus.Line.Sent.Skip(from).Where(r => r[0] == 1))
            {
                bus.Line.Inject(bus.Slave().Answer(request)!, delayUs: 5000);
            }
            RunAndWatch(bus, 70_000);
            Assert.True(bus.IsOnline(1) && bus.IsOnline(2), $"round {round}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Noise_that_looks_like_half_a_reply_does_not_shift_replies_to_the_next_request(int retries)
    {
        Bus bus = TwoSlaves(retries, slowPeriodMs: 50, backoffMinMs: 10).Seal();
        int replies = 0;
        bus.Line.Delay = r => r[0] == 1 ? 60_000 : 2_000;
        bus.Line.Disturb = reply =>
        {
            if (reply[0] == 1 && replies++ % 4 == 0)
            {
                bus.Line.Inject([1, 3, 2, 0x7F]); // and then 50 ms of silence, and the reply
            }
            return reply;
        };
        RunAndWatch(bus, 20_000);
        Assert.True(replies > 50, $"{replies} replies");
    }

    [Fact]
    public void An_echo_on_the_line_and_a_slave_that_takes_its_time_need_no_second_request()
    {
        Bus bus = TwoSlaves(retries: 2, slowPeriodMs: 200).Seal();
        bus.Line.Delay = _ => 50_000;
        bus.Line.Disturb = reply =>
        {
            bus.Line.Inject(bus.Line.Sent[^1], delayUs: 1000);
            return reply;
        };
        RunAndWatch(bus, 10_000);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
        Assert.Equal(0, bus.Counter("unit 1/Retries"));
    }

    [Fact]
    public void An_echo_that_is_a_whole_reply_by_its_CRC_is_no_value()
    {
        // Read 1 register at 688 of unit 4: 04 03 02 B0 00 01 85 E3. Its first seven bytes are a reply with the value 0xB000.
        var bus = new Bus(slaveCount: 4);
        bus.Slave(4).SetRegister(ModbusTable.Holding, 688, 7);
        bus.Point("a", new ModbusPoint { Address = 688, PeriodMs = 100 }, slave: 4).Seal();
        int echoes = 0;
        bus.Line.Disturb = reply =>
        {
            byte[] echo = bus.Line.Sent[^1];
            Assert.True(ModbusCrc.IsRight(echo, 0, 7), Convert.ToHexString(echo));
            bus.Line.Inject(echo, delayUs: 500);
            echoes++;
            return reply;
        };
        for (int i = 0; i < 2000; i++)
        {
            bus.Run(1);
            Assert.True(!bus.Tags.HasValue(bus.Tag("a")) || bus.Real("a") == 7, $"got {bus.Real("a")}");
        }
        Assert.True(bus.IsOnline(4) && echoes > 10);
    }

    [Fact]
    public void A_reply_that_comes_through_a_port_that_was_lost_and_opened_again_is_nobodys()
    {
        Bus bus = TwoSlaves(retries: 2, slowPeriodMs: 200).Seal();
        bus.Line.Delay = r => r[0] == 1 ? 80_000 : 2_000;
        RunAndWatch(bus, 2000);
        for (int round = 0; round < 30; round++)
        {
            RunAndWatch(bus, 3000 + 5 * round);
            bus.Line.Close(); // it can be opened again at once, and what is on the wire stays there
        }
        RunAndWatch(bus, 5000);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
    }

    [Fact]
    public void A_slave_that_was_given_up_is_asked_the_request_that_it_did_not_answer_until_it_answers()
    {
        Bus bus = TwoSlaves(retries: 0, slowPeriodMs: 200).Seal();
        RunAndWatch(bus, 1000);
        int from = bus.Line.Sent.Count;
        bus.Line.Disturb = reply => reply[0] == 1 ? null : reply;
        RunAndWatch(bus, 30_000);
        byte[][] probes = [.. bus.Line.Sent.Skip(from).Where(r => r[0] == 1)];
        Assert.InRange(probes.Length, 4, 6);
        Assert.All(probes, probe => Assert.Equal(probes[0], probe));
    }

    [Fact]
    public void A_slave_that_comes_back_in_the_middle_of_a_round_is_online_only_after_a_full_one()
    {
        Bus bus = TwoSlaves(retries: 0, slowPeriodMs: 200).Seal();
        bool muted = false;
        bus.Line.Disturb = reply => reply[0] == 1 && muted ? null : reply;
        RunAndWatch(bus, 1000);
        // The second request of a round is not answered.
        int asked = bus.Line.Sent.Count;
        while (bus.Line.Sent.Count == asked || bus.Line.Sent[^1] is not [1, 3, 0, 0, ..])
        {
            bus.Run(1);
        }
        muted = true;
        RunAndWatch(bus, 500);
        Assert.False(bus.IsOnline(1));
        muted = false;
        int from = bus.Line.Sent.Count;
        while (!bus.IsOnline(1))
        {
            bus.Run(1);
        }
        int[] addresses = [.. bus.Line.Sent.Skip(from).Where(r => r[0] == 1).Select(r => (r[2] << 8) | r[3])];
        Assert.Equal([50, 100, 0], addresses); // the round goes on from there: one that began anew each time might never end
    }

    [Fact]
    public void A_slave_that_is_asked_one_thing_only_needs_no_rest_after_a_lost_reply()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 7);
        bus.Point("a", new ModbusPoint { PeriodMs = 50 }).Seal().Run(500);
        int lost = 0;
        bus.Line.Disturb = reply => lost++ == 0 ? null : reply;
        int from = bus.Line.Sent.Count;
        bus.Run(1000);
        Assert.InRange(bus.Line.Sent.Count - from, (1000 - ReplyTimeoutMs) / 50 - 3, 1000 / 50 + 2);
    }
}
