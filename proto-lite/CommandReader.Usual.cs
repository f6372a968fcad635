#if !NANOFRAMEWORK_1_0
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// What a PC reads ahead of the loops: times, and the members of a metric in the order in which every encoder writes them, each in its
    /// usual size. It stops in front of the first that is not like that and says nothing about it: the loop goes on from there, and finds
    /// what is wrong. A member that comes again is read by the loop, so that the last one wins as it does on the device.
    /// </summary>
    public sealed partial class CommandReader
    {
        /// <summary>The payload's time, if that is what comes next.</summary>
        /// <returns>The position of the first byte that was not read.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int ReadUsualTime(int p)
        {
            byte[] bytes = buffer;
            if (p >= 0 && end - p >= TimeWord.Count && end <= bytes.Length
                && TimeWord.TryRead(Word(ref MemoryMarshal.GetArrayDataReference(bytes), p), FieldKey.PayloadTimestamp, out long time))
            {
                PayloadTimestamp = time;
                return p + 1 + WireTime.Count;
            }

            return p;
        }

        /// <summary>Reads a metric, if that is what comes next, whole and shorter than 128 bytes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool TryUsualMetric(int p)
        {
            if (p < 0 || end > buffer.Length)
            {
                return false;
            }

            int count = ShortNumber(ref MemoryMarshal.GetArrayDataReference(buffer), p, end, FieldKey.PayloadMetric);
            if (count < 0 || count > end - p - 2)
            {
                return false;
            }

            at = ReadMetric(p + 2, p + 2 + count);
            return true;
        }

        /// <summary>Name, alias, time, datatype and a boolean, as far as they are what comes next.</summary>
        /// <returns>The position of the first byte that was not read.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int ReadUsual(int p, int bodyEnd)
        {
            if (p < 0 || bodyEnd > buffer.Length)
            {
                return p;
            }

            ref byte bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
            int number = ShortNumber(ref bytes, p, bodyEnd, FieldKey.Name);
            if (number >= 0 && number <= bodyEnd - p - 2)
            {
                NameOffset = p + 2;
                NameCount = number;
                p += 2 + number;
            }

            number = ShortNumber(ref bytes, p, bodyEnd, FieldKey.Alias);
            if (number >= 0)
            {
                HasAlias = true;
                Alias = number;
                p += 2;
            }

            if (bodyEnd - p >= TimeWord.Count && TimeWord.TryRead(Word(ref bytes, p), FieldKey.Timestamp, out long time))
            {
                Timestamp = time;
                p += 1 + WireTime.Count;
            }

            number = ShortNumber(ref bytes, p, bodyEnd, FieldKey.Datatype);
            if (number >= 0)
            {
                Datatype = number;
                p += 2;
            }

            number = ShortNumber(ref bytes, p, bodyEnd, FieldKey.BoolValue);
            if (number >= 0)
            {
                SetValue(ValueKind.Bool, number != 0 ? 1 : 0);
                p += 2;
            }

            return p;
        }

        /// <summary>The number of one byte behind a key, or -1 if something else stands there.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int ShortNumber(ref byte bytes, int p, int bodyEnd, byte key)
        {
            if (bodyEnd - p < 2 || Unsafe.Add(ref bytes, p) != key)
            {
                return -1;
            }

            int number = Unsafe.Add(ref bytes, p + 1);
            return number < 0x80 ? number : -1;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Word(ref byte bytes, int at)
        {
            return Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        }

        /// <summary>True if two spans hold the same; names are too short for what SequenceEqual does before it compares.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool AreSame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
        {
            if (a.Length < sizeof(ulong) || a.Length != b.Length)
            {
                return a.SequenceEqual(b);
            }

            ref byte first = ref MemoryMarshal.GetReference(a);
            ref byte second = ref MemoryMarshal.GetReference(b);
            int last = a.Length - sizeof(ulong);
            for (int i = 0; i < last; i += sizeof(ulong))
            {
                if (Word(ref first, i) != Word(ref second, i))
                {
                    return false;
                }
            }

            return Word(ref first, last) == Word(ref second, last); // may overlap the one before it
        }
    }
}
#endif
