using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>Where a tag lies in its slave. Read by <see cref="ModbusMaster.Seal"/>; the master keeps flat arrays, not this object.</summary>
    public sealed class ModbusPoint
    {
        private const int TextRegistersMax = 125; // what one reply has room for (Modbus Application Protocol V1.1b3, section 6.3)
        private const int DigitRegistersMax = 4;

        /// <summary>Index of the tag in the tag table.</summary>
        public int Tag;
        /// <summary>Which table of the slave.</summary>
        public ModbusTable Table = ModbusTable.Holding;
        /// <summary>First address, 0-based as on the wire, 0 to 65535. See <see cref="ModbusAddress"/> for the other habit.</summary>
        public int Address;
        /// <summary>How the registers are read. Coils and discrete inputs are always <see cref="RegisterType.Bool"/>.</summary>
        public RegisterType Type = RegisterType.UInt16;
        /// <summary>Order of the bytes in the registers.</summary>
        public RegisterOrder Order;
        /// <summary>
        /// For Bool in a register: which bit, 0 (least significant) to 15; -1: true if the register is not 0. For UInt8 and Int8: 8 for the
        /// high byte; -1 or 0 for the low one.
        /// </summary>
        public int Bit = -1;
        /// <summary>Number of registers for Text (1 to 125), Bcd (1 to 4), Mod10 and UMod10 (2 to 4). Else it is known from the type.</summary>
        public int Registers;
        /// <summary>For Text: what its bytes mean.</summary>
        public TextCharset Charset;
        /// <summary>True: <see cref="NotAvailable"/> says that there is no value. Not for Text, coils and discrete inputs.</summary>
        public bool HasNotAvailable;
        /// <summary>
        /// What the registers hold (for UInt8 and Int8: the byte) if the slave has no value, as an unsigned number, most significant first. If
        /// it is a not-a-number of a Float or Double, each not-a-number says so.
        /// </summary>
        public long NotAvailable;
        /// <summary>
        /// Address, in the same table, of a signed register whose value n scales this one: value = raw * 10^n (SunSpec's sunssf); -1: none. Both
        /// are read in one request. For numbers that are not written.
        /// </summary>
        public int ScaleAddress = -1;
        /// <summary>How often it is read, in ms, 1 or more.</summary>
        public int PeriodMs = 1000;
        /// <summary>
        /// The tag may be written: a coil, or one or more whole holding registers of a number (Bool without a bit: 0 or 1).
        /// </summary>
        public bool Writable;
        /// <summary>
        /// Some slaves know only the functions that write many: use 15 instead of 5 and 16 instead of 6 also for one.
        /// </summary>
        public bool WriteMultiple;
        /// <summary>For writes: the tag's value = raw * Scale + Offset.</summary>
        public double Scale = 1;
        /// <summary>For writes: added after <see cref="Scale"/>.</summary>
        public double Offset;

        /// <summary>True for the two tables of bits.</summary>
        internal bool IsBits
        {
            get { return Table == ModbusTable.Coil || Table == ModbusTable.Discrete; }
        }

        /// <summary>Registers or bits of the value itself.</summary>
        internal int Length
        {
            get { return IsBits ? 1 : LengthOf(Type, Registers); }
        }

        /// <summary>Address of the first register that is read for it: its own, or that of its scale.</summary>
        internal int First
        {
            get { return ScaleAddress >= 0 && ScaleAddress < Address ? ScaleAddress : Address; }
        }

        /// <summary>Registers or bits that are read for it.</summary>
        internal int Span
        {
            get
            {
                int end = Address + Length;
                return (ScaleAddress >= end ? ScaleAddress + 1 : end) - First;
            }
        }

        /// <summary>True if its value is told or scaled by something else than its own number.</summary>
        internal bool HasExtra
        {
            get { return HasNotAvailable || ScaleAddress >= 0; }
        }

        /// <summary>True for the types whose number of registers must be said.</summary>
        public static bool HasLength(RegisterType type)
        {
            return type == RegisterType.Text || IsDigits(type);
        }

        /// <summary>Fewest registers of a type whose number of registers must be said.</summary>
        public static int LeastOf(RegisterType type)
        {
            return type == RegisterType.Mod10 || type == RegisterType.UMod10 ? 2 : 1;
        }

        /// <summary>Most registers of a type whose number of registers must be said.</summary>
        public static int MostOf(RegisterType type)
        {
            return type == RegisterType.Text ? TextRegistersMax : DigitRegistersMax;
        }

        /// <summary>True for numbers that lie in their registers as decimal digits.</summary>
        internal static bool IsDigits(RegisterType type)
        {
            return type >= RegisterType.Bcd && type <= RegisterType.UMod10;
        }

        /// <summary>True for one byte of a register.</summary>
        public static bool IsByte(RegisterType type)
        {
            return type == RegisterType.UInt8 || type == RegisterType.Int8;
        }

        /// <summary>Registers that a value of a type occupies.</summary>
        /// <param name="type">The type.</param>
        /// <param name="registers">Counts only where <see cref="HasLength"/> holds.</param>
        public static int LengthOf(RegisterType type, int registers)
        {
            switch (type)
            {
                case RegisterType.Int32:
                case RegisterType.UInt32:
                case RegisterType.Float:
                    return 2;
                case RegisterType.Int64:
                case RegisterType.UInt64:
                case RegisterType.Double:
                    return 4;
                default:
                    return HasLength(type) ? registers : 1;
            }
        }

        /// <summary>
        /// True if a slave's value can be set: a coil, or whole holding registers of a number (Bool without a bit: 0 or 1). The neighbours of a
        /// bit or byte may have changed since they were read, a command carries no text, and by what another register scales may have changed.
        /// </summary>
        internal bool CanWrite
        {
            get
            {
                return (Table == ModbusTable.Coil || (Table == ModbusTable.Holding && Bit < 0 && !IsByte(Type)))
                    && Type != RegisterType.Text && ScaleAddress < 0;
            }
        }

        /// <summary>Throws ArgumentException, with the reason in words, if no slave could be asked for this.</summary>
        internal void Check()
        {
            Require(Tag >= 0, "the tag is negative");
            Require(Table == ModbusTable.Coil || Table == ModbusTable.Discrete || Table == ModbusTable.Input
                || Table == ModbusTable.Holding, "there is no such table");
            Require(Type >= RegisterType.Bool && Type <= RegisterType.UMod10, "there is no such type");
            Require(Order >= RegisterOrder.Abcd && Order <= RegisterOrder.Dcba, "there is no such order");
            Require(Charset >= TextCharset.Utf8 && Charset <= TextCharset.Ascii, "there is no such charset");
            Require(!IsBits || Type == RegisterType.Bool, "a coil or discrete input is of type bool");
            Require(Bit >= -1 && Bit <= 15, "the bit is not in 0 to 15");
            Require(Bit == -1 || (Type == RegisterType.Bool && !IsBits) || (IsByte(Type) && (Bit == 0 || Bit == 8)),
                "a bit needs type bool in a register; a byte begins at bit 0 or 8");
            Require(!HasLength(Type) || (Registers >= LeastOf(Type) && Registers <= MostOf(Type)), "so many registers has no such type");
            Require(!HasExtra || (!IsBits && Type != RegisterType.Text), "only what lies in registers, and no text, has a code or a scale");
            Require(ScaleAddress < 0 || (Type != RegisterType.Bool && ScaleAddress < ModbusAddress.AddressesMax
                && (ScaleAddress < Address || ScaleAddress >= Address + Length) && Span <= TextRegistersMax),
                "a scale is another register, at most 125 away, and scales a number");
            Require(Address >= 0 && Address + Length <= ModbusAddress.AddressesMax, "the address is not in 0 to 65535");
            Require(PeriodMs >= 1, "the period is below 1 ms");
            Require(!Writable || Scale != 0, "a writable tag needs a scale other than 0");
        }

        private static void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new ArgumentException("Modbus point: " + otherwise);
            }
        }
    }
}
