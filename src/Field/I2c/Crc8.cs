namespace FieldNode.Field.I2c
{
    /// <summary>CRC-8, the most significant bit first, as Sensirion's parts and SMBus PEC have it.</summary>
    public static class Crc8
    {
        /// <summary>Polynomial of Sensirion's parts: x8 + x5 + x4 + 1, with start value 0xFF (SHT4x datasheet, 4.4).</summary>
        public const int SensirionPolynomial = 0x31;
        /// <summary>Start value of Sensirion's parts.</summary>
        public const int SensirionStart = 0xFF;

        /// <summary>CRC of some bytes.</summary>
        public static int Of(byte[] bytes, int at, int count, int polynomial, int start)
        {
            int crc = start;
            for (int i = at; i < at + count; i++)
            {
                crc ^= bytes[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x80) != 0 ? ((crc << 1) ^ polynomial) & 0xFF : crc << 1;
                }
            }

            return crc;
        }

        /// <summary>
        /// CRC of 1-Wire parts: x8 + x5 + x4 + 1, the least significant bit first, start value 0 (DS18B20 datasheet, "CRC Generation").
        /// </summary>
        public static int OfOneWire(byte[] bytes, int at, int count)
        {
            int crc = 0;
            for (int i = at; i < at + count; i++)
            {
                crc ^= bytes[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1;
                }
            }

            return crc;
        }

        /// <summary>True if each pair of bytes is followed by its CRC, as Sensirion's parts send words.</summary>
        public static bool WordsAreWhole(byte[] bytes, int words)
        {
            for (int i = 0; i < words; i++)
            {
                if (Of(bytes, i * 3, 2, SensirionPolynomial, SensirionStart) != bytes[i * 3 + 2])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
