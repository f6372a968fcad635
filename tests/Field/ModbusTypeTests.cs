using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Field.Tests;

/// <summary>Bytes, decimal digits and texts that lie in registers.</summary>
public sealed class ModbusTypeTests
{
    [Theory]
    [InlineData(RegisterType.UInt8, -1, 0x80)]
    [InlineData(RegisterType.UInt8, 0, 0x80)]
    [InlineData(RegisterType.UInt8, 8, 0xFE)]
    [InlineData(RegisterType.Int8, -1, -128)]
    [InlineData(RegisterType.Int8, 8, -2)]
    public void A_byte_is_the_low_or_the_high_one_of_its_register(RegisterType type, int bit, int expected)
    {
        Bus bus = Read([0xFE, 0x80], new ModbusPoint { Type = type, Bit = bit }, type == RegisterType.Int8 ? DataType.Int8 : DataType.UInt8);
        Assert.Equal(expected, bus.Tags.GetInt(bus.Tag("v")));
    }

    [Theory]
    [InlineData("1234", 1, RegisterOrder.Abcd, 1234)]
    [InlineData("9999", 1, RegisterOrder.Abcd, 9999)]
    [InlineData("12345678", 2, RegisterOrder.Abcd, 12345678)]
    [InlineData("56781234", 2, RegisterOrder.Cdab, 12345678)]
    [InlineData("34127856", 2, RegisterOrder.Badc, 12345678)]
    [InlineData("78563412", 2, RegisterOrder.Dcba, 12345678)]
    [InlineData("123456789012", 3, RegisterOrder.Abcd, 123456789012)]
    [InlineData("901256781234", 3, RegisterOrder.Cdab, 123456789012)]
    [InlineData("129078563412", 3, RegisterOrder.Dcba, 123456789012)]
    [InlineData("9999999999999999", 4, RegisterOrder.Abcd, 9999999999999999)]
    public void Bcd_has_four_digits_in_each_register(string hex, int registers, RegisterOrder order, long expected)
    {
        Bus bus = Read(Convert.FromHexString(hex), new ModbusPoint { Type = RegisterType.Bcd, Registers = registers, Order = order }, DataType.UInt64);
        Assert.Equal((expected, QualityReason.None), (bus.Tags.GetInt(bus.Tag("v")), bus.Tags.ReasonOf(bus.Tag("v"))));
    }

    [Theory]
    [InlineData("04D2162E", RegisterType.Mod10, 2, RegisterOrder.Abcd, 12345678)] // 1234, 5678
    [InlineData("162E04D2", RegisterType.Mod10, 2, RegisterOrder.Cdab, 12345678)] // the lower register first, as Schneider has it
    [InlineData("FB2EE9D2", RegisterType.Mod10, 2, RegisterOrder.Abcd, -12345678)] // both negative
    [InlineData("0000FFFF", RegisterType.Mod10, 2, RegisterOrder.Abcd, -1)]
    [InlineData("000104D2162E", RegisterType.UMod10, 3, RegisterOrder.Abcd, 112345678)]
    [InlineData("270F270F270F270F", RegisterType.UMod10, 4, RegisterOrder.Abcd, 9999999999999999)]
    public void Mod_10_registers_count_to_9999_each(string hex, RegisterType type, int registers, RegisterOrder order, long expected)
    {
        Bus bus = Read(Convert.FromHexString(hex), new ModbusPoint { Type = type, Registers = registers, Order = order }, DataType.Int64);
        Assert.Equal((expected, QualityReason.None), (bus.Tags.GetInt(bus.Tag("v")), bus.Tags.ReasonOf(bus.Tag("v"))));
    }

    [Theory]
    [InlineData("123A", RegisterType.Bcd, 1)]
    [InlineData("F234", RegisterType.Bcd, 1)]
    [InlineData("FFFFFFFF", RegisterType.Bcd, 2)]
    [InlineData("0000000000000A00", RegisterType.Bcd, 4)]
    [InlineData("00002710", RegisterType.Mod10, 2)] // 10000
    [InlineData("0000D8F0", RegisterType.Mod10, 2)] // -10000
    [InlineData("0001FFFF", RegisterType.Mod10, 2)] // two signs
    [InlineData("80000000", RegisterType.Mod10, 2)]
    [InlineData("0000FFFF", RegisterType.UMod10, 2)] // it has no sign
    public void Digits_that_are_none_are_bad(string hex, RegisterType type, int registers)
    {
        Bus bus = Read(Convert.FromHexString(hex), new ModbusPoint { Type = type, Registers = registers }, DataType.Int64);
        Assert.Equal((Quality.Bad, QualityReason.BadDigits), (bus.Tags.QualityOf(bus.Tag("v")), bus.Tags.ReasonOf(bus.Tag("v"))));
    }

    [Theory]
    [InlineData(TextCharset.Utf8, "50C3BC6D706500FF", "Pümpe")]
    [InlineData(TextCharset.Utf8, "50FC6D7065000000", null)]
    [InlineData(TextCharset.Utf8, "FFFFFFFFFFFFFFFF", null)] // erased EEPROM
    [InlineData(TextCharset.Latin1, "50FC6D7065202000", "Pümpe")]
    [InlineData(TextCharset.Latin1, "B030C330B530FFFF", "°0Ã0µ0ÿÿ")]
    [InlineData(TextCharset.Latin1, "4142000000000000", "AB")]
    [InlineData(TextCharset.Ascii, "4142432020200000", "ABC")]
    [InlineData(TextCharset.Ascii, "41FC420000000000", null)]
    [InlineData(TextCharset.Ascii, "4142C3BC00000000", null)] // right as UTF-8, but this is no ASCII
    [InlineData(TextCharset.Ascii, "414200FFFFFFFFFF", "AB")] // what is behind the NUL is no text
    public void A_text_is_read_in_its_charset_or_bad(TextCharset charset, string hex, string? expected)
    {
        var bus = new Bus();
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, Convert.FromHexString(hex));
        bus.Point("v", new ModbusPoint { Type = RegisterType.Text, Registers = 4, Charset = charset }, DataType.String).Seal().Run(300);
        Assert.Equal(expected is null ? QualityReason.BadText : QualityReason.None, bus.Tags.ReasonOf(bus.Tag("v")));
        Assert.Equal(expected ?? "", bus.Tags.GetText(bus.Tag("v")));
    }

    [Fact]
    public void The_longest_text_of_latin_1_has_room_for_two_bytes_a_character()
    {
        var bus = new Bus();
        byte[] registers = new byte[250];
        Array.Fill(registers, (byte)0xE4);
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, registers);
        int tag = bus.Tags.Add(1, new TagSpec { Name = "v", DataType = DataType.String, TextBytesMax = 500 });
        bus.Master.AddPoint(0, new ModbusPoint { Tag = tag, Type = RegisterType.Text, Registers = 125, Charset = TextCharset.Latin1 });
        bus.Seal().Run(600);
        Assert.Equal(new string('ä', 250), bus.Tags.GetText(tag));
    }

    [Theory]
    [InlineData(RegisterType.Bcd, 1, RegisterOrder.Abcd, 9876, "9876")]
    [InlineData(RegisterType.Bcd, 2, RegisterOrder.Cdab, 12345678, "56781234")]
    [InlineData(RegisterType.Bcd, 3, RegisterOrder.Dcba, 123456789012, "129078563412")]
    [InlineData(RegisterType.Bcd, 4, RegisterOrder.Abcd, 9999999999999999, "9999999999999999")]
    [InlineData(RegisterType.UMod10, 2, RegisterOrder.Abcd, 12345678, "04D2162E")]
    [InlineData(RegisterType.Mod10, 2, RegisterOrder.Abcd, -12345678, "FB2EE9D2")]
    [InlineData(RegisterType.Mod10, 3, RegisterOrder.Cdab, -112345678, "E9D2FB2EFFFF")]
    public void Digits_are_written_as_they_are_read(RegisterType type, int registers, RegisterOrder order, long value, string hex)
    {
        Bus bus = Read(new byte[8], new ModbusPoint { Type = type, Registers = registers, Order = order, Writable = true }, DataType.Int64);
        Assert.Equal(WriteResult.Queued, bus.Master.TryWrite(bus.Tag("v"), value, value));
        bus.Run(300);
        Assert.Equal(hex, Convert.ToHexString([.. Enumerable.Range(0, registers).SelectMany(Register)]));
        Assert.Equal(value, bus.Tags.GetInt(bus.Tag("v")));

        byte[] Register(int i) => [(byte)(bus.Slave().Register(ModbusTable.Holding, i) >> 8), (byte)bus.Slave().Register(ModbusTable.Holding, i)];
    }

    [Theory]
    [InlineData(RegisterType.Bcd, 1, 10000)]
    [InlineData(RegisterType.Bcd, 1, -1)]
    [InlineData(RegisterType.Bcd, 4, 10000000000000000)]
    [InlineData(RegisterType.UMod10, 2, -1)]
    [InlineData(RegisterType.Mod10, 2, 100000000)]
    [InlineData(RegisterType.Mod10, 2, -100000000)]
    public void A_number_of_more_digits_than_there_are_is_refused(RegisterType type, int registers, long value)
    {
        Bus bus = Read(new byte[8], new ModbusPoint { Type = type, Registers = registers, Writable = true }, DataType.Int64);
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), value, value));
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), value, 0)); // as a real number
    }

    // The registers are of one sign, the tag is published as the other: half of the numbers fit only one of them.
    [Theory]
    [InlineData(RegisterType.Int64, DataType.UInt64, 18446744073709551615.0)]
    [InlineData(RegisterType.UInt64, DataType.Int64, -1)]
    public void An_exact_number_beyond_its_registers_is_refused(RegisterType type, DataType published, double value)
    {
        Bus bus = Read(new byte[8], new ModbusPoint { Type = type, Writable = true }, published);
        Assert.Equal(WriteResult.OutOfRange, bus.Master.TryWrite(bus.Tag("v"), value, -1));
    }

    [Theory]
    [InlineData(RegisterType.UInt8, -1)]
    [InlineData(RegisterType.Int8, 8)]
    public void A_byte_is_not_written_since_its_neighbour_may_have_changed(RegisterType type, int bit)
    {
        Bus bus = Read(new byte[2], new ModbusPoint { Type = type, Bit = bit, Writable = true }, DataType.Int16);
        Assert.Equal(WriteResult.NotWritable, bus.Master.TryWrite(bus.Tag("v"), 1, 1));
    }

    public static readonly TheoryData<ModbusPoint, string> Impossible = new()
    {
        { new ModbusPoint { Type = RegisterType.Bcd }, "registers" },
        { new ModbusPoint { Type = RegisterType.Bcd, Registers = 5 }, "registers" },
        { new ModbusPoint { Type = RegisterType.Mod10, Registers = 1 }, "registers" },
        { new ModbusPoint { Type = (RegisterType)15 }, "no such type" },
        { new ModbusPoint { Type = (RegisterType)(-1) }, "no such type" },
        { new ModbusPoint { Type = RegisterType.UInt8, Bit = 4 }, "bit 0 or 8" },
        { new ModbusPoint { Type = RegisterType.Text, Registers = 1, Charset = (TextCharset)3 }, "charset" },
        { new ModbusPoint { Type = RegisterType.Text, Registers = 1, HasNotAvailable = true }, "code or a scale" },
        { new ModbusPoint { Table = ModbusTable.Coil, Type = RegisterType.Bool, HasNotAvailable = true }, "code or a scale" },
        { new ModbusPoint { Type = RegisterType.Bool, ScaleAddress = 3 }, "scales a number" },
        { new ModbusPoint { Type = RegisterType.Int32, Address = 4, ScaleAddress = 5 }, "another register" },
        { new ModbusPoint { Address = 4, ScaleAddress = 129 }, "at most 125" },
        { new ModbusPoint { Address = 400, ScaleAddress = 276 - 1 }, "at most 125" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void What_no_slave_can_be_asked_is_refused_with_the_reason(ModbusPoint point, string why)
    {
        var bus = new Bus();
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => bus.Master.AddPoint(0, point)).Message, StringComparison.Ordinal);
    }

    private static Bus Read(byte[] registers, ModbusPoint point, DataType type)
    {
        var bus = new Bus();
        bus.Slave().SetRegisters(ModbusTable.Holding, 0, registers);
        return bus.Point("v", point, type).Seal().Run(300);
    }
}
