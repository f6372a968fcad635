using FieldNode.Field.Modbus;

namespace FieldNode.Field.Tests;

public sealed class ModbusPaceTests
{
    [Fact]
    public void A_scan_that_is_begun_more_often_is_slowed_down_and_one_that_is_slower_by_itself_is_not()
    {
        Bus bus = Line();
        Assert.Equal((100, 5), Rounds(bus));
        bus.Master.Pace(1000, bus.Line.NowMs);
        Assert.Equal((10, 5), Rounds(bus));
        bus.Master.Pace(5000, bus.Line.NowMs);
        Assert.Equal((2, 2), Rounds(bus));
        bus.Master.Pace(0, bus.Line.NowMs);
        (int fast, int slow) = Rounds(bus);
        Assert.InRange(fast, 100, 101);
        Assert.InRange(slow, 5, 6);
    }

    [Fact]
    public void A_round_that_is_far_away_comes_within_the_new_period()
    {
        Bus bus = Line();
        bus.Master.Pace(3_600_000, bus.Line.NowMs);
        bus.Run(5000);
        int before = bus.Line.Sent.Count;
        bus.Master.Pace(300, bus.Line.NowMs);
        bus.Run(320);
        Assert.Equal(before + 1, bus.Line.Sent.Count);
    }

    [Fact]
    public void A_slave_that_was_given_up_is_found_again_by_its_own_back_off()
    {
        Bus bus = Line();
        bus.Slave().IsSilent = true;
        bus.Run(3000);
        Assert.False(bus.IsOnline());
        bus.Master.Pace(60_000, bus.Line.NowMs);
        bus.Slave().IsSilent = false;
        bus.Run(8000);
        Assert.True(bus.IsOnline());
    }

    [Fact]
    public void A_value_that_is_written_is_sent_and_read_back_at_once()
    {
        Bus bus = new Bus().Point("set", new ModbusPoint { Table = ModbusTable.Holding, Writable = true, PeriodMs = 100 }).Seal();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 0);
        bus.Run(1000);
        bus.Master.Pace(3_600_000, bus.Line.NowMs);
        bus.Run(1000);
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("set"), 7, 7));
        bus.Run(500);
        Assert.Equal(7, bus.Real("set"));
    }

    private static Bus Line()
    {
        Bus bus = new Bus(baud: 115200)
            .Point("fast", new ModbusPoint { Table = ModbusTable.Holding, Address = 0, PeriodMs = 100 })
            .Point("slow", new ModbusPoint { Table = ModbusTable.Input, Address = 0, PeriodMs = 2000 }).Seal();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 0);
        bus.Slave().SetRegister(ModbusTable.Input, 0, 0);
        bus.Run(1000);
        return bus;
    }

    // Rounds of the fast and of the slow scan within ten seconds.
    private static (int Fast, int Slow) Rounds(Bus bus)
    {
        int from = bus.Line.Sent.Count;
        bus.Run(10_000);
        return (bus.Line.Sent.Skip(from).Count(request => request[1] == 3), bus.Line.Sent.Skip(from).Count(request => request[1] == 4));
    }
}
