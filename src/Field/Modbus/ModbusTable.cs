namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// The four tables of a Modbus slave (Modbus Application Protocol V1.1b3, section 4.3). The number is the leading digit of the
    /// older addressing habit (4xxxx is a holding register), except that discrete inputs are 1xxxx and input registers 3xxxx.
    /// </summary>
    public enum ModbusTable
    {
        /// <summary>Coils, 0xxxx: bits that can be read and written (functions 1, 5, 15).</summary>
        Coil = 0,
        /// <summary>Discrete inputs, 1xxxx: bits that can be read (function 2).</summary>
        Discrete = 1,
        /// <summary>Input registers, 3xxxx: registers that can be read (function 4).</summary>
        Input = 3,
        /// <summary>Holding registers, 4xxxx: registers that can be read and written (functions 3, 6, 16).</summary>
        Holding = 4
    }

    /// <summary>How registers are read as one value. Numbers are kept in flat tables: never reorder.</summary>
    public enum RegisterType
    {
        /// <summary>A coil or discrete input, a bit of a register, or a register that is not 0.</summary>
        Bool = 0,
        /// <summary>One register, signed.</summary>
        Int16 = 1,
        /// <summary>One register, unsigned.</summary>
        UInt16 = 2,
        /// <summary>Two registers, signed.</summary>
        Int32 = 3,
        /// <summary>Two registers, unsigned.</summary>
        UInt32 = 4,
        /// <summary>Four registers, signed.</summary>
        Int64 = 5,
        /// <summary>Four registers, unsigned.</summary>
        UInt64 = 6,
        /// <summary>Two registers, IEEE 754 single.</summary>
        Float = 7,
        /// <summary>Four registers, IEEE 754 double.</summary>
        Double = 8,
        /// <summary>Characters, two in a register.</summary>
        Text = 9,
        /// <summary>One byte of a register, unsigned.</summary>
        UInt8 = 10,
        /// <summary>One byte of a register, signed.</summary>
        Int8 = 11,
        /// <summary>One to four registers, four decimal digits in each (BCD, 8421).</summary>
        Bcd = 12,
        /// <summary>Two to four registers of -9999 to 9999, all of one sign: value = ... + r1 * 10000 + r0.</summary>
        Mod10 = 13,
        /// <summary>The same without a sign: registers of 0 to 9999.</summary>
        UMod10 = 14
    }

    /// <summary>What the bytes of a text mean. Numbers are kept in flat tables: never reorder.</summary>
    public enum TextCharset
    {
        /// <summary>UTF-8 (RFC 3629).</summary>
        Utf8 = 0,
        /// <summary>ISO 8859-1: a byte is the character of its number.</summary>
        Latin1 = 1,
        /// <summary>ASCII: bytes below 128.</summary>
        Ascii = 2
    }

    /// <summary>
    /// In which order the bytes of a value lie in its registers. Modbus defines only the order within one register (section 4.2:
    /// big-endian); makers differ on the rest.
    /// </summary>
    public enum RegisterOrder
    {
        /// <summary>Big-endian throughout.</summary>
        Abcd = 0,
        /// <summary>The registers reversed, bytes within a register big-endian. In one register: as Abcd.</summary>
        Cdab = 1,
        /// <summary>The bytes swapped within each register, registers in order. For text: the two characters of each register swapped.</summary>
        Badc = 2,
        /// <summary>Little-endian throughout. For text: as Badc.</summary>
        Dcba = 3
    }
}
