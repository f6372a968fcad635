using FieldNode.Field.Modbus;
using FieldNode.Field.Work;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using static FieldNode.Field.Tests.Bus;

namespace FieldNode.Field.Tests;

/// <summary>When the master asks, how long it waits, and that it needs no memory for it.</summary>
public sealed class ModbusTimeTests
{
    [Fact]
    public void The_next_request_waits_for_three_and_a_half_characters_of_silence_and_hardly_longer()
    {
        var bus = new Bus(baud: 9600);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 1);
        ModbusPoint fast = Holding(0);
        fast.PeriodMs = 1;
        bus.Line.TurnaroundUs = 5000;
        bus.Point("a", fast).Seal().Run(20_000);
        double ideal = bus.Line.CharactersUs(8 + 7 + 3.5) + 5000;
        double measured = 20_000_000.0 / (bus.Line.Sent.Count - 1);
        Assert.InRange(measured, ideal, ideal * 1.1);
    }

    [Fact]
    public void A_dead_slave_hardly_slows_a_living_one()
    {
        var bus = new Bus(slaveCount: 2);
        bus.Slave(1).IsSilent = true;
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 1);
        ModbusPoint a = Holding(0), b = Holding(0);
        (a.PeriodMs, b.PeriodMs) = (200, 200);
        bus.Point("a", a, slave: 1).Point("b", b, slave: 2).Seal().Run(20000);
        Assert.False(bus.IsOnline(1));
        Assert.True(bus.IsOnline(2));
        Assert.True(bus.Counter("unit 2/Requests") >= 90);
    }

    [Fact]
    public void A_slow_slave_keeps_its_time_out_and_the_other_its_pace()
    {
        var bus = new Bus(slaveCount: 2);
        bus.Slave(1).SetRegister(ModbusTable.Holding, 0, 1);
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 2);
        bus.Line.Delay = r => r[0] == 1 ? 90_000 : 2_000;
        ModbusPoint a = Holding(0), b = Holding(0);
        (a.PeriodMs, b.PeriodMs) = (500, 200);
        bus.Point("a", a, slave: 1).Point("b", b, slave: 2).Seal().Run(10000);
        Assert.True(bus.IsOnline(1) && bus.IsOnline(2));
        Assert.Equal(0, bus.Counter("unit 1/Timeouts"));
        Assert.True(bus.Counter("unit 2/Requests") >= 45);
    }

    [Fact]
    public void A_reply_that_lies_there_in_full_counts_although_the_clock_jumped_past_its_time_out()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        bus.Point("a", Holding(0)).Seal();
        while (bus.Line.Sent.Count == 0)
        {
            bus.Run(1);
        }

        bus.Line.Advance(12_000_000); // a TLS handshake froze everything for 12 s
        bus.Run(20);
        Assert.Equal(42, bus.Real("a"));
        Assert.Equal(0, bus.Counter("Timeouts"));
    }

    [Fact]
    public void Rounds_that_were_missed_while_the_clock_jumped_are_not_made_up_for()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        ModbusPoint point = Holding(0);
        point.PeriodMs = 100;
        bus.Point("a", point).Seal().Run(1000);
        bus.Line.Advance(60_000_000);
        int before = bus.Line.Sent.Count;
        bus.Run(1000);
        Assert.InRange(bus.Line.Sent.Count - before, 9, 12);
    }

    [Fact]
    public void Polls_keep_their_period_without_drift()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        ModbusPoint point = Holding(0);
        point.PeriodMs = 100;
        bus.Point("a", point).Seal().Run(60_000);
        Assert.InRange(bus.Line.Sent.Count, 598, 602);
    }

    [Fact]
    public void A_slave_that_was_away_longer_than_values_may_stand_still_comes_back_with_good_ones()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 42);
        bus.Point("a", Holding(0));
        var work = new TagWork(bus.Tags, 0, 1);
        work.WatchFrozen(bus.Tag("a"), 30_000, 0);
        bus.Seal();
        void Run(int s)
        {
            for (int i = 0; i < 2 * s; i++)
            {
                bus.Run(500);
                work.Step(bus.Line.NowMs, bus.Utc + bus.Line.NowMs);
            }
        }
        Run(10);
        bus.Slave().IsSilent = true;
        Run(120);
        Assert.False(bus.IsOnline());
        bus.Slave().IsSilent = false;
        for (int s = 0; s < 90 && !bus.IsOnline(); s++)
        {
            Run(1);
        }
        Assert.Equal((true, Quality.Good), (bus.IsOnline(), bus.Tags.QualityOf(bus.Tag("a"))));
        Run(25);
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("a")));
        Run(8);
        Assert.Equal(QualityReason.Frozen, bus.Tags.ReasonOf(bus.Tag("a")));
    }

    [Fact]
    public void A_line_that_is_never_silent_does_not_hang_the_master()
    {
        var bus = new Bus();
        bus.Point("a", Holding(0)).Seal();
        for (int i = 0; i < 3000; i++)
        {
            bus.Line.Inject([0x55, 0x55, 0x55]);
        }

        bus.Run(8000);
        Assert.False(bus.IsOnline());
        Assert.Empty(bus.Line.Sent);
        Assert.Equal(QualityReason.Damaged, bus.OfflineReason());
    }

    [Fact]
    public void Polling_allocates_nothing()
    {
        var line = new AnsweringLine();
        var tags = new TagTable(20, 2);
        int device = tags.AddDevice("d");
        var master = new ModbusMaster(line, tags, new ModbusLineOptions { Baud = 115200 });
        int slave = master.AddSlave(device, 1, 2);
        for (int i = 0; i < 10; i++)
        {
            int tag = tags.Add(device, new TagSpec { Name = "t" + i, DataType = DataType.Float });
            master.AddPoint(slave, new ModbusPoint { Tag = tag, Address = 2 * i, Type = RegisterType.Float, PeriodMs = 10 });
        }

        tags.Seal(true);
        master.Seal();
        long allocated = 0;
        for (int i = 0; i < 5000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            master.Step(i, i);
            allocated += i < 1000 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(line.Polls > 300 && tags.HasValue(9));
        Assert.Equal(0, allocated);
    }
}
