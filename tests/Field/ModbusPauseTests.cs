using FieldNode.Field.Modbus;
using FieldNode.Tags;
using static FieldNode.Field.Tests.Bus;

namespace FieldNode.Field.Tests;

/// <summary>Slaves that want a pause before a request, pause within a reply, or are busy.</summary>
public sealed class ModbusPauseTests
{
    // A slave with four requests in a round that hears nothing for a while after its last reply.
    private static Bus Deaf(int deafMs, int pauseMs = 0, int retries = 2, bool isDeafAnew = false)
    {
        var bus = new Bus(retries: retries, pauseMs: pauseMs, change: o => o.ReplyTimeoutMs = 300);
        for (int i = 0; i < 4; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, 50 * i, 100 + i);
            bus.Point("t" + i, Holding(50 * i));
        }
        long hearsUs = 0;
        bus.Line.Disturb = reply =>
        {
            bool hears = bus.Line.NowUs >= hearsUs;
            if (hears || isDeafAnew)
            {
                hearsUs = bus.Line.NowUs + (long)bus.Line.CharactersUs(8 + reply.Length) + bus.Line.TurnaroundUs + deafMs * 1000L;
            }
            return hears ? reply : null;
        };
        return bus.Seal();
    }

    [Theory]
    [InlineData(25)]
    [InlineData(100)]
    [InlineData(850)]
    public void A_slave_that_wants_a_pause_and_has_it_by_its_settings_never_misses_a_request(int deafMs)
    {
        Bus bus = Deaf(deafMs, pauseMs: deafMs + 10).Run(60_000);
        Assert.True(bus.IsOnline());
        Assert.Equal(0, bus.Counter("Timeouts"));
        Assert.True(bus.Counter("Requests") > (deafMs < 800 ? 200 : 60), $"{bus.Counter("Requests")} requests");
    }

    [Theory]
    [InlineData(25, 0)]
    [InlineData(25, 2)]
    [InlineData(100, 0)]
    [InlineData(100, 2)]
    [InlineData(400, 0)]
    [InlineData(400, 2)]
    [InlineData(850, 0)]
    [InlineData(850, 2)]
    public void A_slave_that_wants_a_pause_of_which_the_settings_know_nothing_is_born_and_stays(int deafMs, int retries)
    {
        Bus bus = Deaf(deafMs, retries: retries).Run(120_000);
        Assert.True(bus.IsOnline());
        Assert.Equal([100, 101, 102, 103], Enumerable.Range(0, 4).Select(i => (int)bus.Real("t" + i)));
        long spells = bus.Counter("Offline spells"), requests = bus.Counter("Requests"), timeouts = bus.Counter("Timeouts");
        bus.Run(60_000);
        Assert.Equal(spells, bus.Counter("Offline spells"));
        Assert.InRange(bus.Counter("Timeouts") - timeouts, 0, (bus.Counter("Requests") - requests) / 10);
    }

    [Fact]
    public void A_slave_whose_deafness_begins_anew_with_each_request_is_born_and_stays()
    {
        Bus bus = Deaf(500, isDeafAnew: true).Run(120_000);
        Assert.True(bus.IsOnline());
        long spells = bus.Counter("Offline spells");
        bus.Run(60_000);
        Assert.Equal(spells, bus.Counter("Offline spells"));
    }

    [Fact]
    public void A_slave_that_answers_only_its_probes_is_born_all_the_same()
    {
        // 3 s: longer than any pause that is found out, and each request costs it its life.
        Bus bus = Deaf(3000, retries: 0);
        bool wasBorn = false;
        for (int i = 0; i < 120 && !wasBorn; i++)
        {
            bus.Run(1000);
            wasBorn = bus.IsOnline();
        }
        Assert.True(wasBorn);
    }

    [Fact]
    public void A_time_of_noise_does_not_slow_a_slave_down_for_ever()
    {
        Bus bus = Deaf(0).Run(5000);
        Random random = Seeded.Random();
        bus.Line.Disturb = reply => random.Next(3) == 0 ? reply : null;
        bus.Run(300_000);
        bus.Line.Disturb = null;
        bus.Run(600_000);
        int before = bus.Line.Sent.Count;
        bus.Run(10_000);
        Assert.InRange(bus.Line.Sent.Count - before, 38, 44); // four a second
    }

    [Fact]
    public void While_a_slave_has_its_pause_others_have_the_line()
    {
        var bus = new Bus(slaveCount: 2, pauseMs: 800, pauseOf2Ms: 0);
        for (int slave = 1; slave <= 2; slave++)
        {
            bus.Slave(slave).SetRegister(ModbusTable.Holding, 0, slave);
            bus.Slave(slave).SetRegister(ModbusTable.Holding, 50, slave);
        }
        bus.Point("a", new ModbusPoint { PeriodMs = 50 }).Point("a50", new ModbusPoint { Address = 50, PeriodMs = 200 })
            .Point("b", new ModbusPoint { PeriodMs = 50 }, slave: 2).Seal();
        bus.Run(10_000);
        Assert.InRange(bus.Counter("unit 1/Requests"), 11, 14);
        Assert.True(bus.Counter("unit 2/Requests") > 180);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2)); // also the scan that is due less often has its turn
    }

    [Fact]
    public void A_pause_of_the_line_is_before_every_request()
    {
        var bus = new Bus(slaveCount: 2, change: o => o.PauseMs = 60);
        for (int slave = 1; slave <= 2; slave++)
        {
            bus.Slave(slave).SetRegister(ModbusTable.Holding, 0, slave);
            bus.Point("t" + slave, new ModbusPoint { PeriodMs = 50 }, slave: slave);
        }
        bus.Seal().Run(10_000);
        double each = bus.Line.CharactersUs(15) / 1000 + bus.Line.TurnaroundUs / 1000.0 + 60;
        Assert.InRange(bus.Line.Sent.Count, 10_000 / each * 0.95, 10_000 / each * 1.02);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public void A_slave_that_pauses_within_a_reply_is_read(int gapMs)
    {
        var bus = new Bus(change: o => (o.GapMs, o.MergeGap) = (gapMs + 10, 8));
        for (int i = 0; i < 60; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, i);
            bus.Point("t" + i, Holding(i));
        }
        bus.Line.PieceBytes = 32;
        bus.Line.PieceGapUs = gapMs * 1000L;
        bus.Seal().Run(20_000);
        Assert.True(bus.IsOnline());
        Assert.Equal((0, 0), (bus.Counter("Timeouts"), bus.Counter("Retries")));
        Assert.Equal(59, bus.Real("t59"));
    }

    [Fact]
    public void By_default_a_reply_may_pause_for_nearly_100_ms()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 9);
        bus.Line.PieceBytes = 3;
        bus.Line.PieceGapUs = 95_000;
        bus.Point("a", Holding(0)).Seal().Run(10_000);
        Assert.Equal(9, bus.Real("a"));
        Assert.Equal((0, 0), (bus.Counter("Timeouts"), bus.Counter("Retries")));
    }

    [Fact]
    public void A_reply_that_began_in_time_and_never_ends_does_not_hold_the_line_for_ever()
    {
        var bus = new Bus(slaveCount: 2, retries: 0);
        bus.Slave(1).SetRegister(ModbusTable.Holding, 0, 1);
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 2);
        bus.Point("a", Holding(0)).Point("b", Holding(0), slave: 2).Seal();
        bus.Line.PieceBytes = 1;
        bus.Line.PieceGapUs = 90_000;
        bus.Line.Disturb = reply => reply[0] == 1 ? [0x55, .. new byte[200]] : reply[..];
        bus.Run(200);
        bus.Line.PieceBytes = 0;
        bus.Run(60_000);
        Assert.False(bus.IsOnline(1));
        Assert.True(bus.IsOnline(2));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void A_slave_that_is_busy_is_asked_again_within_the_round_and_its_tags_stay_good(int code)
    {
        var bus = new Bus(slaveCount: 2);
        bus.Slave(1).SetRegister(ModbusTable.Holding, 0, 1);
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 2);
        bus.Point("a", Holding(0)).Point("b", new ModbusPoint { PeriodMs = 50 }, slave: 2).Seal().Run(1100);
        bus.Slave(1).Failure = (byte)code;
        int others = (int)bus.Counter("unit 2/Requests");
        bus.Run(2000);
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("a")));
        Assert.InRange(bus.Counter("unit 1/Exceptions"), 3, 6);
        Assert.True(bus.Counter("unit 2/Requests") - others > 35);
        bus.Slave(1).Failure = 0;
        bus.Slave(1).SetRegister(ModbusTable.Holding, 0, 3);
        bus.Run(1700);
        Assert.Equal(3, bus.Real("a"));
        bus.Slave(1).Failure = (byte)code;
        bus.Run(5000);
        Assert.Equal(QualityReason.DeviceFailure, bus.Tags.ReasonOf(bus.Tag("a")));
        Assert.True(bus.IsOnline(1));
        bus.Slave(1).Failure = 0;
        bus.Run(1100);
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("a")));
    }

    [Fact]
    public void A_write_to_a_slave_that_is_busy_is_sent_again_and_taken()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 1);
        bus.Point("a", new ModbusPoint { Writable = true }).Seal().Run(300);
        bus.Slave().Failure = 6;
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("a"), 7, 7));
        bus.Run(120);
        Assert.True(bus.Counter("Exceptions") > 0);
        bus.Slave().Failure = 0;
        bus.Run(1000);
        Assert.Equal(7, bus.Slave().Register(ModbusTable.Holding, 0));
        Assert.Equal(7, bus.Real("a"));
    }

    [Fact]
    public void A_unit_above_247_is_behind_a_gateway()
    {
        var tags = new TagTable(4, 2);
        int device = tags.AddDevice("d");
        Assert.Throws<ArgumentException>(() => new ModbusMaster(new AnsweringLine(), tags, new ModbusLineOptions()).AddSlave(device, 248, 0));
        var behind = new ModbusMaster(new AnsweringLine(), tags, new ModbusLineOptions { IsGateway = true });
        Assert.Equal(0, behind.AddSlave(device, 255, 0));
        Assert.Throws<ArgumentException>(() => behind.AddSlave(device, 256, 0));
    }
}
