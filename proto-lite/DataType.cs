namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Sparkplug B datatypes that a node sends and accepts (Sparkplug 3.0.0, section 6.4.16). The numbers go on the wire.
    /// DataSet (16), File (18) and Template (19) and the array types are not built.
    /// </summary>
    public enum DataType
    {
        /// <summary>Never sent; in a command: the host left the datatype out.</summary>
        Unknown = 0,
        /// <summary>Signed, 8 bits, sign-extended to 32 in int_value.</summary>
        Int8 = 1,
        /// <summary>Signed, 16 bits, sign-extended to 32 in int_value.</summary>
        Int16 = 2,
        /// <summary>Signed, 32 bits, in int_value.</summary>
        Int32 = 3,
        /// <summary>Signed, 64 bits, in long_value.</summary>
        Int64 = 4,
        /// <summary>Unsigned, 8 bits, in int_value.</summary>
        UInt8 = 5,
        /// <summary>Unsigned, 16 bits, in int_value.</summary>
        UInt16 = 6,
        /// <summary>Unsigned, 32 bits, in int_value as the specification says.</summary>
        UInt32 = 7,
        /// <summary>Unsigned, 64 bits, in long_value.</summary>
        UInt64 = 8,
        /// <summary>IEEE 754 single.</summary>
        Float = 9,
        /// <summary>IEEE 754 double.</summary>
        Double = 10,
        /// <summary>True or false.</summary>
        Boolean = 11,
        /// <summary>UTF-8 text.</summary>
        String = 12,
        /// <summary>Milliseconds since 1970 UTC, in long_value.</summary>
        DateTime = 13,
        /// <summary>UTF-8 text; hosts show it as they show String.</summary>
        Text = 14,
        /// <summary>A UUID as text.</summary>
        Uuid = 15,
        /// <summary>Raw bytes.</summary>
        Bytes = 17
    }
}
