using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;

namespace FieldNode.Field.Tests;

public sealed class ModbusWriteTests
{
    private static Bus Written(ModbusPoint point, DataType type, double scale = 1, double offset = 0)
    {
        var bus = new Bus();
        point.Writable = true;
        for (int i = 0; i < 8; i++)
        {
            bus.Slave().SetRegister(ModbusTable.Holding, i, 0);
            bus.Slave().SetBit(ModbusTable.Coil, i, false);
        }

        return bus.Point("v", point, type, scale: scale, offset: offset).Seal().Run(400);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 15)]
    public void A_coil_is_written_with_function_5_or_15_and_read_back(bool multiple, int function)
    {
        Bus bus = Written(new ModbusPoint { Table = ModbusTable.Coil, Address = 2, Type = RegisterType.Bool, WriteMultiple = multiple }, DataType.Boolean);
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("v"), 1, 1));
        bus.Run(200);
        Assert.True(bus.Slave().Bit(ModbusTable.Coil, 2));
        Assert.Equal([function, 1], bus.Line.Sent.SkipWhile(r => r[1] != function).Take(2).Select(r => (int)r[1]));
        Assert.True(bus.Tags.GetBool(bus.Tag("v")));
    }

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 16)]
    public void A_register_is_written_with_function_6_or_16_and_its_scaling_is_undone(bool multiple, int function)
    {
        Bus bus = Written(new ModbusPoint { Address = 1, Type = RegisterType.Int16, WriteMultiple = multiple }, DataType.Float, scale: 0.1, offset: 2);
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("v"), -10.5, 0));
        bus.Run(200);
        Assert.Equal(-125, (short)bus.Slave().Register(ModbusTable.Holding, 1));
        Assert.Contains(bus.Line.Sent, r => r[1] == function);
        Assert.Equal(-10.5f, (float)bus.Real("v"));
    }

    [Fact]
    public void Every_number_of_every_order_that_is_written_is_read_back_the_same()
    {
        var random = Seeded.Random();
        foreach (RegisterOrder order in Enum.GetValues<RegisterOrder>())
        {
            (RegisterType Type, DataType Data, long Bits)[] cases =
            [
                (RegisterType.UInt16, DataType.UInt16, random.Next(65536)), (RegisterType.Int32, DataType.Int32, random.Next(int.MinValue, int.MaxValue)),
                (RegisterType.UInt32, DataType.UInt32, random.NextInt64(1L << 32)), (RegisterType.Int64, DataType.Int64, random.NextInt64(long.MinValue, long.MaxValue)),
                (RegisterType.UInt64, DataType.UInt64, random.NextInt64(long.MinValue, -1)),
            ];
            foreach ((RegisterType type, DataType data, long bits) in cases)
            {
                Bus bus = Written(new ModbusPoint { Address = 0, Type = type, Order = order }, data);
                double value = data == DataType.UInt64 ? (double)(ulong)bits : bits;
                Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("v"), value, bits));
                bus.Run(300);
                Assert.Equal(bits, bus.Tags.GetInt(bus.Tag("v")));
            }

            Bus floats = Written(new ModbusPoint { Address = 0, Type = RegisterType.Double, Order = order }, DataType.Double);
            floats.Master.TryWrite(floats.Tag("v"), Math.PI, 0);
            floats.Run(300);
            Assert.Equal(Math.PI, floats.Real("v"));
        }
    }

    [Fact]
    public void What_does_not_fit_or_may_not_be_written_is_refused_at_once()
    {
        Bus bus = Written(new ModbusPoint { Address = 0, Type = RegisterType.Int16 }, DataType.Int16);
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), 40000, 40000));
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), double.NaN, 0));
        Assert.Equal(WriteResult.NotMine, bus.Master.TryWrite(99, 1, 1));
        var input = new Bus();
        input.Slave().SetRegister(ModbusTable.Input, 0, 1);
        input.Point("v", new ModbusPoint { Table = ModbusTable.Input, Writable = true }).Seal().Run(300);
        Assert.Equal(WriteResult.NotWritable, input.Master.TryWrite(input.Tag("v"), 1, 1));
        bus.Slave().IsSilent = true;
        bus.Run(3000);
        Assert.Equal(WriteResult.Offline, bus.Master.TryWrite(bus.Tag("v"), 1, 1));
    }

    [Theory]
    [InlineData(RegisterType.Int16, -32768.4, 32767.4, -32768.5, 32767.5)]
    [InlineData(RegisterType.UInt16, -0.4, 65535.4, -0.5, 65535.5)]
    [InlineData(RegisterType.Int32, -2147483648.4, 2147483647.4, -2147483648.5, 2147483647.5)]
    [InlineData(RegisterType.UInt32, -0.4, 4294967295.4, -0.5, 4294967295.5)]
    [InlineData(RegisterType.UInt64, -0.4, 9.1e18, -0.5, 9.2e18)]
    [InlineData(RegisterType.Int64, -9.1e18, 9.1e18, -9.2e18, 9.2e18)]
    public void A_real_number_is_rounded_and_what_then_does_not_fit_the_registers_is_refused(
        RegisterType type, double low, double high, double below, double beyond)
    {
        Bus bus = Written(new ModbusPoint { Address = 0, Type = type }, DataType.Double);
        foreach (double fits in new[] { low, high })
        {
            Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("v"), fits, 0));
            bus.Run(400);
            Assert.Equal(Math.Round(fits), bus.Real("v"));
        }

        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), below, 0));
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), beyond, 0));
    }

    [Fact]
    public void A_write_that_the_slave_refuses_is_followed_by_a_read_so_that_the_host_sees_what_holds()
    {
        Bus bus = Written(new ModbusPoint { Address = 0, Type = RegisterType.Int16 }, DataType.Int16);
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 5);
        bus.Run(1200);
        byte[] frame = new byte[500];
        bus.Tags.AppendBirth(1, frame, 0, frame.Length);
        bus.Line.Disturb = reply =>
        {
            bus.Line.Disturb = null;
            byte[] refusal = [1, 0x86, 3, 0, 0];
            ModbusCrc.Append(refusal, 0, 3);
            return refusal;
        };
        bus.Master.TryWrite(bus.Tag("v"), 77, 77);
        bus.Run(300);
        Assert.Equal(1, bus.Counter("Exceptions"));
        Assert.True(bus.Tags.HasChanges(1)); // reported again although the poll finds what was there
        Assert.True(bus.IsOnline());
    }
}
