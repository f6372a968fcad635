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
    /// head, four or five      | eight: the stamp        | four: the value
    /// </code>
    /// The stamp is one number of eight bytes, and the value another of four. A frame loads the same pieces that were stored: a processor
    /// hands a load what a store of the same bytes has not yet brought to its cache, but not a mixture of two. The head never changes.
    /// Nothing is checked here: the caller knows that an image lies around the position.
    /// </summary>
    public static class MetricImage
    {
        /// <summary>Bytes of a stamp.</summary>
        public const int StampCount = 8;

        private const int ValueCount = 4;
        private const ulong TimeBits = 0x007F7F7F7F7F7F00; // seven of each byte of the time, in a stamp
        private const ulong TimeMore = 0x0000808080808000; // and the bit that says that another follows

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

        /// <summary>
        /// Writes a Float metric into a frame: its head, over the end of that the stamp, and the value. No branch tells the sizes apart,
        /// since no processor can guess which tags change.
        /// </summary>
        /// <param name="head">What stands in front of the stamp; eight bytes are written.</param>
        /// <param name="value">First byte of the value in the image.</param>
        /// <param name="to">Where the metric begins in the frame.</param>
        /// <param name="size">Size of the metric: at least 12, and at most 20.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void CopyFloat(ulong head, ref byte value, ref byte to, nuint size)
        {
            ref byte end = ref Unsafe.Add(ref to, size);
            Unsafe.WriteUnaligned(ref to, head);
            Unsafe.WriteUnaligned(
                ref Unsafe.Subtract(ref end, StampCount + ValueCount), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Subtract(ref value, StampCount)));
            Unsafe.WriteUnaligned(ref Unsafe.Subtract(ref end, ValueCount), Unsafe.ReadUnaligned<int>(ref value));
        }
    }
}
#endif
