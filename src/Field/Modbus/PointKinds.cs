namespace FieldNode.Field.Modbus
{
    /// <summary>How a point is taken from a reply: one switch in the hot loop instead of a look at type, order and datatype.</summary>
    internal static class PointKinds
    {
        // A Float that is published as it was read: its bytes go straight into the tag's image.
        internal const byte FloatAbcd = 0;
        internal const byte FloatCdab = 1;
        internal const byte FloatBadc = 2;
        internal const byte FloatDcba = 3;
        internal const byte UInt16 = 4;
        internal const byte Int16 = 5;
        internal const byte UInt16Swapped = 6;
        internal const byte Int16Swapped = 7;
        internal const byte BitOfReply = 8;
        internal const byte Other = 9;

        internal static byte Of(ModbusPoint point, bool plainFloat)
        {
            bool swapped = point.Order == RegisterOrder.Badc || point.Order == RegisterOrder.Dcba;
            if (point.IsBits)
            {
                return BitOfReply;
            }

            switch (point.Type)
            {
                case RegisterType.Float: return plainFloat ? (byte)point.Order : Other;
                case RegisterType.UInt16: return swapped ? UInt16Swapped : UInt16;
                case RegisterType.Int16: return swapped ? Int16Swapped : Int16;
                default: return Other;
            }
        }

        /// <summary>
        /// Byte i of a value of so many bytes, counted from the most significant, is at position i XOR this (see RegisterOrder).
        /// </summary>
        internal static int MaskOf(RegisterOrder order, int byteCount)
        {
            switch (order)
            {
                case RegisterOrder.Cdab: return byteCount - 2;
                case RegisterOrder.Badc: return 1;
                case RegisterOrder.Dcba: return byteCount - 1;
                default: return 0;
            }
        }
    }
}
