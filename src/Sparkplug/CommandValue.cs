using System;
using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// The value of a command's metric as a tag's datatype has it. Hosts differ in the field they use for a whole number and in how they
    /// send small negative ones; what does not fit is refused, never cut to fit.
    /// </summary>
    public static class CommandValue
    {
        private const double FloatMax = 3.4028234663852886e38; // IEEE 754, binary32

        /// <summary>Reads the current metric of a command.</summary>
        /// <param name="command">Stands on the metric.</param>
        /// <param name="type">Datatype of the tag that is written.</param>
        /// <param name="value">The value; for 64-bit integers the nearest double.</param>
        /// <param name="bits">The exact number of a whole datatype.</param>
        public static CommandVerdict Read(CommandReader command, DataType type, out double value, out long bits)
        {
            value = 0;
            bits = 0;
            if (command.IsNull)
            {
                return CommandVerdict.WrongType;
            }

            switch (command.Kind)
            {
                case ValueKind.Bool:
                    if (type != DataType.Boolean)
                    {
                        return CommandVerdict.WrongType;
                    }

                    bits = command.ValueBits;
                    value = bits;
                    return CommandVerdict.Passed;
                case ValueKind.Int:
                case ValueKind.Long:
                    return ReadWhole(command, type, out value, out bits);
                case ValueKind.Float:
                    return FromReal(FloatBits.ToDouble((int)command.ValueBits), type, out value, out bits);
                case ValueKind.Double:
                    return FromReal(BitConverter.Int64BitsToDouble(command.ValueBits), type, out value, out bits);
                default:
                    return CommandVerdict.WrongType;
            }
        }

        private static CommandVerdict ReadWhole(CommandReader command, DataType type, out double value, out long bits)
        {
            if (type == DataType.Float || type == DataType.Double)
            {
                // int_value has no sign of its own: the datatype says it, and without one it is Int32, as most hosts mean it.
                DataType sent = command.Datatype != 0 ? (DataType)command.Datatype
                    : command.Kind == ValueKind.Int ? DataType.Int32 : DataType.Int64;
                bits = command.IntegerAs(sent);
                value = bits;
                return IsExact(bits, value, sent, type) ? CommandVerdict.Passed : CommandVerdict.OutOfRange;
            }

            if (type == DataType.Boolean)
            {
                bits = command.ValueBits;
                value = bits;
                return bits == 0 || bits == 1 ? CommandVerdict.Passed : CommandVerdict.OutOfRange;
            }

            bits = command.IntegerAs(type);
            value = type == DataType.UInt64 ? UnsignedBits.ToDouble(bits) : bits;
            return FitsAsSent(command, type, bits) ? CommandVerdict.Passed : CommandVerdict.OutOfRange;
        }

        // A whole number becomes a real one only as itself: up to 2^24 and 2^53 all do, above them some.
        private static bool IsExact(long bits, double value, DataType sent, DataType type)
        {
            if ((sent == DataType.UInt64 && bits < 0) || value >= 9223372036854775808.0 || (long)value != bits)
            {
                return false;
            }

            return type == DataType.Double || FloatBits.ToDouble(FloatBits.FromDouble(value)) == value;
        }

        // What was sent must be the number itself, sign-extended to 32 or 64 bits, or masked to the datatype's width.
        private static bool FitsAsSent(CommandReader command, DataType type, long bits)
        {
            long sent = command.ValueBits;
            if (sent == bits || (command.Kind == ValueKind.Int && sent == (bits & 0xFFFFFFFFL)))
            {
                return true;
            }

            switch (type)
            {
                case DataType.Int8: return sent == (bits & 0xFF);
                case DataType.Int16: return sent == (bits & 0xFFFF);
                case DataType.Int32: return sent == (bits & 0xFFFFFFFFL);
                default: return false;
            }
        }

        private static CommandVerdict FromReal(double real, DataType type, out double value, out long bits)
        {
            value = real;
            bits = 0;
            if (double.IsNaN(real) || double.IsInfinity(real))
            {
                return CommandVerdict.OutOfRange;
            }

            if (type == DataType.Float || type == DataType.Double)
            {
                bool fits = type == DataType.Double || (real <= FloatMax && real >= -FloatMax);
                return fits ? CommandVerdict.Passed : CommandVerdict.OutOfRange;
            }

            // A whole datatype takes a real number only if it is whole and exact (below 2^53).
            if (type > DataType.UInt64 || real > 9007199254740992.0 || real < -9007199254740992.0)
            {
                return type > DataType.UInt64 ? CommandVerdict.WrongType : CommandVerdict.OutOfRange;
            }

            bits = (long)real;
            if (bits != real)
            {
                return CommandVerdict.WrongType;
            }

            return InRange(bits, type) ? CommandVerdict.Passed : CommandVerdict.OutOfRange;
        }

        private static bool InRange(long bits, DataType type)
        {
            switch (type)
            {
                case DataType.Int8: return bits >= -128 && bits <= 127;
                case DataType.Int16: return bits >= -32768 && bits <= 32767;
                case DataType.Int32: return bits >= int.MinValue && bits <= int.MaxValue;
                case DataType.UInt8: return bits >= 0 && bits <= 255;
                case DataType.UInt16: return bits >= 0 && bits <= 65535;
                case DataType.UInt32: return bits >= 0 && bits <= 4294967295L;
                case DataType.UInt64: return bits >= 0;
                default: return true;
            }
        }
    }
}
