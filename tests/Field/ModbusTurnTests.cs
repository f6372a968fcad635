using FieldNode.Field.Modbus;
using static FieldNode.Field.Tests.Bus;

namespace FieldNode.Field.Tests;

/// <summary>Whose turn it is: scans and writes, slaves that rest and those that do not.</summary>
public sealed class ModbusTurnTests
{
    private static Bus TwoSlaves(int pauseMs = 0, int timeoutMs = 100)
    {
        var bus = new Bus(slaveCount: 2, pauseMs: pauseMs, pauseOf2Ms: 0, change: o => o.ReplyTimeoutMs = timeoutMs);
        for (int slave = 1; slave <= 2; slave++)
        {
            bus.Slave(slave).SetRegister(ModbusTable.Holding, 0, 0);
            bus.Slave(slave).SetRegister(ModbusTable.Holding, 50, 0);
            bus.Point("set" + slave, new ModbusPoint { Writable = true }, slave: slave).Point("pv" + slave, Holding(50), slave: slave);
        }
        return bus;
    }

    [Fact]
    public void A_host_that_writes_without_end_does_not_starve_the_reads()
    {
        Bus bus = TwoSlaves().Seal().Run(1500);
        int value = 0, written = 0;
        int from = bus.Line.Sent.Count;
        for (int i = 0; i < 3000; i++)
        {
            written += bus.Master.TryWrite(bus.Tag("set1"), value++ % 100, value % 100) == WriteResult.Queued ? 1 : 0;
            if (i % 50 == 0)
            {
                bus.Slave(2).SetRegister(ModbusTable.Holding, 50, i);
            }
            bus.Run(20);
            Assert.True(i < 100 || bus.Real("pv2") > i - 110, $"pv2 is {bus.Real("pv2")} at {i}");
        }
        Assert.True(written > 500, $"{written} written");
        byte[][] sent = [.. bus.Line.Sent.Skip(from)];
        Assert.True(sent.Count(r => r[1] == 6) > 400);
        Assert.True(sent.Count(r => r[0] == 2) > 100);
    }

    [Fact]
    public void Between_two_writes_one_scan_that_is_due_has_its_turn()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 0);
        bus.Slave().SetRegister(ModbusTable.Holding, 50, 0);
        bus.Point("set", new ModbusPoint { Writable = true, PeriodMs = 100_000 }).Point("pv", new ModbusPoint { Address = 50, PeriodMs = 1 }).Seal().Run(500);
        int from = bus.Line.Sent.Count;
        for (int i = 0; i < 100; i++)
        {
            bus.Master.TryWrite(bus.Tag("set"), i, i);
            bus.Run(30);
        }
        int scansSince = 1;
        foreach (byte[] request in bus.Line.Sent.Skip(from))
        {
            Assert.True(request[1] != 6 || scansSince > 0);
            scansSince = request[1] == 6 ? 0 : request[3] == 50 ? scansSince + 1 : scansSince;
        }
    }

    [Fact]
    public void The_scans_of_others_during_a_slaves_pause_do_not_take_its_own_turn_between_two_writes()
    {
        Bus bus = TwoSlaves(pauseMs: 900).Seal().Run(3000);
        for (int i = 0; i < 3000; i++)
        {
            bus.Slave(1).SetRegister(ModbusTable.Holding, 50, i);
            bus.Master.TryWrite(bus.Tag("set1"), i % 100, i % 100);
            bus.Run(20);
            int value = (int)bus.Real("pv1");
            Assert.True(i < 300 || value > i - 300, $"pv1 is {value} at {i}: {(i - value) * 20} ms old"); // scan, write, read-back of one slave, each with its pause, twice over
        }
        int written = bus.Line.Sent.Count(r => r is [1, 6, ..]);
        Assert.True(written > 12, $"{written} written");
    }

    [Fact]
    public void A_read_back_that_waits_for_a_slave_that_rests_holds_up_nobody_elses_write()
    {
        Bus bus = TwoSlaves(timeoutMs: 1000).Seal().Run(1500);
        int lost = 0;
        bus.Line.Disturb = reply => reply[0] == 1 && reply[1] == 3 && lost++ == 0 ? null : reply;
        while (bus.Counter("unit 1/Timeouts") == 0)
        {
            bus.Run(10);
        }
        bus.Run(100); // the retry was answered: slave 1 rests for 3 s
        bus.Master.TryWrite(bus.Tag("set1"), 5, 5);
        bus.Run(100);
        Assert.Equal(5, bus.Slave(1).Register(ModbusTable.Holding, 0));
        bus.Master.TryWrite(bus.Tag("set2"), 6, 6);
        bus.Run(200);
        Assert.Equal(6, bus.Slave(2).Register(ModbusTable.Holding, 0));
        Assert.Equal(6, bus.Real("set2"));
        Assert.Equal(0, bus.Real("set1"));
        bus.Run(4000);
        Assert.Equal(5, bus.Real("set1"));
    }

    [Fact]
    public void A_write_that_waits_for_its_slaves_pause_holds_up_nobody_else()
    {
        Bus bus = TwoSlaves(pauseMs: 900);
        bus.Seal().Run(3000);
        while (bus.Line.Sent[^1] is not [1, 3, ..])
        {
            bus.Run(1);
        }
        bus.Run(30);
        bus.Master.TryWrite(bus.Tag("set1"), 5, 5);
        bus.Master.TryWrite(bus.Tag("set2"), 6, 6);
        bus.Run(200);
        Assert.Equal((0, 6), ((int)bus.Slave(1).Register(ModbusTable.Holding, 0), (int)bus.Slave(2).Register(ModbusTable.Holding, 0)));
        bus.Run(2500);
        Assert.Equal((5, 5.0), ((int)bus.Slave(1).Register(ModbusTable.Holding, 0), bus.Real("set1")));
    }
}
