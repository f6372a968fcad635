using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;

namespace FieldNode.Settings.Tests;

public sealed class TagFormTests
{
    [Theory]
    [InlineData("bool", DataType.Boolean, 1)]
    [InlineData("int16", DataType.Int16, 1)]
    [InlineData("uint16", DataType.UInt16, 1)]
    [InlineData("int32", DataType.Int32, 2)]
    [InlineData("uint32", DataType.UInt32, 2)]
    [InlineData("int64", DataType.Int64, 4)]
    [InlineData("uint64", DataType.UInt64, 4)]
    [InlineData("float", DataType.Float, 2)]
    [InlineData("double", DataType.Double, 4)]
    [InlineData("string", DataType.String, 7)]
    [InlineData("uint8", DataType.UInt8, 1)]
    [InlineData("int8", DataType.Int8, 1)]
    [InlineData("real", DataType.Unknown, 0)]
    public void A_type_has_its_datatype_and_registers(string type, DataType dataType, int registers)
    {
        Assert.Equal(dataType, TagForm.DataTypeOf(new TagSettings { Type = type }));
        var index = TagForm.IndexOf(TagForm.TypeNames, type);
        Assert.Equal(registers, index < 0 ? 0 : TagForm.RegistersOf(index, 7));
    }

    [Theory]
    [InlineData("bcd", 1, DataType.UInt16)]
    [InlineData("bcd", 2, DataType.UInt32)]
    [InlineData("bcd", 3, DataType.UInt64)]
    [InlineData("mod10", 2, DataType.Int32)]
    [InlineData("mod10", 4, DataType.Int64)]
    [InlineData("umod10", 2, DataType.UInt32)]
    [InlineData("umod10", 3, DataType.UInt64)]
    public void Digits_have_the_datatype_that_holds_the_largest_number_of_their_registers(string type, int length, DataType dataType)
    {
        Assert.Equal(dataType, TagForm.DataTypeOf(new TagSettings { Type = type, Length = length }));
        Assert.Equal(length, TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, type), length));
    }

    [Fact]
    public void Types_orders_and_charsets_stand_at_the_numbers_that_the_master_has()
    {
        Assert.Equal(Enum.GetValues<RegisterType>().Length, TagForm.TypeNames.Length);
        foreach (RegisterType type in Enum.GetValues<RegisterType>())
        {
            string name = type == RegisterType.Text ? "string" : type.ToString().ToLowerInvariant();
            Assert.Equal(name, TagForm.TypeNames[(int)type]);
        }
        Assert.Equal(Enum.GetNames<RegisterOrder>().Select(name => name.ToLowerInvariant()), TagForm.OrderNames);
        Assert.Equal(Enum.GetNames<TextCharset>().Select(name => name.ToLowerInvariant()), TagForm.CharsetNames.Select(name => name.Replace("-", "")));
    }

    [Fact]
    public void A_scaled_number_is_a_float_and_a_scaled_double_a_double_unless_the_file_says_otherwise()
    {
        Assert.Equal(DataType.Float, TagForm.DataTypeOf(new TagSettings { Type = "int64", Scale = 0.1 }));
        Assert.Equal(DataType.Double, TagForm.DataTypeOf(new TagSettings { Type = "double", Offset = 1 }));
        Assert.Equal(DataType.Float, TagForm.DataTypeOf(new TagSettings { Type = "int16", ScaleAddress = 5 }));
        Assert.Equal(DataType.Int8, TagForm.DataTypeOf(new TagSettings { Scale = 0.1, PublishAs = "Int8" }));
        Assert.Equal(DataType.Unknown, TagForm.DataTypeOf(new TagSettings { PublishAs = "int8" }));
    }

    [Fact]
    public void Names_of_datatypes_stand_at_their_numbers()
    {
        for (var number = 0; number < TagForm.PublishNames.Length; number++)
        {
            if (TagForm.PublishNames[number] is { } name)
            {
                Assert.Equal(Enum.Parse<DataType>(name), (DataType)number);
            }
        }
    }
}
