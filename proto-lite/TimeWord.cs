#if !NANOFRAMEWORK_1_0
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// A time with the key in front of it, and the key behind it, as one number of eight bytes: a PC stores it at once, where the device has
    /// byte stores and its native Array.Copy.
    /// <code>
    /// 12 len 10 alias | 18 t0 t1 t2 t3 t4 t5 65 | v0 v1 v2 v3      a Float's image: eight bytes between its head and its value
    /// 08 t0 t1 t2 t3 t4 t5 | 12 ...                                a payload: seven, and one that is written over
    /// </code>
    /// </summary>
    public static class TimeWord
    {
        /// <summary>Bytes of a word.</summary>
        public const int Count = 8;

        private const ulong TimeBits = 0x007F7F7F7F7F7F00; // seven of each byte of the time
        private const ulong TimeMore = 0x0000808080808000; // and the bit that says that another follows

        /// <summary>What stands in front of a Float's value: the time's key, the time (see <see cref="WireTime"/>), the value's key.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Stamp(long utcMs)
        {
            return Of(utcMs, FieldKey.Timestamp | ((ulong)FieldKey.FloatValue << 56));
        }

        /// <summary>What a payload begins with; the eighth byte is 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Payload(long utcMs)
        {
            return Of(utcMs, FieldKey.PayloadTimestamp);
        }

        /// <summary>The time in a word, as <see cref="WireTime.Encode"/> gives it.</summary>
        public static long TimeOf(ulong word)
        {
            return (long)((word << 8) >> 16);
        }

        /// <summary>Reads the time of a word; false if it does not begin with this key, or holds a time of another size.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryRead(ulong word, byte key, out long utcMs)
        {
            utcMs = 0;
            if (!Bmi2.X64.IsSupported || (word & (TimeMore | 0x00800000000000FF)) != (TimeMore | key))
            {
                return false;
            }

            utcMs = (long)Bmi2.X64.ParallelBitExtract(word, TimeBits);
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Of(long utcMs, ulong keys)
        {
            // From MinMs to MaxMs the bits from 35 on are a number from 1 to 127.
            return Bmi2.X64.IsSupported && (uint)((ulong)utcMs >> 35) - 1 < 127
                ? Bmi2.X64.ParallelBitDeposit((ulong)utcMs, TimeBits) | (TimeMore | keys)
                : ((ulong)WireTime.Encode(utcMs) << 8) | keys;
        }
    }
}
#endif
