#if !NANOFRAMEWORK_1_0
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// The two things that are done for each changed float, as a PC does them best: whole words instead of bytes. The device does the
    /// same with byte stores and its native Array.Copy, in TagTable itself, where a call would cost it more than the work. Both
    /// versions are held against each other in tests.
    /// </summary>
    public static class MetricImage
    {
        // From the value back to the time's first byte there are seven, and the value's own four: bytes at-7 to at+3. Two words of
        // eight hold them, at-12 to at-5 and at-4 to at+3; the frame copies the same words, so that its loads find these stores.
        private const int Back = 12;
        private const int Span = 16;

        /// <summary>Writes the time and the value of a Float metric whose value starts at a position.</summary>
        /// <returns>False, and nothing is written, if the value is there already.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool PutFloat(byte[] image, int valueAt, long time, int bits)
        {
            ref byte low = ref MemoryMarshal.GetReference(new Span<byte>(image, valueAt - Back, Span));
            ref byte high = ref Unsafe.Add(ref low, 8);
            if ((int)(Unsafe.ReadUnaligned<ulong>(ref high) >> 32) == bits)
            {
                return false;
            }

            ulong head = Unsafe.ReadUnaligned<ulong>(ref low) & 0xFFFFFFFFFF;
            ulong key = (ulong)FieldKey.FloatValue << 24;
            Unsafe.WriteUnaligned(ref low, head | ((ulong)time << 40));
            Unsafe.WriteUnaligned(ref high, ((ulong)time >> 24) | key | ((ulong)(uint)bits << 32));
            return true;
        }

        /// <summary>Copies a metric from its image into a frame.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Copy(byte[] image, int from, byte[] frame, int to, int count)
        {
            if (count == Span)
            {
                ref byte source = ref MemoryMarshal.GetReference(new Span<byte>(image, from, Span));
                ref byte target = ref MemoryMarshal.GetReference(new Span<byte>(frame, to, Span));
                ulong low = Unsafe.ReadUnaligned<ulong>(ref source);
                ulong high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, 8));
                Unsafe.WriteUnaligned(ref target, low);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 8), high);
            }
            else
            {
                new Span<byte>(image, from, count).CopyTo(new Span<byte>(frame, to, count));
            }
        }
    }
}
#endif
