namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Properties of a metric (Sparkplug 3.0.0, section 6.4.12): first all keys, then as many values in the same order.
    /// </summary>
    public sealed partial class PayloadWriter
    {
        /// <summary>Opens the property set of the open metric.</summary>
        public void BeginProperties()
        {
            propertyBody = OpenMessage(FieldKey.Properties);
        }

        /// <summary>One key (UTF-8).</summary>
        public void PropertyKey(byte[] text, int offset, int count)
        {
            BytesField(FieldKey.PropertyKey, text, offset, count);
        }

        /// <summary>A value of Int8 to UInt32: 32 bits.</summary>
        public void PropertyInt(DataType type, int bits)
        {
            int body = OpenValue(type);
            VarintField(FieldKey.PropertyInt, bits & 0xFFFFFFFFL);
            CloseMessage(body);
        }

        /// <summary>A value of Int64, UInt64 or DateTime.</summary>
        public void PropertyLong(DataType type, long bits)
        {
            int body = OpenValue(type);
            VarintField(FieldKey.PropertyLong, bits);
            CloseMessage(body);
        }

        /// <summary>A value of Float, as bits.</summary>
        public void PropertyFloat(int bits)
        {
            int body = OpenValue(DataType.Float);
            Fixed32Field(FieldKey.PropertyFloat, bits);
            CloseMessage(body);
        }

        /// <summary>A value of Double, as bits.</summary>
        public void PropertyDouble(long bits)
        {
            int body = OpenValue(DataType.Double);
            Fixed64Field(FieldKey.PropertyDouble, bits);
            CloseMessage(body);
        }

        /// <summary>A value of Boolean.</summary>
        public void PropertyBool(bool value)
        {
            int body = OpenValue(DataType.Boolean);
            VarintField(FieldKey.PropertyBool, value ? 1 : 0);
            CloseMessage(body);
        }

        /// <summary>A value of String or Text (UTF-8).</summary>
        public void PropertyString(DataType type, byte[] text, int offset, int count)
        {
            int body = OpenValue(type);
            BytesField(FieldKey.PropertyString, text, offset, count);
            CloseMessage(body);
        }

        /// <summary>A value that is null.</summary>
        public void PropertyNull(DataType type)
        {
            int body = OpenValue(type);
            VarintField(FieldKey.PropertyIsNull, 1);
            CloseMessage(body);
        }

        /// <summary>Closes the property set.</summary>
        public void EndProperties()
        {
            CloseMessage(propertyBody);
        }

        private int OpenValue(DataType type)
        {
            int body = OpenMessage(FieldKey.PropertyValue);
            VarintField(FieldKey.PropertyType, (int)type);
            return body;
        }
    }
}
