using System.Text;
using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>Values in: scaling, rounding, ranges, quality.</summary>
public sealed class TagTableSamplingTests
{
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(-0.5, -1)]
    [InlineData(0.4999, 0)]
    [InlineData(0.49999999999999994, 0)]
    [InlineData(-0.49999999999999994, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 3)]
    [InlineData(-2.5, -3)]
    [InlineData(-2.4, -2)]
    [InlineData(4503599627370495.5, 4503599627370496)]
    [InlineData(4503599627370497.0, 4503599627370497)]
    [InlineData(-9007199254740991.0, -9007199254740991)]
    [InlineData(-9223372036854775808.0, long.MinValue)]
    [InlineData(9223372036854774784.0, 9223372036854774784)]
    public void A_real_is_rounded_half_away_from_zero_into_a_whole_number(double raw, long whole)
    {
        TagTable table = Tables.Born(DataType.Int64);
        table.SetReal(0, raw);
        Assert.Equal(Quality.Good, table.QualityOf(0));
        Assert.Equal(whole, table.GetInt(0));
    }

    [Theory]
    [InlineData(DataType.Int16, 250, 0.1, 0, 25)]
    [InlineData(DataType.Int16, 255, 0.1, 0, 26)]
    [InlineData(DataType.Int16, -255, 0.1, 0, -26)]
    [InlineData(DataType.UInt8, 4000, 0.0625, -20, 230)]
    [InlineData(DataType.Int32, 7, -2, 0.25, -14)]
    [InlineData(DataType.Double, 4095, 0.25, -10.5, 1013.25)]
    [InlineData(DataType.Float, 4095, 0.25, -10.5, 1013.25)]
    [InlineData(DataType.Boolean, 1, -1, 1, 0)]
    [InlineData(DataType.Boolean, 0, -1, 1, 1)]
    public void A_value_is_raw_times_scale_plus_offset(
        DataType type, long raw, double scale, double offset, double value)
    {
        TagTable table = Tables.Born(new TagSpec { Name = "A", DataType = type, Scale = scale, Offset = offset });
        Assert.False(table.IsPlainFloat(0));
        table.SetInt(0, raw);
        Assert.Equal(value, table.GetReal(0));
        Assert.Equal(Quality.Good, table.QualityOf(0));
        table.SetReal(0, raw);
        Assert.Equal(value, table.GetReal(0));
    }

    [Theory]
    [InlineData(DataType.Int8, -128, 127)]
    [InlineData(DataType.Int16, -32768, 32767)]
    [InlineData(DataType.Int32, int.MinValue, int.MaxValue)]
    [InlineData(DataType.UInt8, 0, 255)]
    [InlineData(DataType.UInt16, 0, 65535)]
    [InlineData(DataType.UInt32, 0, uint.MaxValue)]
    public void A_whole_number_outside_its_datatype_is_bad_and_the_last_good_value_stays(
        DataType type, long lowest, long highest)
    {
        TagTable table = Tables.Born(type);
        foreach (long good in new[] { lowest, highest })
        {
            table.SetInt(0, good);
            Assert.Equal((good, Quality.Good), (table.GetInt(0), table.QualityOf(0)));
            foreach (long bad in new[] { lowest - 1, highest + 1, long.MinValue, long.MaxValue })
            {
                table.SetInt(0, bad);
                AssertOutOfRange(table, good);
                table.SetReal(0, bad);
                AssertOutOfRange(table, good);
                table.SetReal(0, good);
                Assert.Equal(QualityReason.None, table.ReasonOf(0));
            }

            table.SetReal(0, lowest - 0.5);
            AssertOutOfRange(table, good);
            table.SetReal(0, highest + 0.5);
            AssertOutOfRange(table, good);
            table.SetUInt(0, -1);
            AssertOutOfRange(table, good);
        }
    }

    [Theory]
    [InlineData(DataType.Int64, 9223372036854775808.0)]
    [InlineData(DataType.Int64, -9223372036854777856.0)]
    [InlineData(DataType.UInt64, 18446744073709551616.0)]
    [InlineData(DataType.UInt64, -0.5)]
    [InlineData(DataType.DateTime, -1.0)]
    [InlineData(DataType.Float, 3.5e38)]
    [InlineData(DataType.Float, -1e300)]
    [InlineData(DataType.Float, double.NaN)]
    [InlineData(DataType.Double, double.NaN)]
    [InlineData(DataType.Double, double.PositiveInfinity)]
    [InlineData(DataType.Double, double.NegativeInfinity)]
    [InlineData(DataType.Int32, double.NaN)]
    [InlineData(DataType.UInt64, double.PositiveInfinity)]
    [InlineData(DataType.Boolean, double.NaN)]
    public void A_real_that_does_not_fit_is_bad_and_the_last_good_value_stays(DataType type, double raw)
    {
        TagTable table = Tables.Born(type);
        table.SetInt(0, 1);
        double good = table.GetReal(0);
        table.SetReal(0, raw);
        AssertOutOfRange(table, table.GetInt(0));
        Assert.Equal(good, table.GetReal(0));
        Assert.Equal(1, good);
    }

    [Fact]
    public void A_double_that_overflows_by_its_scale_is_bad()
    {
        TagTable table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.Double, Scale = 1e10 });
        table.SetReal(0, 1e300);
        Assert.Equal(QualityReason.OutOfRange, table.ReasonOf(0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void The_bytes_of_a_float_that_is_no_number_are_bad_and_the_last_good_value_stays_on_the_wire(float raw)
    {
        TagTable table = Tables.Born(DataType.Float);
        Assert.True(table.IsPlainFloat(0));
        table.SetFloat(0, raw);
        Assert.True(Wire.Change(table).IsNull);
        table.SetFloat(0, 3.4028235E+38f);
        Assert.Equal(float.MaxValue, Wire.Change(table).FloatValue);
        table.SetFloat(0, raw);
        Metric metric = Wire.Change(table);
        Assert.Equal(float.MaxValue, metric.FloatValue);
        Assert.Equal((Quality.Bad, QualityReason.OutOfRange), (Tables.QualityIn(metric), Tables.ReasonIn(metric)));
        table.SetFloat(0, raw);
        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void Numbers_above_2_to_the_63_go_through_SetUInt_and_scaled_reals()
    {
        TagTable table = Tables.Born(DataType.UInt64);
        table.SetUInt(0, long.MinValue);
        Assert.Equal(1UL << 63, Wire.Change(table).LongValue);
        table.SetReal(0, 18446744073709549568.0);
        Assert.Equal(18446744073709549568UL, Wire.Change(table).LongValue);
        table.SetUInt(0, -1);
        Assert.Equal(ulong.MaxValue, Wire.Change(table).LongValue);
        table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.UInt64, Scale = 0.5 });
        table.SetUInt(0, long.MinValue);
        Assert.Equal(1UL << 62, Wire.Change(table).LongValue);
        table = Tables.Born(DataType.Float);
        table.SetUInt(0, long.MinValue);
        Assert.Equal(9223372036854775808f, Wire.Change(table).FloatValue);
        table = Tables.Born(DataType.Int64);
        table.SetUInt(0, long.MinValue);
        Assert.Equal(QualityReason.OutOfRange, table.ReasonOf(0));
    }

    [Fact]
    public void A_boolean_is_true_for_every_number_that_does_not_round_to_zero()
    {
        TagTable table = Tables.Born(DataType.Boolean);
        Check(() => table.SetInt(0, -1), true);
        Check(() => table.SetInt(0, 0), false);
        Check(() => table.SetInt(0, long.MinValue), true);
        Check(() => table.SetReal(0, 0.49), false);
        Check(() => table.SetReal(0, 0.5), true);
        Check(() => table.SetReal(0, -0.49), false);
        Check(() => table.SetReal(0, -0.5), true);
        Check(() => table.SetBool(0, false), false);
        Check(() => table.SetReal(0, 1e30), true);
        Check(() => table.SetUInt(0, 0), false);
        Check(() => table.SetUInt(0, long.MinValue), true);

        void Check(Action set, bool value)
        {
            set();
            Assert.Equal((value, Quality.Good), (table.GetBool(0), table.QualityOf(0)));
            Assert.Equal(value, Wire.Change(table).BooleanValue);
        }
    }

    [Fact]
    public void A_boolean_goes_into_numbers_as_1_and_0()
    {
        foreach (DataType type in new[] { DataType.Int8, DataType.UInt64, DataType.Float, DataType.Double })
        {
            TagTable table = Tables.Born(type);
            table.SetBool(0, true);
            Assert.Equal(1, table.GetReal(0));
            table.SetBool(0, false);
            Assert.Equal(0, table.GetReal(0));
        }
    }

    [Theory]
    [InlineData(DataType.String, "abcdefgh", "abcdef")]
    [InlineData(DataType.String, "abcdeü", "abcde")]
    [InlineData(DataType.Text, "abcd€", "abcd")]
    [InlineData(DataType.Text, "abc€x", "abc€")]
    [InlineData(DataType.Uuid, "😀😀", "😀")]
    public void A_text_too_long_for_its_room_is_cut_off_between_two_characters(
        DataType type, string given, string shown)
    {
        TagTable table = Tables.Born(new TagSpec { Name = "A", DataType = type, TextBytesMax = 6 });
        table.SetString(0, given);
        Assert.Equal(shown, Wire.Change(table).StringValue);
        table.SetString(0, given);
        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void Bytes_too_long_for_their_room_are_cut_off_anywhere()
    {
        TagTable table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.Bytes, TextBytesMax = 6 });
        table.SetBlob(0, Encoding.UTF8.GetBytes("abcdeü"));
        Assert.Equal("abcdeü"u8[..6].ToArray(), Wire.Change(table).BytesValue.ToByteArray());
        table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.Bytes, TextBytesMax = 0 });
        table.SetBlob(0, [1]);
        Assert.True(Wire.Change(table).HasBytesValue);
    }

    [Fact]
    public void A_source_that_fails_before_any_value_is_null_and_the_quality_says_why()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Int32, DataType.String })
        {
            TagTable table = Tables.Born(type);
            table.BeginSample(Wire.Time);
            table.SetBad(0, QualityReason.NoAnswer);
            Assert.False(table.HasValue(0));
            Assert.Equal((Quality.Bad, QualityReason.NoAnswer), (table.QualityOf(0), table.ReasonOf(0)));
            Wire.AssertMetrics(Wire.Data(table), Expect.Data(table, 0, Wire.Time).WithNull()
                .WithProperties(null, Quality.Bad, QualityReason.NoAnswer));
        }
    }

    [Fact]
    public void A_device_is_what_its_driver_says_and_the_node_is_always_there()
    {
        var table = new TagTable(0, 2);
        int device = table.AddDevice("Pump");
        table.Seal(true);
        Assert.True(table.IsDeviceOnline(0));
        Assert.False(table.IsDeviceOnline(device));
        Assert.Equal(QualityReason.NotReadYet, table.DeviceReason(device));
        table.SetDeviceState(device, true, QualityReason.None);
        Assert.Equal((true, QualityReason.None), (table.IsDeviceOnline(device), table.DeviceReason(device)));
        table.SetDeviceState(device, false, QualityReason.PortLost);
        Assert.Equal((false, QualityReason.PortLost), (table.IsDeviceOnline(device), table.DeviceReason(device)));
    }

    private static void AssertOutOfRange(TagTable table, long lastGood)
    {
        Assert.Equal((Quality.Bad, QualityReason.OutOfRange), (table.QualityOf(0), table.ReasonOf(0)));
        Assert.Equal(lastGood, table.GetInt(0));
    }
}
