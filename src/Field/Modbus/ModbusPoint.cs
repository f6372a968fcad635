using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>Where a tag lies in its slave. Read by <see cref="ModbusMaster.Seal"/>; the master keeps flat arrays, not this object.</summary>
    public sealed class ModbusPoint
    {
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
        /// <summary>For Bool in a register: which bit, 0 (least significant) to 15; -1: true if the register is not 0.</summary>
        public int Bit = -1;
        /// <summary>For Text: number of registers, 1 to 125. Else it is known from the type.</summary>
        public int Registers;
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

        /// <summary>Registers or bits that it occupies.</summary>
        internal int Length
        {
            get { return IsBits ? 1 : LengthOf(Type, Registers); }
        }

        /// <summary>Registers that a value of a type occupies.</summary>
        /// <param name="type">The type.</param>
        /// <param name="textRegisters">Counts only for Text.</param>
        public static int LengthOf(RegisterType type, int textRegisters)
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
                case RegisterType.Text:
                    return textRegisters;
                default:
                    return 1;
            }
        }

        /// <summary>Throws ArgumentException, with the reason in words, if no slave could be asked for this.</summary>
        internal void Check()
        {
            Require(Tag >= 0, "the tag is negative");
            Require(Table == ModbusTable.Coil || Table == ModbusTable.Discrete || Table == ModbusTable.Input
                || Table == ModbusTable.Holding, "there is no such table");
            Require(Type >= RegisterType.Bool && Type <= RegisterType.Text, "there is no such type");
            Require(Order >= RegisterOrder.Abcd && Order <= RegisterOrder.Dcba, "there is no such order");
            Require(!IsBits || Type == RegisterType.Bool, "a coil or discrete input is of type bool");
            Require(Bit >= -1 && Bit <= 15, "the bit is not in 0 to 15");
            Require(Bit == -1 || (Type == RegisterType.Bool && !IsBits), "a bit needs type bool in a register");
            Require(Type != RegisterType.Text || (Registers >= 1 && Registers <= 125), "text needs 1 to 125 registers");
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
