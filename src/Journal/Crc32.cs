namespace FieldNode.Journal
{
    /// <summary>CRC-32 of ISO-HDLC (polynomial 0x04C11DB7, reflected), as zlib and littlefs have it; four bits at a time.</summary>
    public static class Crc32
    {
        private static readonly int[] Nibbles =
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            unchecked((int)0xEDB88320), unchecked((int)0xF00F9344), unchecked((int)0xD6D6A3E8), unchecked((int)0xCB61B38C),
            unchecked((int)0x9B64C2B0), unchecked((int)0x86D3D2D4), unchecked((int)0xA00AE278), unchecked((int)0xBDBDF21C)
        };

        /// <summary>CRC of some bytes. Signed all the way: the interpreter's stack is typed.</summary>
        public static int Of(byte[] buffer, int offset, int count)
        {
            int crc = -1;
            for (int i = offset; i < offset + count; i++)
            {
                crc ^= buffer[i];
                crc = ((crc >> 4) & 0x0FFFFFFF) ^ Nibbles[crc & 15];
                crc = ((crc >> 4) & 0x0FFFFFFF) ^ Nibbles[crc & 15];
            }

            return ~crc;
        }
    }
}
