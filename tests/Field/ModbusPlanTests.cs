using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using static FieldNode.Field.Tests.Bus;

namespace FieldNode.Field.Tests;

/// <summary>Which requests the points of a line become.</summary>
public sealed class ModbusPlanTests
{
    [Fact]
    public void A_request_is_byte_for_byte_the_specifications_example()
    {
        // Modbus Application Protocol V1.1b3, section 6.3: read holding registers 108 to 110 of unit 17.
        var bus = new Bus();
        bus.Point("a", Holding(107)).Point("b", Holding(108)).Point("c", Holding(109)).Seal().Run(5);
        Assert.Equal(new byte[] { 1, 3, 0, 0x6B, 0, 3 }, bus.Line.Sent[0][..6]);
        Assert.True(ModbusCrc.IsRight(bus.Line.Sent[0], 0, 8));
    }

    [Fact]
    public void Adjacent_registers_go_into_one_request_and_a_gap_is_bridged_up_to_the_setting()
    {
        var tight = new Bus();
        tight.Point("a", Holding(0)).Point("b", Holding(1)).Point("c", Holding(5)).Seal();
        Assert.Equal(2, tight.Master.RequestCount);
        var loose = new Bus(change: o => o.MergeGap = 3);
        loose.Point("a", Holding(0)).Point("b", Holding(1)).Point("c", Holding(5)).Seal();
        Assert.Equal(1, loose.Master.RequestCount);
    }

    [Fact]
    public void A_request_never_asks_for_more_than_the_limit_and_never_cuts_a_value()
    {
        var bus = new Bus(change: o => o.RegistersMax = 10);
        for (int i = 0; i < 40; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, i);
        }

        for (int i = 0; i < 10; i++)
        {
            bus.Point("v" + i, Holding(i * 4, RegisterType.Int64));
        }

        bus.Seal().Run(2000);
        Assert.All(bus.Line.Sent, r => Assert.InRange((r[4] << 8) | r[5], 4, 10));
        Assert.True(bus.IsOnline());
    }

    [Fact]
    public void Each_function_that_reads_is_used_for_its_table()
    {
        var bus = new Bus();
        bus.Slave().SetBit(ModbusTable.Coil, 3, true);
        bus.Slave().SetBit(ModbusTable.Discrete, 9, true);
        bus.Slave().SetRegister(ModbusTable.Input, 5, 55);
        bus.Slave().SetRegister(ModbusTable.Holding, 5, 66);
        bus.Point("coil", new ModbusPoint { Table = ModbusTable.Coil, Address = 3, Type = RegisterType.Bool }, DataType.Boolean)
            .Point("discrete", new ModbusPoint { Table = ModbusTable.Discrete, Address = 9, Type = RegisterType.Bool }, DataType.Boolean)
            .Point("input", new ModbusPoint { Table = ModbusTable.Input, Address = 5 }).Point("holding", Holding(5)).Seal().Run(500);
        Assert.Equal([1, 2, 3, 4], bus.Line.Sent.Take(4).Select(r => (int)r[1]).Order());
        Assert.True(bus.Tags.GetBool(bus.Tag("coil")) && bus.Tags.GetBool(bus.Tag("discrete")));
        Assert.Equal((55, 66), (bus.Real("input"), bus.Real("holding")));
    }
}
