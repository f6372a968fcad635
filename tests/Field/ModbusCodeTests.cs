using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Field.Tests;

/// <summary>Codes that say that there is no value, and registers that scale another one.</summary>
public sealed class ModbusCodeTests
{
    [Theory]
    [InlineData(RegisterType.Int16, "8000", 0x8000, RegisterOrder.Abcd)]
    [InlineData(RegisterType.UInt16, "FFFF", 0xFFFF, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Int16, "0080", 0x8000, RegisterOrder.Badc)]
    [InlineData(RegisterType.Int32, "80000000", 0x80000000, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Int32, "00008000", 0x80000000, RegisterOrder.Cdab)]
    [InlineData(RegisterType.UInt32, "FFFFFFFF", 0xFFFFFFFF, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Int64, "8000000000000000", long.MinValue, RegisterOrder.Abcd)]
    [InlineData(RegisterType.UInt64, "FFFFFFFFFFFFFFFF", -1, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Float, "7FC00000", 0x7FC00000, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Float, "FFC00001", 0x7FC00000, RegisterOrder.Abcd)] // each not-a-number, once the code is one
    [InlineData(RegisterType.Float, "7F800001", 0x7FC00000, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Float, "FF7FFFFF", 0xFF7FFFFF, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Double, "FFF8000000000001", 0x7FF8000000000000, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Bcd, "FFFF", 0xFFFF, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Int8, "0080", 0x80, RegisterOrder.Abcd)]
    [InlineData(RegisterType.Bool, "FFFF", 0xFFFF, RegisterOrder.Abcd)]
    public void A_code_that_says_there_is_no_value_is_bad_and_no_number(RegisterType type, string hex, long code, RegisterOrder order)
    {
        var bus = new Bus();
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, new byte[8]);
        bus.Point("v", Coded(type, code, order), type == RegisterType.Bool ? DataType.Boolean : DataType.Double).Seal().Run(300);
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("v")));

        bus.Slave().SetRegisters(ModbusTable.Holding, 0, Convert.FromHexString(hex));
        bus.Run(1200);
        Assert.Equal((Quality.Bad, QualityReason.NotAvailable), (bus.Tags.QualityOf(bus.Tag("v")), bus.Tags.ReasonOf(bus.Tag("v"))));
        Assert.Equal(0, bus.Tags.GetInt(bus.Tag("v"))); // the last value stays
        Assert.True(bus.IsOnline());

        bus.Slave().SetRegisters(ModbusTable.Holding, 0, new byte[8]);
        bus.Run(1200);
        Assert.Equal(Quality.Good, bus.Tags.QualityOf(bus.Tag("v")));
    }

    [Fact]
    public void What_is_next_to_the_code_is_a_value()
    {
        Assert.Equal(-3276.7, ReadInt16(0x8001), 6);
        Assert.Equal(3276.7, ReadInt16(0x7FFF), 6);

        static double ReadInt16(int raw)
        {
            var bus = new Bus();
            bus.Slave().SetRegister(ModbusTable.Holding, 0, raw);
            bus.Point("v", Coded(RegisterType.Int16, 0x8000), scale: 0.1).Seal().Run(300);
            return bus.Real("v");
        }
    }

    [Fact]
    public void A_not_a_number_without_a_code_is_out_of_range_as_before_and_infinity_is_no_code()
    {
        var bus = new Bus();
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, Convert.FromHexString("7FC000007F800000"));
        bus.Point("nan", new ModbusPoint { Type = RegisterType.Float }, DataType.Float);
        ModbusPoint infinite = Coded(RegisterType.Float, 0x7FC00000);
        infinite.Address = 2;
        bus.Point("infinite", infinite, DataType.Float).Seal().Run(300);
        Assert.Equal(QualityReason.OutOfRange, bus.Tags.ReasonOf(bus.Tag("nan")));
        Assert.Equal(QualityReason.OutOfRange, bus.Tags.ReasonOf(bus.Tag("infinite")));
    }

    [Fact]
    public void The_code_itself_is_not_written()
    {
        var bus = new Bus();
        bus.Slave().SetRegister(ModbusTable.Holding, 0, 0);
        ModbusPoint point = Coded(RegisterType.Int16, 0x8000);
        point.Writable = true;
        bus.Point("v", point, DataType.Int16).Seal().Run(300);
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), -32768, -32768));
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("v"), -32767, -32767));
    }

    // SunSpec model 103: the factors stand behind the values; AC current of 1234 with a factor of -2 is 12.34 A.
    [Theory]
    [InlineData(RegisterType.UInt16, "04D2", -2, 12.34)]
    [InlineData(RegisterType.UInt16, "04D2", 0, 1234)]
    [InlineData(RegisterType.Int16, "FFFF", 3, -1000)]
    [InlineData(RegisterType.UInt32, "FFFFFFFF", -10, 0.4294967295)]
    [InlineData(RegisterType.UInt64, "FFFFFFFFFFFFFFFF", 1, 184467440737095516150.0)]
    [InlineData(RegisterType.Float, "3FC00000", 10, 15000000000)]
    [InlineData(RegisterType.Bcd, "0012", -1, 1.2)]
    public void A_value_is_scaled_by_the_register_that_says_by_what(RegisterType type, string hex, int power, double expected)
    {
        foreach (int scaleAddress in new[] { 5, 40 })
        {
            var bus = new Bus(change: o => o.MergeGap = 0);
            for (int i = 0; i < 50; i++)
            {
                bus.Slave().SetRegister(ModbusTable.Holding, i, 0x8000); // all others say that they are no factor
            }

            bus.Slave().SetRegisters(ModbusTable.Holding, 20, Convert.FromHexString(hex));
            bus.Slave().SetRegister(ModbusTable.Holding, scaleAddress, power);
            bus.Point("first", Bus.Holding(2), DataType.Int32).Point("v", Scaled(type, 20, scaleAddress)).Point("last", Bus.Holding(49), DataType.Int32);
            bus.Seal().Run(300);
            Assert.Equal(expected, bus.Real("v"), 1e-9);
            Assert.Equal(QualityReason.None, bus.Tags.ReasonOf(bus.Tag("v")));
            Assert.Equal(0x8000, bus.Tags.GetInt(bus.Tag("last")));
        }
    }

    [Theory]
    [InlineData(0x8000, QualityReason.NotAvailable)]
    [InlineData(11, QualityReason.BadDigits)]
    [InlineData(-11, QualityReason.BadDigits)]
    public void A_scale_that_is_none_makes_the_value_bad(int power, QualityReason why)
    {
        var bus = new Bus();
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, [0, 5, (byte)(power >> 8), (byte)power]);
        bus.Point("v", Scaled(RegisterType.Int16, 0, 1)).Seal().Run(300);
        Assert.Equal(why, bus.Tags.ReasonOf(bus.Tag("v")));
    }

    [Fact]
    public void Value_and_scale_always_come_in_one_request_also_when_points_are_asked_one_by_one()
    {
        var bus = new Bus(change: o => (o.MergeGap, o.RegistersMax) = (50, 20));
        foreach (int address in new[] { 0, 1, 9, 12, 13, 14, 15, 16, 17, 18, 30, 31 })
        {
            bus.Slave().SetRegister(ModbusTable.Holding, address, address == 18 ? -1 : 100 + address);
        }

        bus.Point("a", Bus.Holding(0)).Point("v", Scaled(RegisterType.UInt16, 12, 18)).Point("missing", Bus.Holding(8)).Point("b", Bus.Holding(30));
        bus.Seal().Run(2500);
        Assert.Equal(11.2, bus.Real("v"), 1e-9);
        Assert.Equal(QualityReason.Refused, bus.Tags.ReasonOf(bus.Tag("missing")));
        Assert.All(bus.Line.Sent.Where(r => r[1] == 3), r =>
        {
            int first = (r[2] << 8) | r[3];
            int end = first + ((r[4] << 8) | r[5]);
            Assert.True((first <= 12 && end > 18) || end <= 12 || first > 18, $"{first} to {end}");
        });
    }

    [Fact]
    public void What_another_register_scales_is_not_written()
    {
        var bus = new Bus();
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, [0, 5, 0, 0]);
        ModbusPoint point = Scaled(RegisterType.Int16, 0, 1);
        point.Writable = true;
        bus.Point("v", point).Seal().Run(300);
        Assert.Equal(WriteResult.NotWritable, bus.Master.TryWrite(bus.Tag("v"), 1, 1));
    }

    // The order in which points come is not the order of a reply's: single ones are asked for in between.
    [Fact]
    public void Random_points_with_codes_and_scales_are_what_an_independent_reader_says()
    {
        var random = Seeded.Random();
        for (int round = 0; round < 40; round++)
        {
            var bus = new Bus(change: o => (o.MergeGap, o.RegistersMax) = (random.Next(12), random.Next(8, 60)));
            var expected = new List<(string Name, double Value, QualityReason Why)>();
            for (int i = 0; i < 15; i++)
            {
                int raw = random.Next(3) == 0 ? 0x8000 : random.Next(-30000, 30000);
                int power = random.Next(8) == 0 ? 0x8000 : random.Next(-10, 11);
                bool isCoded = random.Next(2) == 0;
                bool isScaled = random.Next(2) == 0;
                int scaleAt = random.Next(2);
                bus.Slave().SetRegister(ModbusTable.Holding, 10 * i + 1 - scaleAt, raw);
                bus.Slave().SetRegister(ModbusTable.Holding, 10 * i + scaleAt, power);
                bus.Point("v" + i, new ModbusPoint
                {
                    Address = 10 * i + 1 - scaleAt, Type = RegisterType.Int16, HasNotAvailable = isCoded, NotAvailable = 0x8000,
                    ScaleAddress = isScaled ? 10 * i + scaleAt : -1, PeriodMs = random.Next(2) == 0 ? 1000 : 700,
                });
                bool isBad = (isCoded && raw == 0x8000) || (isScaled && power == 0x8000);
                expected.Add(("v" + i, (short)raw * (isScaled ? Math.Pow(10, power) : 1), isBad ? QualityReason.NotAvailable : QualityReason.None));
            }

            bus.Seal().Run(3000);
            foreach ((string name, double value, QualityReason why) in expected)
            {
                Assert.Equal((name, why), (name, bus.Tags.ReasonOf(bus.Tag(name))));
                if (why == QualityReason.None)
                {
                    Assert.Equal(value, bus.Real(name), Math.Abs(value) * 1e-12);
                }
            }
        }
    }

    private static ModbusPoint Coded(RegisterType type, long code, RegisterOrder order = RegisterOrder.Abcd) =>
        new() { Type = type, Order = order, HasNotAvailable = true, NotAvailable = code, Registers = type == RegisterType.Bcd ? 1 : 0 };

    private static ModbusPoint Scaled(RegisterType type, int address, int scaleAddress) =>
        new() { Type = type, Address = address, ScaleAddress = scaleAddress, Registers = type == RegisterType.Bcd ? 1 : 0 };
}
