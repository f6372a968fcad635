using System.Buffers.Binary;
using System.Text;

namespace FieldNode.Host;

/// <summary>
/// Datatypes in bytes_value: Bytes, File and the arrays, which are packed little-endian (section 6.4.17).
/// </summary>
internal static class ArrayReader
{
    internal static object? Read(SparkplugType type, byte[] bytes, out string? reason)
    {
        reason = null;
        int size = ElementSize(type);
        switch (type)
        {
            case SparkplugType.Bytes or SparkplugType.File:
                return bytes;
            case SparkplugType.StringArray:
                return Strings(bytes, out reason);
            case SparkplugType.BooleanArray:
                return Booleans(bytes, out reason);
            case var _ when size == 0:
                reason = $"a {type} lies in bytes_value";
                return null;
            case var _ when bytes.Length % size != 0:
                reason = $"{bytes.Length} bytes are no whole number of {type} elements";
                return null;
        }
        var values = new object[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Element(type, bytes.AsSpan(i * size, size));
        }
        return values;
    }

    private static int ElementSize(SparkplugType type) => type switch
    {
        SparkplugType.Int8Array or SparkplugType.UInt8Array => 1,
        SparkplugType.Int16Array or SparkplugType.UInt16Array => 2,
        SparkplugType.Int32Array or SparkplugType.UInt32Array or SparkplugType.FloatArray => 4,
        SparkplugType.Int64Array or SparkplugType.UInt64Array or SparkplugType.DoubleArray
            or SparkplugType.DateTimeArray => 8,
        _ => 0,
    };

    private static object Element(SparkplugType type, ReadOnlySpan<byte> at) => type switch
    {
        SparkplugType.Int8Array => (long)(sbyte)at[0],
        SparkplugType.UInt8Array => (long)at[0],
        SparkplugType.Int16Array => (long)BinaryPrimitives.ReadInt16LittleEndian(at),
        SparkplugType.UInt16Array => (long)BinaryPrimitives.ReadUInt16LittleEndian(at),
        SparkplugType.Int32Array => (long)BinaryPrimitives.ReadInt32LittleEndian(at),
        SparkplugType.UInt32Array => (long)BinaryPrimitives.ReadUInt32LittleEndian(at),
        SparkplugType.FloatArray => BinaryPrimitives.ReadSingleLittleEndian(at),
        SparkplugType.DoubleArray => BinaryPrimitives.ReadDoubleLittleEndian(at),
        SparkplugType.UInt64Array => BinaryPrimitives.ReadUInt64LittleEndian(at),
        _ => BinaryPrimitives.ReadInt64LittleEndian(at), // Int64, and DateTime as ms
    };

    /// <summary>Each text ends in a NUL.</summary>
    private static object[]? Strings(byte[] bytes, out string? reason)
    {
        reason = bytes.Length > 0 && bytes[^1] != 0 ? "the last text of a StringArray has no end"
            : System.Text.Unicode.Utf8.IsValid(bytes) ? null : "a text of a StringArray is not UTF-8";
        return reason is null ? [.. Encoding.UTF8.GetString(bytes).Split('\0').SkipLast(1)] : null;
    }

    /// <summary>A count in 4 bytes, then a bit each, the highest bit first.</summary>
    private static object[]? Booleans(byte[] bytes, out string? reason)
    {
        uint count = bytes.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (bytes.Length < 4 || bytes.Length - 4 != (count + 7L) / 8)
        {
            reason = "count and length of a BooleanArray differ";
            return null;
        }
        reason = null;
        var values = new object[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (bytes[4 + (i / 8)] & (0x80 >> (i % 8))) != 0;
        }
        return values;
    }
}
