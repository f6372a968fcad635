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
    [InlineData("real", DataType.Unknown, 0)]
    public void A_type_has_its_datatype_and_registers(string type, DataType dataType, int registers)
    {
        Assert.Equal(dataType, TagForm.DataTypeOf(new TagSettings { Type = type }));
        var index = TagForm.IndexOf(TagForm.TypeNames, type);
        Assert.Equal(registers, index < 0 ? 0 : TagForm.RegistersOf(index, 7));
    }

    [Fact]
    public void A_scaled_number_is_a_float_unless_the_file_says_otherwise()
    {
        Assert.Equal(DataType.Float, TagForm.DataTypeOf(new TagSettings { Type = "int64", Scale = 0.1 }));
        Assert.Equal(DataType.Float, TagForm.DataTypeOf(new TagSettings { Type = "double", Offset = 1 }));
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
