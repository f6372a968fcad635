using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using static FieldNode.Field.Tests.Bus;

namespace FieldNode.Field.Tests;

/// <summary>Requests for several points that a slave does not take as a whole.</summary>
public sealed class ModbusSplitTests
{
    private static Bus Registers(int count, Func<byte[], int>? refuse = null, int periodMs = 1000)
    {
        var bus = new Bus(change: o => o.MergeGap = 8);
        for (int i = 0; i < count; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, 100 + i);
            ModbusPoint point = Holding(i);
            point.PeriodMs = periodMs;
            bus.Point("t" + i, point);
        }
        bus.Seal();
        Refuse(bus, refuse);
        return bus;
    }

    // What the slave answers instead: an exception; 0: as it is; -1: nothing.
    private static void Refuse(Bus bus, Func<byte[], int>? refuse) => bus.Line.Disturb = refuse is null ? null : reply =>
    {
        byte[] request = bus.Line.Sent[^1];
        int code = refuse(request);
        return code < 0 ? null : code == 0 ? reply : Exception(request, code);
    };

    private static byte[] Exception(byte[] request, int code)
    {
        byte[] reply = [request[0], (byte)(request[1] | 0x80), (byte)code, 0, 0];
        ModbusCrc.Append(reply, 0, 3);
        return reply;
    }

    private static int First(byte[] request) => (request[2] << 8) | request[3];

    private static int Count(byte[] request) => (request[4] << 8) | request[5];

    private static bool Has(byte[] request, int address) => First(request) <= address && address < First(request) + Count(request);

    [Theory]
    [InlineData(1, QualityReason.Refused)]
    [InlineData(2, QualityReason.Refused)]
    [InlineData(3, QualityReason.DeviceFailure)]
    [InlineData(4, QualityReason.DeviceFailure)]
    public void Whatever_exception_a_slave_refuses_an_address_with_its_neighbours_are_read(int code, QualityReason why)
    {
        Bus bus = Registers(20, request => Has(request, 7) ? code : 0).Run(3000);
        Assert.True(bus.IsOnline());
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(i == 7 ? why : QualityReason.None, bus.Tags.ReasonOf(bus.Tag("t" + i)));
            Assert.True(i == 7 || bus.Real("t" + i) == 100 + i, $"t{i} is {bus.Real("t" + i)}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Tags_with_a_hole_between_them_are_both_read(int code)
    {
        var bus = new Bus(change: o => o.MergeGap = 8);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 10);
        bus.Slave().SetRegister(ModbusTable.Holding, 4, 14);
        for (int i = 1; i < 4; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, 0);
        }
        bus.Point("a", Holding(0)).Point("e", Holding(4)).Seal();
        Refuse(bus, request => Has(request, 2) || Has(request, 3) ? code : 0);
        bus.Run(2000);
        Assert.True(bus.IsOnline());
        Assert.Equal((10, 14), (bus.Real("a"), bus.Real("e")));
        Assert.Equal((Quality.Good, Quality.Good), (bus.Tags.QualityOf(bus.Tag("a")), bus.Tags.QualityOf(bus.Tag("e"))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(-1)]
    public void A_slave_that_takes_twenty_registers_at_most_is_read_in_parts_and_not_one_by_one(int code)
    {
        Bus bus = Registers(100, request => Count(request) > 20 ? code : 0).Run(60_000);
        Assert.True(bus.IsOnline());
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(100 + i, bus.Real("t" + i));
            Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("t" + i)));
        }
        if (code > 0)
        {
            bus.Run(62_000); // the first try of the whole is over
        }
        int before = bus.Line.Sent.Count;
        bus.Run(10_000);
        Assert.InRange(bus.Line.Sent.Count - before, 70, 90); // eight parts a round
    }

    [Fact]
    public void Tags_of_bits_in_parts_have_their_own_bits()
    {
        var bus = new Bus();
        for (int i = 0; i < 40; i++)
        {
            bus.Slave().SetBit(ModbusTable.Coil, i, i % 3 == 0);
            bus.Point("c" + i, new ModbusPoint { Table = ModbusTable.Coil, Address = i, Type = RegisterType.Bool }, DataType.Boolean);
        }
        bus.Seal();
        Refuse(bus, request => Has(request, 5) || Count(request) > 16 ? 2 : 0);
        bus.Run(3000);
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(i != 5, bus.Tags.HasValue(bus.Tag("c" + i)));
            Assert.True(i == 5 || bus.Tags.GetBool(bus.Tag("c" + i)) == (i % 3 == 0), $"coil {i}");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void One_exception_does_not_split_a_request_for_ever(int code)
    {
        int exceptions = 0;
        Bus bus = Registers(20, _ => exceptions++ == 3 ? code : 0).Run(120_000);
        int before = bus.Line.Sent.Count;
        bus.Run(20_000);
        Assert.InRange(bus.Line.Sent.Count - before, 19, 22); // one request a round
    }

    [Fact]
    public void The_whole_is_tried_again_in_growing_pauses()
    {
        Bus bus = Registers(20, request => Count(request) > 10 ? 3 : 0);
        var tries = new List<long>();
        for (int s = 0; s < 3600; s++)
        {
            int before = bus.Line.Sent.Count;
            bus.Run(1000);
            if (bus.Line.Sent.Skip(before).Any(r => Count(r) == 20))
            {
                tries.Add(s);
            }
        }
        Assert.InRange(tries.Count, 5, 7); // after 1, 2, 4, 8, 16, 32 min
        Assert.InRange(tries[^1] - tries[^2], 900, 2000);
    }

    [Fact]
    public void A_slave_that_refuses_all_is_asked_for_the_whole_until_it_answers_and_is_then_good_at_once()
    {
        int code = 4;
        Bus bus = Registers(20, _ => code).Run(5000);
        Assert.True(bus.IsOnline());
        Assert.Equal(QualityReason.DeviceFailure, bus.Tags.ReasonOf(bus.Tag("t19")));
        int before = bus.Line.Sent.Count;
        bus.Run(20_000);
        Assert.InRange(bus.Line.Sent.Count - before, 19, 22); // and not twenty times as many
        code = 0;
        bus.Run(1100);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("t" + i))));
        before = bus.Line.Sent.Count;
        bus.Run(10_000);
        Assert.InRange(bus.Line.Sent.Count - before, 9, 11);
    }

    [Fact]
    public void A_slave_that_fails_for_a_while_is_read_as_before_after_a_few_minutes()
    {
        int code = 0;
        Bus bus = Registers(20, request => Has(request, 7) ? 2 : code).Run(3000);
        code = 4; // it restarts
        bus.Run(2000);
        code = 0;
        bus.Run(400_000);
        int before = bus.Line.Sent.Count;
        bus.Run(10_000);
        Assert.InRange(bus.Line.Sent.Count - before, 45, 70); // halved around 7 only: five or six parts a round
        Assert.Equal(QualityReason.Refused, bus.Tags.ReasonOf(bus.Tag("t7")));
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("t8")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(19)]
    public void A_slave_that_is_silent_about_one_address_is_read_but_for_that(int silent)
    {
        Bus bus = Registers(20, request => Has(request, silent) ? -1 : 0).Run(90_000);
        Assert.True(bus.IsOnline());
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(i == silent ? QualityReason.NoAnswer : QualityReason.None, bus.Tags.ReasonOf(bus.Tag("t" + i)));
        }
        int spells = (int)bus.Counter("Offline spells");
        bus.Run(60_000);
        Assert.True(bus.IsOnline());
        Assert.Equal(spells, bus.Counter("Offline spells"));
    }

    [Fact]
    public void A_slave_that_is_gone_is_given_up_one_probe_later_and_comes_back_whole()
    {
        Bus bus = Registers(20).Run(2500);
        bus.Slave().IsSilent = true;
        int before = bus.Line.Sent.Count;
        bus.Run(1600);
        Assert.False(bus.IsOnline());
        Assert.Equal(QualityReason.NoAnswer, bus.OfflineReason());
        Assert.Equal([20, 20, 20, 1], bus.Line.Sent.Skip(before).Take(4).Select(Count));
        bus.Run(20_000);
        bus.Slave().IsSilent = false;
        bus.Run(20_000);
        Assert.True(bus.IsOnline());
        before = bus.Line.Sent.Count;
        bus.Run(10_000);
        Assert.Equal(10, bus.Line.Sent.Count - before, 1.0);
        Assert.Equal(20, Count(bus.Line.Sent[^1]));
    }

    [Fact]
    public void A_part_that_is_read_after_another_gives_the_line_to_others()
    {
        var bus = new Bus(slaveCount: 2, change: o => o.MergeGap = 8);
        for (int i = 0; i < 40; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, i);
            bus.Point("a" + i, new ModbusPoint { Address = i, PeriodMs = 50 });
        }
        bus.Slave(2).SetRegister(ModbusTable.Holding, 0, 7);
        bus.Point("b", new ModbusPoint { PeriodMs = 50 }, slave: 2).Seal();
        Refuse(bus, request => request[0] == 1 && Count(request) > 1 ? 2 : 0);
        bus.Run(5000);
        int before = bus.Line.Sent.Count;
        bus.Run(5000);
        int others = bus.Line.Sent.Skip(before).Count(r => r[0] == 2);
        Assert.True(others > 60, $"{others} in 5 s");
    }
}
