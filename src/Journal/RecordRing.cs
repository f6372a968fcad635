using System;

namespace FieldNode.Journal
{
    /// <summary>
    /// A ring of records of one length on flash (docs/SPEC.md, "Event ring"). Records are gathered in a segment in RAM; a write puts the
    /// whole segment into a file, never into the one that holds the last good copy of it: so whatever a cut leaves of the file being
    /// written, no record that was written before is lost. When all files are in use the oldest segment makes room.
    /// <para>With F files of R records the ring holds at least the last (F - 2) · R + 1 records that were written.</para>
    /// </summary>
    public sealed class RecordRing
    {
        /// <summary>Bytes before the first record of a file.</summary>
        public const int HeadCount = 16;
        /// <summary>A file's first four bytes, <c>FNE1</c>, little-endian.</summary>
        public const int Mark = 0x31454E46;
        /// <summary>The CRC-32 at the end of each record.</summary>
        public const int CrcCount = 4;

        private const int Unused = -1;

        private readonly IFlashStore store;
        private readonly string[] names;
        private readonly int recordBytes;
        private readonly int recordsMax;
        private readonly byte[] bytes;
        private readonly int[] segmentOf;   // by file; Unused: nothing of worth in it
        private readonly int[] writeOf;
        private int current = Unused;       // the file with the last good copy of the open segment
        private int segment;
        private int count;
        private int lastWrite;

        /// <summary>A ring by its name (files are <c>name.0</c>, <c>name.1</c> …); reads what is there.</summary>
        /// <param name="store">Where the files are.</param>
        /// <param name="name">Up to 29 characters.</param>
        /// <param name="files">3 to 10.</param>
        /// <param name="recordsMax">Records of one file.</param>
        /// <param name="recordBytes">Bytes of one record, with its CRC.</param>
        public RecordRing(IFlashStore store, string name, int files, int recordsMax, int recordBytes)
        {
            if (files < 3 || files > 10 || recordsMax < 1 || recordBytes <= CrcCount)
            {
                throw new ArgumentException("ring " + name);
            }

            this.store = store;
            this.recordsMax = recordsMax;
            this.recordBytes = recordBytes;
            names = new string[files];
            segmentOf = new int[files];
            writeOf = new int[files];
            for (int i = 0; i < files; i++)
            {
                names[i] = name + "." + i.ToString();
            }

            bytes = new byte[HeadCount + recordsMax * recordBytes];
            Load();
        }

        /// <summary>The open segment as it is written. A record is filled in where <see cref="Room"/> says, then <see cref="Close"/>d.</summary>
        public byte[] Bytes
        {
            get { return bytes; }
        }

        /// <summary>Where the newest record of the open segment begins, or -1 if there is none.</summary>
        public int LastAt
        {
            get { return count == 0 ? -1 : HeadCount + (count - 1) * recordBytes; }
        }

        /// <summary>True if there is something that is not on flash yet.</summary>
        public bool IsDirty { get; private set; }

        /// <summary>Files written since the start.</summary>
        public int Writes { get; private set; }

        /// <summary>Writes that the store refused.</summary>
        public int WritesFailed { get; private set; }

        /// <summary>Where the next record goes; a full segment that is on flash is left, and the next one begun.</summary>
        /// <returns>Its place in <see cref="Bytes"/>, or -1: the segment is full and has to be written first.</returns>
        public int Room()
        {
            if (count == recordsMax)
            {
                if (IsDirty)
                {
                    return -1;
                }

                segment++;
                count = 0;
            }

            return HeadCount + count * recordBytes;
        }

        /// <summary>Ends a record at a place that <see cref="Room"/> or <see cref="LastAt"/> gave: its CRC.</summary>
        public void Close(int at)
        {
            int crcAt = at + recordBytes - CrcCount;
            Put(bytes, crcAt, Crc32.Of(bytes, at, recordBytes - CrcCount), CrcCount);
            int index = (at - HeadCount) / recordBytes;
            count = index >= count ? index + 1 : count;
            IsDirty = true;
        }

        /// <summary>Writes the open segment.</summary>
        /// <returns>False if the store refused; nothing is lost by that.</returns>
        public bool Flush()
        {
            int target = Victim();
            lastWrite++;
            Put(bytes, 0, Mark, 4);
            Put(bytes, 4, lastWrite, 4);
            Put(bytes, 8, segment, 4);
            Put(bytes, 12, Crc32.Of(bytes, 0, 12), 4);
            segmentOf[target] = Unused;
            if (!store.Write(names[target], bytes, 0, HeadCount + count * recordBytes))
            {
                WritesFailed++;
                return false;
            }

            segmentOf[target] = segment;
            writeOf[target] = lastWrite;
            current = target;
            IsDirty = false;
            Writes++;
            return true;
        }

        /// <summary>True if the first bytes of a file are those of a ring; used by whoever reads files without a ring.</summary>
        public static bool IsHead(byte[] file, int length)
        {
            return length >= HeadCount && BitConverter.ToInt32(file, 0) == Mark && BitConverter.ToInt32(file, 12) == Crc32.Of(file, 0, 12);
        }

        /// <summary>True if a record is as it was closed.</summary>
        public static bool IsWhole(byte[] file, int at, int length)
        {
            return BitConverter.ToInt32(file, at + length - CrcCount) == Crc32.Of(file, at, length - CrcCount);
        }

        internal static void Put(byte[] into, int at, long value, int byteCount)
        {
            for (int i = 0; i < byteCount; i++)
            {
                into[at + i] = (byte)(value >> (8 * i));
            }
        }

        // Heads first: only the copies of the newest segment are read whole, for a CRC costs the device time.
        private void Load()
        {
            for (int i = 0; i < names.Length; i++)
            {
                int got = store.Read(names[i], bytes, 0, HeadCount);
                segmentOf[i] = IsHead(bytes, got) ? BitConverter.ToInt32(bytes, 8) : Unused;
                writeOf[i] = segmentOf[i] == Unused ? 0 : BitConverter.ToInt32(bytes, 4);
                lastWrite = writeOf[i] - lastWrite > 0 ? writeOf[i] : lastWrite;
            }

            while (current == Unused)
            {
                int newest = Unused;
                for (int i = 0; i < names.Length; i++)
                {
                    newest = segmentOf[i] > newest ? segmentOf[i] : newest;
                }

                if (newest == Unused)
                {
                    return;
                }

                Open(newest);
            }
        }

        // Of the copies of a segment the one with the most whole records counts: the last write may have been cut.
        private void Open(int newest)
        {
            int best = 0;
            for (int i = 0; i < names.Length; i++)
            {
                if (segmentOf[i] != newest)
                {
                    continue;
                }

                int whole = ReadFile(i);
                bool better = whole > best || (whole == best && whole > 0 && writeOf[i] > writeOf[current]);
                if (better)
                {
                    best = whole;
                    current = i;
                }
            }

            for (int i = 0; i < names.Length; i++)
            {
                segmentOf[i] = segmentOf[i] == newest && i != current ? Unused : segmentOf[i];
            }

            if (current != Unused)
            {
                segment = newest;
                ReadFile(current);
            }
        }

        /// <summary>Reads a file into the open segment; damaged records between whole ones keep their places.</summary>
        /// <returns>Whole records.</returns>
        private int ReadFile(int file)
        {
            int got = store.Read(names[file], bytes, 0, bytes.Length);
            int whole = 0;
            count = 0;
            for (int i = 0; HeadCount + (i + 1) * recordBytes <= got; i++)
            {
                if (IsWhole(bytes, HeadCount + i * recordBytes, recordBytes))
                {
                    whole++;
                    count = i + 1;
                }
            }

            return whole;
        }

        // Never the last good copy: an unused file, else an older copy of a segment, else the oldest.
        private int Victim()
        {
            int oldest = Unused;
            for (int i = 0; i < names.Length; i++)
            {
                if (i == current)
                {
                    continue;
                }

                if (segmentOf[i] == Unused || IsCopy(i))
                {
                    return i;
                }

                oldest = oldest == Unused || writeOf[i] < writeOf[oldest] ? i : oldest;
            }

            return oldest;
        }

        private bool IsCopy(int file)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (segmentOf[i] == segmentOf[file] && writeOf[i] > writeOf[file])
                {
                    return true;
                }
            }

            return false;
        }
    }
}
