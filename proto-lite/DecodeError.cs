namespace FieldNode.ProtoLite
{
    /// <summary>Why a payload cannot be read. All are the peer's doing. Numbers are shown in metrics: never reorder.</summary>
    public enum DecodeError
    {
        /// <summary>Nothing is wrong.</summary>
        None = 0,
        /// <summary>The payload ends inside a field.</summary>
        Truncated = 1,
        /// <summary>A varint has more than ten bytes.</summary>
        BadVarint = 2,
        /// <summary>A key has field number 0, or one above 2^29 - 1.</summary>
        BadKey = 3,
        /// <summary>A known field has another wire type than the specification gives it, or a group is used.</summary>
        BadWireType = 4,
        /// <summary>A length runs past the end of the message that holds it.</summary>
        BadLength = 5,
        /// <summary>The payload is longer than the caller's limit.</summary>
        TooLong = 6,
        /// <summary>There are more metrics than the caller's limit.</summary>
        TooManyMetrics = 7
    }

    /// <summary>Which value field a metric holds.</summary>
    public enum ValueKind
    {
        /// <summary>No value field.</summary>
        None = 0,
        /// <summary>int_value: the low 32 bits of <see cref="CommandReader.ValueBits"/>.</summary>
        Int = 1,
        /// <summary>long_value.</summary>
        Long = 2,
        /// <summary>float_value, as bits.</summary>
        Float = 3,
        /// <summary>double_value, as bits.</summary>
        Double = 4,
        /// <summary>boolean_value: 0 or 1.</summary>
        Bool = 5,
        /// <summary>string_value: <see cref="CommandReader.ValueOffset"/> and ValueCount.</summary>
        String = 6,
        /// <summary>bytes_value.</summary>
        Bytes = 7,
        /// <summary>A data set, a template or an extension: not built.</summary>
        Other = 8
    }
}
