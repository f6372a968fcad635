#if !NANOFRAMEWORK_1_0
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// The two things that are done for each changed float, as a PC does them best: whole words instead of bytes. The device does the
    /// same with byte stores and its native Array.Copy, in TagTable itself, where a call would cost it more than the work. Both
    /// versions are held against each other in tests.
    /// <code>
    /// 12 len 10 alias [alias] | 18 t0 t1 t2 t3 t4 t5 65 | v0 v1 v2 v3
    /// fixed, four or five     | eight: the stamp        | four: the value
    /// </code>
    /// The stamp's eight bytes are one number, and the value is another. A frame copies the same pieces that were stored: a processor
    /// hands a load what a store of the same bytes has not yet brought to its cache, but not a mixture of two.
    /// Nothing is checked here: the caller knows that an image lies around the position.
    /// </summary>
    public static class MetricImage
    {
        private const int StampCount = 8;
        private const int ValueCount = 4;
        private const ulong TimeBits = 0x007F7F7F7F7F7F00; // seven of each byte of the time, in a stamp
        private const ulong TimeMore = 0x0000808080808000; // and the bit that says that another follows
        private const int ShortSize = 16; // with an alias of one byte; with one of two bytes it is 17

        /// <summary>
        /// The eight bytes in front of a Float's value: the time's key, the time (see <see cref="WireTime"/>), and the value's key.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Stamp(long utcMs)
        {
            const ulong Keys = FieldKey.Timestamp | ((ulong)FieldKey.FloatValue << 56);
            return Bmi2.X64.IsSupported && (ulong)(utcMs - WireTime.MinMs) <= WireTime.MaxMs - WireTime.MinMs
                ? Bmi2.X64.ParallelBitDeposit((ulong)utcMs, TimeBits) | TimeMore | Keys
                : ((ulong)WireTime.Encode(utcMs) << 8) | Keys;
        }

        /// <summary>The time in a stamp, as <see cref="WireTime.Encode"/> gives it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static long TimeOf(ulong stamp)
        {
            return (long)((stamp << 8) >> 16);
        }

        /// <summary>Writes the time and the value of a Float metric.</summary>
        /// <param name="value">First byte of the value.</param>
        /// <param name="stamp">From <see cref="Stamp"/>.</param>
        /// <param name="bits">The new value.</param>
        /// <returns>False, and nothing is written, if the value is there already.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool PutFloat(ref byte value, ulong stamp, int bits)
        {
            if (Unsafe.ReadUnaligned<int>(ref value) == bits)
            {
                return false;
            }

            Unsafe.WriteUnaligned(ref Unsafe.Subtract(ref value, StampCount), stamp);
            Unsafe.WriteUnaligned(ref value, bits);
            return true;
        }

        /// <summary>True for the sizes that <see cref="CopyUsual"/> copies.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool IsUsual(nuint size)
        {
            return size - ShortSize <= 1;
        }

        /// <summary>
        /// Copies a metric of 16 or 17 bytes. Its fifth byte is copied by itself: the last of the fixed ones, or the stamp's first, which
        /// is then copied again. No branch tells the sizes apart, since no processor can guess which tags change.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void CopyUsual(ref byte from, ref byte to, nuint size)
        {
            nuint stampAt = size - StampCount - ValueCount;
            nuint valueAt = size - ValueCount;
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<int>(ref from));
            Unsafe.Add(ref to, 4) = Unsafe.Add(ref from, 4);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, stampAt), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, stampAt)));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, valueAt), Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref from, valueAt)));
        }
    }
}
#endif
