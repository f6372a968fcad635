namespace FieldNode.Field.I2c
{
    /// <summary>
    /// A part without a driver of its own: which bytes to write, how long to wait, which bytes to read, and where the numbers are in
    /// them. Scale and offset are the tag's.
    /// </summary>
    public sealed class RegisterSpec
    {
        /// <summary>Written once after each start of the part, or null.</summary>
        public byte[] Setup;
        /// <summary>Written before each reading: a register's number or a command; null or empty: nothing.</summary>
        public byte[] Command;
        /// <summary>
        /// From command to reading, in ms. 0: a register: both in one conversation with a repeated START. More: a command and its result:
        /// two conversations.
        /// </summary>
        public int WaitMs;
        /// <summary>Bytes that are read, CRC included; 1 to 32.</summary>
        public int ReplyBytes;
        /// <summary>CRC-8 behind each group of this many bytes; 0: the part has none.</summary>
        public int CrcEvery;
        /// <summary>Polynomial of the CRC-8, without x8.</summary>
        public int CrcPolynomial = Crc8.SensirionPolynomial;
        /// <summary>Start value of the CRC-8.</summary>
        public int CrcStart = Crc8.SensirionStart;
        /// <summary>The numbers in the reply.</summary>
        public RegisterValue[] Values;
    }

    /// <summary>One number in a reply.</summary>
    public sealed class RegisterValue
    {
        /// <summary>First byte in the reply, from 0.</summary>
        public int At;
        /// <summary>Bytes: 1 to 4.</summary>
        public int Width = 2;
        /// <summary>Two's complement, of the bits that are left after <see cref="Shift"/>.</summary>
        public bool Signed;
        /// <summary>The byte with the least significant bits comes first.</summary>
        public bool LittleEndian;
        /// <summary>Bits at the low end that are not part of the number; 0 to 8 · Width − 1.</summary>
        public int Shift;
        /// <summary>Bits of the number; 0: all that are left after <see cref="Shift"/>.</summary>
        public int Bits;
    }
}
