using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

public sealed class TagTableValuesTests
{
    [Fact]
    public void Before_the_first_read_a_tag_has_no_value_and_is_stale()
    {
        TagTable table = Tables.Born(DataType.Float);
        Assert.False(table.HasValue(0));
        Assert.Equal(Quality.Stale, table.QualityOf(0));
        Assert.Equal(QualityReason.NotReadYet, table.ReasonOf(0));
        table.SetFloat(0, 1);
        Assert.True(table.HasValue(0));
        Assert.Equal(Quality.Good, table.QualityOf(0));
        Assert.Equal(QualityReason.None, table.ReasonOf(0));
    }

    [Fact]
    public void Numbers_are_read_back_as_they_were_sampled()
    {
        Assert.Equal(-128, Sampled(DataType.Int8, "-128").GetInt(0));
        Assert.Equal(-128, Sampled(DataType.Int8, "-128").GetReal(0));
        Assert.Equal(uint.MaxValue, Sampled(DataType.UInt32, "4294967295").GetInt(0));
        Assert.Equal(uint.MaxValue, Sampled(DataType.UInt32, "4294967295").GetReal(0));
        Assert.Equal(long.MinValue, Sampled(DataType.Int64, "-9223372036854775808").GetInt(0));
        Assert.Equal(-1L, Sampled(DataType.UInt64, "18446744073709551615").GetInt(0));
        Assert.Equal(18446744073709551615.0, Sampled(DataType.UInt64, "18446744073709551615").GetReal(0));
        Assert.Equal(9223372036854775808.0, Sampled(DataType.UInt64, "9223372036854775808").GetReal(0));
        Assert.Equal((double)-0.1f, Sampled(DataType.Float, "-0.1").GetReal(0));
        Assert.Equal(double.Epsilon, Sampled(DataType.Double, "4.94065645841247E-324").GetReal(0));
        Assert.True(Sampled(DataType.Boolean, "True").GetBool(0));
        Assert.False(Sampled(DataType.Boolean, "False").GetBool(0));
    }

    [Fact]
    public void A_text_is_read_back_as_it_was_sampled()
    {
        Assert.Equal("Größe €", Sampled(DataType.String, "Größe €").GetText(0));
        Assert.Equal("", Sampled(DataType.Text, "").GetText(0));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-3.4e38)]
    [InlineData(1e-45)]
    [InlineData(1e300)]
    public void Drivers_get_the_nearest_single_of_a_double_and_back(double value)
    {
        int bits = TagTable.DoubleToSingle(value);
        Assert.Equal(BitConverter.SingleToInt32Bits((float)value), bits);
        Assert.Equal((float)value, TagTable.SingleToDouble(bits));
    }

    [Fact]
    public void Names_too_long_for_an_image_change_nothing_about_the_values()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Double, DataType.Int32, DataType.UInt64 })
        {
            TagTable table = Tables.Sealed(false, new TagSpec { Name = new string('n', 200), DataType = type });
            table.SetInt(0, 77);
            Assert.Equal(77, table.GetReal(0));
        }
    }

    private static TagTable Sampled(DataType type, string value)
    {
        TagTable table = Tables.Born(type);
        Expect.Sample(table, 0, value);
        return table;
    }
}
