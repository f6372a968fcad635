namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Field keys of the Sparkplug B payload as they stand on the wire: field number * 8 + wire type (Sparkplug 3.0.0, section 6.4;
    /// protobuf encoding: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes).
    /// </summary>
    public static class FieldKey
    {
        /// <summary>Payload.timestamp, varint.</summary>
        public const byte PayloadTimestamp = 0x08;
        /// <summary>Payload.metrics, message.</summary>
        public const byte PayloadMetric = 0x12;
        /// <summary>Payload.seq, varint.</summary>
        public const byte PayloadSeq = 0x18;
        /// <summary>Payload.uuid, string.</summary>
        public const byte PayloadUuid = 0x22;
        /// <summary>Payload.body, bytes.</summary>
        public const byte PayloadBody = 0x2A;

        /// <summary>Metric.name, string.</summary>
        public const byte Name = 0x0A;
        /// <summary>Metric.alias, varint.</summary>
        public const byte Alias = 0x10;
        /// <summary>Metric.timestamp, varint.</summary>
        public const byte Timestamp = 0x18;
        /// <summary>Metric.datatype, varint.</summary>
        public const byte Datatype = 0x20;
        /// <summary>Metric.is_historical, bool.</summary>
        public const byte IsHistorical = 0x28;
        /// <summary>Metric.is_transient, bool.</summary>
        public const byte IsTransient = 0x30;
        /// <summary>Metric.is_null, bool.</summary>
        public const byte IsNull = 0x38;
        /// <summary>Metric.properties, message.</summary>
        public const byte Properties = 0x4A;
        /// <summary>Metric.int_value, varint of 32 bits.</summary>
        public const byte IntValue = 0x50;
        /// <summary>Metric.long_value, varint.</summary>
        public const byte LongValue = 0x58;
        /// <summary>Metric.float_value, four bytes.</summary>
        public const byte FloatValue = 0x65;
        /// <summary>Metric.double_value, eight bytes.</summary>
        public const byte DoubleValue = 0x69;
        /// <summary>Metric.boolean_value, varint.</summary>
        public const byte BoolValue = 0x70;
        /// <summary>Metric.string_value, string.</summary>
        public const byte StringValue = 0x7A;
        /// <summary>Metric.bytes_value: field 16 makes a key of two bytes, 82 01.</summary>
        public const byte BytesValue = 0x82;
        /// <summary>Second byte of the key of Metric.bytes_value.</summary>
        public const byte BytesValueHigh = 0x01;

        /// <summary>PropertySet.keys, string.</summary>
        public const byte PropertyKey = 0x0A;
        /// <summary>PropertySet.values, message.</summary>
        public const byte PropertyValue = 0x12;
        /// <summary>PropertyValue.type, varint.</summary>
        public const byte PropertyType = 0x08;
        /// <summary>PropertyValue.is_null, bool.</summary>
        public const byte PropertyIsNull = 0x10;
        /// <summary>PropertyValue.int_value, varint of 32 bits.</summary>
        public const byte PropertyInt = 0x18;
        /// <summary>PropertyValue.long_value, varint.</summary>
        public const byte PropertyLong = 0x20;
        /// <summary>PropertyValue.float_value, four bytes.</summary>
        public const byte PropertyFloat = 0x2D;
        /// <summary>PropertyValue.double_value, eight bytes.</summary>
        public const byte PropertyDouble = 0x31;
        /// <summary>PropertyValue.boolean_value, varint.</summary>
        public const byte PropertyBool = 0x38;
        /// <summary>PropertyValue.string_value, string.</summary>
        public const byte PropertyString = 0x42;
    }
}
