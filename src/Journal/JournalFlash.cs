using System;
using FieldNode.Tags;

namespace FieldNode.Journal
{
    /// <summary>
    /// The journal's segments on flash: files of up to 4 KB, each written once, whole, and closed, and filled in turn. Which of them hold something is in
    /// the A/B record <c>journal</c>, so a start opens that and one file more (docs/SPEC.md, "Journal segments"). Each opening of a file writes to an
    /// ESP32's flash, so nothing is opened to look what it is.
    /// </summary>
    public sealed partial class JournalFlash
    {
        /// <summary>Longest segment, in bytes: a block of littlefs.</summary>
        public const int SegmentBytes = 4096;
        /// <summary>Most content of a record, in bytes.</summary>
        public const int ContentMax = SegmentBytes - HeadBytes - RecordBytes;

        private const int Mark = 0x314A4E46; // "FNJ1"
        private const int HeadBytes = 20;
        private const int RecordBytes = 8;   // of a record besides its content: length, metrics, CRC-32
        private const int StateBytes = 28;
        private const byte Form = 1;
        private const int NotKnown = -1;
        private const int SaveEvery = 16;    // segments
        private const int FilesMax = 1024;   // 4 MB, the most that settings allow

        // In stateOf[].
        private const byte Waits = 0;
        private const byte IsOwing = 1;      // it was read, and something of it is owed to a device that is not born
        private const byte IsSent = 2;       // in this session
        private const byte IsAsked = 3;      // and a receipt was asked for since
        private const byte IsDone = 4;

        private readonly IFlashStore store;
        private readonly AbRecord record;
        private readonly JournalNames names;
        private readonly byte[] content = new byte[StateBytes];
        private readonly byte[] head = new byte[HeadBytes];
        private readonly byte[] buffer = new byte[SegmentBytes];
        private readonly string[] files;
        private readonly byte[] stateOf;     // by file, as metricsOf
        private readonly short[] metricsOf;
        private readonly short[] damagedOf;  // of those that its head counts, found damaged in this run
        private int position;
        private int gathered;                // metrics of the segment that is gathered
        private int end;
        private int recorded;                // Next as the record has it
        private int waiting;

        /// <summary>Opens what is there.</summary>
        /// <param name="store">Where the files are.</param>
        /// <param name="tags">Whose aliases segments use.</param>
        /// <param name="bytes">How much flash, in bytes: so many whole segments.</param>
        public JournalFlash(IFlashStore store, TagTable tags, int bytes)
        {
            this.store = store;
            record = new AbRecord(store, "journal", StateBytes);
            names = new JournalNames(store, tags, buffer);
            int count = bytes / SegmentBytes;
            if (record.Read(content) == StateBytes && content[0] == Form && IsSound())
            {
                First = BitConverter.ToInt32(content, 4);
                Next = BitConverter.ToInt32(content, 8);
                waiting = BitConverter.ToInt32(content, 16);
                names[0] = BitConverter.ToInt32(content, 20);
                names[1] = BitConverter.ToInt32(content, 24);
                int former = content[2] | (content[3] << 8);
                count = First == Next ? count : former; // another size counts once nothing waits
            }

            files = new string[count];
            stateOf = new byte[count];
            metricsOf = new short[count];
            damagedOf = new short[count];
            for (int i = 0; i < count; i++)
            {
                files[i] = "journal." + i.ToString();
                metricsOf[i] = NotKnown;
            }

            recorded = Next;
            FindNewer();
            int last = BitConverter.ToInt32(content, 12);
            if (!names.IsWritten && names.Write(last))
            {
                recorded = NotKnown;
                Save();
            }

            if (First < Next && last != names.Sum)
            {
                names.Knows(last); // the memory for it is taken at the start
            }

            WaitingAtStart = waiting;
        }

        /// <summary>Metrics that a former run left.</summary>
        public int WaitingAtStart { get; }

        /// <summary>Number of the oldest segment that waits.</summary>
        public int First { get; private set; }

        /// <summary>Number of the next one to be written.</summary>
        public int Next { get; private set; }

        /// <summary>Metrics that wait in segments.</summary>
        public int Waiting
        {
            get { return waiting; }
        }

        /// <summary>Metrics that were lost here since this was asked last: overwritten, damaged, or of tags that are no more.</summary>
        public int Lost { get; private set; }

        /// <summary>Segments written since the start.</summary>
        public int Writes { get; private set; }

        /// <summary>The segment that is gathered, or read.</summary>
        public byte[] Buffer
        {
            get { return buffer; }
        }

        /// <summary>Where the content of the record that is read begins.</summary>
        public int ContentAt { get; private set; }

        /// <summary>Its bytes.</summary>
        public int ContentCount { get; private set; }

        /// <summary>True if the segment that is read was written under other settings: its images go through <see cref="Names"/>.</summary>
        public bool IsForeign { get; private set; }

        /// <summary>Aliases and devices of other settings.</summary>
        public JournalNames Names
        {
            get { return names; }
        }

        /// <summary>What was lost is counted.</summary>
        public int TakeLost()
        {
            int lost = Lost;
            Lost = 0;
            return lost;
        }

        /// <summary>Begins a segment.</summary>
        public void Begin()
        {
            position = HeadBytes;
            end = 0; // what was read is gone
            gathered = 0;
        }

        /// <summary>Adds a record to it.</summary>
        /// <returns>False: no room.</returns>
        public bool Add(byte[] ring, int at, int count, int metrics)
        {
            if (position + RecordBytes + count > SegmentBytes)
            {
                return false;
            }

            RecordRing.Put(buffer, position, count, 2);
            RecordRing.Put(buffer, position + 2, metrics, 2);
            Array.Copy(ring, at, buffer, position + 4, count);
            int crcAt = position + 4 + count;
            RecordRing.Put(buffer, crcAt, Crc32.Of(buffer, position, 4 + count), 4);
            position = crcAt + 4;
            gathered += metrics;
            return true;
        }

        /// <summary>Writes it, over the oldest one if all files are in use.</summary>
        /// <returns>False if the flash refused; then nothing has changed.</returns>
        public bool Write()
        {
            int at = IndexOf(Next);
            if (Next - First == files.Length)
            {
                DropFirst();
            }

            RecordRing.Put(buffer, 0, Mark, 4);
            RecordRing.Put(buffer, 4, Next, 4);
            RecordRing.Put(buffer, 8, names.Sum, 4);
            RecordRing.Put(buffer, 12, position, 2);
            RecordRing.Put(buffer, 14, gathered, 2);
            RecordRing.Put(buffer, 16, Crc32.Of(buffer, 0, 16), 4);
            if (!store.Write(files[at], buffer, 0, position))
            {
                return false;
            }

            stateOf[at] = Waits;
            metricsOf[at] = (short)gathered;
            waiting += gathered;
            Next++;
            Writes++;
            if (Next - recorded > files.Length / 2)
            {
                Save(); // or a start after a cut would not find the way from the record to what is newest
            }

            return true;
        }

        /// <summary>Keeps which segments wait, if that changed.</summary>
        /// <returns>False if the flash refused.</returns>
        public bool Save()
        {
            if (recorded == Next && BitConverter.ToInt32(content, 4) == First)
            {
                return true;
            }

            content[0] = Form;
            RecordRing.Put(content, 2, files.Length, 2);
            RecordRing.Put(content, 4, First, 4);
            RecordRing.Put(content, 8, Next, 4);
            RecordRing.Put(content, 12, names.Sum, 4);
            RecordRing.Put(content, 16, waiting + Damaged(), 4);
            RecordRing.Put(content, 20, names[0], 4);
            RecordRing.Put(content, 24, names[1], 4);
            if (!record.Write(content, StateBytes))
            {
                return false;
            }

            recorded = Next;
            return true;
        }

        // Its sum is right, so it was forged; but a node that will not start cannot be repaired remotely.
        private bool IsSound()
        {
            int first = BitConverter.ToInt32(content, 4);
            int next = BitConverter.ToInt32(content, 8);
            int count = content[2] | (content[3] << 8);
            return first >= 0 && next >= first && next - first <= count && count <= FilesMax && next < int.MaxValue - FilesMax
                && BitConverter.ToInt32(content, 16) >= 0;
        }

        // The record counts segments as their heads do: the next run finds the same damage again.
        private int Damaged()
        {
            int metrics = 0;
            for (int i = 0; i < damagedOf.Length; i++)
            {
                metrics += damagedOf[i];
            }

            return metrics;
        }

        private void DropFirst()
        {
            int at = IndexOf(First);
            if (stateOf[at] != IsDone)
            {
                if (metricsOf[at] == NotKnown)
                {
                    int got = store.Read(files[at], head, 0, HeadBytes);
                    metricsOf[at] = IsHead(head, First, got) ? (short)(head[14] | (head[15] << 8)) : (short)0;
                }

                Settle(at, true);
            }

            PassDone();
        }

        // A cut between a segment and the record leaves segments that the record does not know.
        private void FindNewer()
        {
            bool isMore = true;
            while (isMore)
            {
                int at = IndexOf(Next);
                int got = store.Read(files[at], buffer, 0, HeadBytes);
                isMore = IsHead(buffer, Next, got) && BitConverter.ToInt32(buffer, 8) == names.Sum;
                if (isMore)
                {
                    metricsOf[at] = (short)(buffer[14] | (buffer[15] << 8));
                    waiting += metricsOf[at];
                    Next++;
                    First += Next - First > files.Length ? 1 : 0; // it lies where the oldest was, whose count is what remains in the end
                }
            }
        }

        private int IndexOf(int number)
        {
            return number % files.Length;
        }
    }
}
