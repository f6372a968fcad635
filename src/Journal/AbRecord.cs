using System;

namespace FieldNode.Journal
{
    /// <summary>
    /// A small record that survives a power cut at any instruction: it is written in turn to two files, and the newer of those that
    /// are whole counts. Form of a file (little-endian): sequence number, 4 bytes; length, 2 bytes; content; CRC-32 of all before it.
    /// At worst the last write is lost; the one before it never is.
    /// </summary>
    public sealed class AbRecord
    {
        private const int HeadCount = 6;
        private const int CrcCount = 4;

        private readonly IFlashStore store;
        private readonly string[] names;
        private readonly int contentMax;
        private readonly byte[] file;
        private int sequence;
        private int newest = -1; // index of the newer file, or -1 if neither is whole

        /// <summary>A record by its name (up to 30 characters) and the length of its content.</summary>
        public AbRecord(IFlashStore store, string name, int contentMax)
        {
            this.store = store;
            this.contentMax = contentMax;
            names = new[] { name + ".a", name + ".b" };
            file = new byte[HeadCount + contentMax + CrcCount];
        }

        /// <summary>Reads the newer whole file.</summary>
        /// <returns>Length of the content, or -1 if neither file is whole.</returns>
        public int Read(byte[] content)
        {
            byte[] other = new byte[file.Length]; // a record is read at the start and written ever after
            int first = ReadFile(0, file);
            int second = ReadFile(1, other);
            if (first < 0 && second < 0)
            {
                newest = -1;
                return -1;
            }

            // Sequence numbers may wrap: the one that is ahead by less than half of the circle is the newer.
            bool takeSecond = first < 0 || (second >= 0 && SequenceOf(other) - SequenceOf(file) > 0);
            newest = takeSecond ? 1 : 0;
            byte[] from = takeSecond ? other : file;
            int count = takeSecond ? second : first;
            sequence = SequenceOf(from);
            Array.Copy(from, HeadCount, content, 0, count);
            return count;
        }

        /// <summary>Writes over the older file.</summary>
        /// <returns>False if the store refused; the record then still has its former content.</returns>
        public bool Write(byte[] content, int count)
        {
            if (count > contentMax)
            {
                throw new ArgumentException("content longer than " + contentMax);
            }

            int target = newest == 0 ? 1 : 0;
            int nextSequence = sequence + 1;
            Put(file, 0, nextSequence, 4);
            Put(file, 4, count, 2);
            Array.Copy(content, 0, file, HeadCount, count);
            Put(file, HeadCount + count, Crc32.Of(file, 0, HeadCount + count), CrcCount);
            if (!store.Write(names[target], file, 0, HeadCount + count + CrcCount))
            {
                return false;
            }

            sequence = nextSequence;
            newest = target;
            return true;
        }

        private int ReadFile(int index, byte[] into)
        {
            int count = store.Read(names[index], into, 0, into.Length);
            if (count < HeadCount + CrcCount)
            {
                return -1;
            }

            int content = into[4] | (into[5] << 8);
            int crcAt = HeadCount + content;
            if (count != crcAt + CrcCount || BitConverter.ToInt32(into, crcAt) != Crc32.Of(into, 0, crcAt))
            {
                return -1;
            }

            return content;
        }

        private static int SequenceOf(byte[] from)
        {
            return BitConverter.ToInt32(from, 0);
        }

        private static void Put(byte[] into, int at, int value, int byteCount)
        {
            for (int i = 0; i < byteCount; i++)
            {
                into[at + i] = (byte)(value >> (8 * i));
            }
        }
    }
}
