using System;
using FieldNode.Tags;

namespace FieldNode.Journal
{
    /// <summary>
    /// Store and forward: the metrics that a node drained from its tags, as their wire images, in a ring in RAM. Each stays until the broker
    /// answered a PINGREQ that was sent after it, and then for a hold window, as far as the ring allows. What a lost session leaves unanswered or
    /// within that window is sent again after the next births (docs/DESIGN.md, "The journal").
    /// <para>
    /// The ring is cut into batches, each in one piece: runs of metric images, one behind the other as a frame had them, and in front of a
    /// run of another device than before <c>00 device</c>. Metrics come and go by batches, so one into the ring costs one native copy for its whole frame.
    /// </para>
    /// <para>This file: in. SampleJournal.Batches.cs: what becomes of batches. SampleJournal.Merging.cs: when there are
    /// too many of them. SampleJournal.Backlog.cs: out again. SampleJournal.Ledger.cs: the counts.</para>
    /// </summary>
    public sealed partial class SampleJournal
    {
        /// <summary>The smallest ring, in bytes.</summary>
        public const int RamBytesMin = 4096;

        /// <summary>Where neither settings nor board say otherwise.</summary>
        public const int RamBytesUsual = 16384;

        /// <summary>On a board with PSRAM, and on a PC.</summary>
        public const int RamBytesLarge = 262144;

        internal const byte DeviceMark = 0;     // no image begins with it
        internal const int MarkCount = 2;       // the mark and the device
        internal const byte ImageKey = 0x12;    // of a metric in its payload

        private const int NoDevice = -1;
        private const int BatchesPerRing = 32;
        private const int BatchBytesMax = 2000; // two go into a segment of flash
        private const int BatchesPerHold = 150; // more receipts than these in a hold window are not asked for

        private readonly TagTable tags;
        private readonly byte[] ring;
        private readonly int batchBytes;        // a batch is closed when it has so many, or one frame if that alone is longer
        private readonly int holdMs;
        private readonly int confirmMs;
        private readonly bool isInOrder;
        private int head;                       // where the next image goes, while a batch is open
        private int limit;                      // what the open batch may reach; 0: none is open
        private int lastDevice = NoDevice;      // of the last run of the open batch
        private long nowMs;

        /// <summary>A journal of a sealed table.</summary>
        /// <param name="tags">Whose metrics it keeps.</param>
        /// <param name="ramBytes">Size of the ring, <see cref="RamBytesMin"/> or more.</param>
        /// <param name="holdMs">How long a metric stays after its receipt, in ms.</param>
        /// <param name="confirmMs">How often a receipt is asked for while data flows, in ms, 1 or more.</param>
        /// <param name="inOrder">The backlog goes before live data, as plain data.</param>
        public SampleJournal(TagTable tags, int ramBytes, int holdMs, int confirmMs, bool inOrder)
        {
            if (ramBytes < RamBytesMin || holdMs < 0 || confirmMs < 1)
            {
                throw new ArgumentException("journal");
            }

            this.tags = tags;
            this.holdMs = holdMs;
            this.confirmMs = confirmMs > holdMs / BatchesPerHold ? confirmMs : holdMs / BatchesPerHold;
            isInOrder = inOrder;
            ring = new byte[ramBytes];
            batchBytes = ramBytes / BatchesPerRing < BatchBytesMax ? ramBytes / BatchesPerRing : BatchBytesMax;
            MakeBatches(BatchesPerRing + ramBytes / batchBytes + holdMs / this.confirmMs);
            MakeBacklog();
            if (inOrder)
            {
                tags.RememberTold();
            }
        }

        /// <summary>How often a receipt is asked for while data flows, in ms.</summary>
        public int ConfirmMs
        {
            get { return confirmMs; }
        }

        /// <summary>True if the backlog goes before live data.</summary>
        public bool IsInOrder
        {
            get { return isInOrder; }
        }

        /// <summary>Takes the metric images of a frame. Does not allocate.</summary>
        /// <param name="device">Whose they are, 0 to 254.</param>
        /// <param name="frame">Where they are, one behind the other.</param>
        /// <param name="from">The first one's start.</param>
        /// <param name="end">The last one's end.</param>
        public void Take(int device, byte[] frame, int from, int end)
        {
            int at = head;
            int count = end - from;
            if (device != lastDevice || at + count > limit)
            {
                at = Room(device, count);
                if (at < 0)
                {
                    LoseFrame(frame, from, end);
                    return;
                }
            }

            Array.Copy(frame, from, ring, at, count);
            head = at + count;
            openMetrics += frame[from + 1] + 2 == count ? 1 : CountMetrics(frame, from, end);
        }

        /// <summary>Takes, as <see cref="Take"/>, what is not sent though the session is there: its device is not born. <see cref="OnBorn"/> makes it due.</summary>
        public void TakeOwed(int device, byte[] frame, int from, int end)
        {
            bool wasLive = isLive;
            if (wasLive && IsTableShort && isOpen)
            {
                CountOpen(SlotOf(used - 1));
            }
            else
            {
                Close();
            }

            isLive = false;
            Take(device, frame, from, end);
            if (isOpen)
            {
                int slot = SlotOf(used - 1);
                flagsOf[slot] |= OwedBit;
                sentAt[slot] = NotSent;
                owedTo[device] = Owed;
                CountOpen(slot);
                if (!wasLive || !IsTableShort)
                {
                    Close();
                }
            }

            isLive = wasLive;
        }

        /// <summary>Time of what is taken from now on, in monotonic ms.</summary>
        public void Tick(long monotonicMs)
        {
            nowMs = monotonicMs;
        }

        // Another device, or no room in the open batch. Returns where the images go, or -1: more than the ring holds.
        private int Room(int device, int count)
        {
            int at = head;
            if (at + MarkCount + count > limit)
            {
                at = Open(MarkCount + count);
                if (at < 0)
                {
                    return at;
                }
            }

            ring[at] = DeviceMark;
            ring[at + 1] = (byte)device;
            lastDevice = device;
            return at + MarkCount;
        }

        // Bytes of an image in front of what its length counts: its key, and its length in one to three bytes.
        private static int HeadOf(byte[] bytes, int at)
        {
            return bytes[at + 1] < 128 ? 2 : bytes[at + 2] < 128 ? 3 : 4;
        }

        internal static int SizeOf(byte[] bytes, int at)
        {
            int size = bytes[at + 1];
            if (size < 128)
            {
                return size + 2;
            }

            int second = bytes[at + 2];
            size = (size & 0x7F) | ((second & 0x7F) << 7);
            return second < 128 ? size + 3 : (size | (bytes[at + 3] << 14)) + 4;
        }

        private static int CountMetrics(byte[] bytes, int at, int end)
        {
            int metrics = 0;
            while (at < end)
            {
                int size = bytes[at + 1];
                at += size < 128 ? size + 2 : SizeOf(bytes, at);
                metrics++;
            }

            return metrics;
        }
    }
}
