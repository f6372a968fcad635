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
        // As Other, but a code of its own says that there is no value, or another register by what it is scaled (ModbusPlan.Extras.cs).
        internal const byte WithExtra = 10;

        internal static byte Of(ModbusPoint point, bool plainFloat)
        {
            bool swapped = IsSwapped(point.Order);
            if (point.IsBits)
            {
                return BitOfReply;
            }

            if (point.HasExtra)
            {
                return WithExtra;
            }

            switch (point.Type)
            {
                case RegisterType.Float: return plainFloat ? (byte)point.Order : Other;
                case RegisterType.UInt16: return swapped ? UInt16Swapped : UInt16;
                case RegisterType.Int16: return swapped ? Int16Swapped : Int16;
                default: return Other;
            }
        }

        /// <summary>Byte i of a float, counted from the most significant, is at i XOR this: 0 to 3.</summary>
        internal static byte FloatMask(RegisterOrder order)
        {
            return (byte)((IsReversed(order) ? 2 : 0) | (IsSwapped(order) ? 1 : 0));
        }

        /// <summary>The first register of a value is its least significant one.</summary>
        internal static bool IsReversed(RegisterOrder order)
        {
            return order == RegisterOrder.Cdab || order == RegisterOrder.Dcba;
        }

        /// <summary>The first byte of a register is its less significant one.</summary>
        internal static bool IsSwapped(RegisterOrder order)
        {
            return order == RegisterOrder.Badc || order == RegisterOrder.Dcba;
        }
    }
}
