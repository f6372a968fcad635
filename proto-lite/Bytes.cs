#if !NANOFRAMEWORK_1_0
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Short copies into a frame on a PC: up to 16 bytes in one piece, where there is room for it, and up to 64 in two. The device has its
    /// native Array.Copy in this place, under the same name (a using at the head of a file).
    /// </summary>
    public static class Bytes
    {
        /// <summary>How far behind the bytes a copy may write.</summary>
        public const int Behind = Piece - 1;

        private const int Piece = 16;

        /// <summary>
        /// Copies bytes; an index or a count that is wrong throws. What is behind them in the frame, up to <see cref="Behind"/>, may be
        /// written over: a frame is filled from its front.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Copy(byte[] source, int sourceIndex, byte[] frame, int frameIndex, int length)
        {
            if ((uint)length <= Piece && HasPiece(source, sourceIndex) && HasPiece(frame, frameIndex))
            {
                ref byte from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(source), (nuint)(uint)sourceIndex);
                ref byte to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame), (nuint)(uint)frameIndex);
                Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<Vector128<byte>>(ref from));
                return;
            }

            CopyLonger(source, sourceIndex, frame, frameIndex, length);
        }

        // The first part and the last one, which may overlap: keys and values of properties are mostly of that size.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void CopyLonger(byte[] source, int sourceIndex, byte[] frame, int frameIndex, int length)
        {
            ref byte from = ref MemoryMarshal.GetReference(new ReadOnlySpan<byte>(source, sourceIndex, length));
            ref byte to = ref MemoryMarshal.GetReference(new Span<byte>(frame, frameIndex, length));
            nuint last = (nuint)(uint)length;
            if (length >= 2 * Piece && length <= 4 * Piece)
            {
                last -= 2 * Piece;
                Vector256<byte> end = Vector256.LoadUnsafe(ref from, last);
                Vector256.LoadUnsafe(ref from).StoreUnsafe(ref to);
                end.StoreUnsafe(ref to, last);
            }
            else if (length >= Piece && length < 2 * Piece)
            {
                last -= Piece;
                Vector128<byte> end = Vector128.LoadUnsafe(ref from, last);
                Vector128.LoadUnsafe(ref from).StoreUnsafe(ref to);
                end.StoreUnsafe(ref to, last);
            }
            else
            {
                Unsafe.CopyBlockUnaligned(ref to, ref from, (uint)length);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool HasPiece(byte[] array, int index)
        {
            return (ulong)(uint)index + Piece <= (ulong)(uint)array.Length; // a negative index is a large one
        }
    }
}
#endif
