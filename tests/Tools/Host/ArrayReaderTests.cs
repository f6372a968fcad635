using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class ArrayReaderTests
{
    [Theory]
    [InlineData(SparkplugType.Int8Array, "e917", "[-23, 23]")]
    [InlineData(SparkplugType.UInt16Array, "ff000001", "[255, 256]")]
    [InlineData(SparkplugType.Int32Array, "ffffffff", "[-1]")]
    [InlineData(SparkplugType.FloatArray, "0000803f", "[1]")]
    [InlineData(SparkplugType.DoubleArray, "000000000000f83f", "[1.5]")]
    [InlineData(SparkplugType.BooleanArray, "0a000000b480",
        "[true, false, true, true, false, true, false, false, true, false]")]
    [InlineData(SparkplugType.StringArray, "6162006300", "[ab, c]")]
    [InlineData(SparkplugType.Bytes, "00ff", "00ff")]
    [InlineData(SparkplugType.UInt64Array, "", "[]")]
    public void An_array_is_packed_little_endian(SparkplugType type, string hex, string expected) =>
        Assert.Equal(expected, ValueFormat.Text(Read(type, hex, out _)));

    [Theory]
    [InlineData(SparkplugType.Int16Array, "010203")]
    [InlineData(SparkplugType.BooleanArray, "ffffffff00")]
    [InlineData(SparkplugType.BooleanArray, "01")]
    [InlineData(SparkplugType.StringArray, "6162")]
    [InlineData(SparkplugType.StringArray, "61FF00")]
    public void An_array_whose_bytes_do_not_add_up_is_refused(SparkplugType type, string hex)
    {
        Assert.Null(Read(type, hex, out string? reason));
        Assert.NotNull(reason);
    }

    private static object? Read(SparkplugType type, string hex, out string? reason) => ValueReader.Read(
        new Metric { BytesValue = ByteString.CopyFrom(Convert.FromHexString(hex)) }, type, out reason);
}
