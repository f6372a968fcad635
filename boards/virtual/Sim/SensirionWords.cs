namespace FieldNode.Virtual.Sim;

/// <summary>Words as Sensirion's parts send them: two bytes and their CRC (polynomial 0x31, start 0xFF), by a table of shifts of its own.</summary>
internal static class SensirionWords
{
    public static void Put(Span<byte> into, params ReadOnlySpan<int> words)
    {
        Span<byte> all = stackalloc byte[words.Length * 3];
        for (int i = 0; i < words.Length; i++)
        {
            all[i * 3] = (byte)(words[i] >> 8);
            all[i * 3 + 1] = (byte)words[i];
            all[i * 3 + 2] = Crc((ushort)words[i]);
        }

        for (int i = 0; i < into.Length; i++)
        {
            into[i] = i < all.Length ? all[i] : (byte)0xFF;
        }
    }

    // Long division of the whole word, the start value 0xFF folded into its first byte.
    private static byte Crc(ushort word)
    {
        int rest = (word ^ 0xFF00) << 8;
        for (int bit = 23; bit >= 8; bit--)
        {
            if ((rest & (1 << bit)) != 0)
            {
                rest ^= 0x131 << (bit - 8);
            }
        }

        return (byte)rest;
    }
}
