using System;

namespace FieldNode.Journal
{
    /// <summary>
    /// Diagnosis without a link: what happened to the node, as records in two rings on flash. The life of the node (starts, faults, time
    /// steps, settings) has a ring of its own, <c>events.rare</c>; link, field and commands are in <c>events.often</c>.
    /// <para>Events that are alike (kind, name and for faults the number) become one record and a count: the first is recorded at once,
    /// those that follow when its window is over; windows begin with a minute and double while the trouble lasts, to an hour,
    /// to a day for the life of the node.</para>
    /// <para>Flash wears: in any time there are at most <see cref="WritesMax"/> writes and one more for each <see cref="WriteEveryMs"/>.
    /// Urgent kinds are written before <see cref="Add(EventKind, int, int, string, long, long)"/> returns, or
    /// <see cref="UrgentEveryMs"/> after the write before, as long as the budget lasts; others within <see cref="GatherMs"/>. What a cut
    /// loses is in docs/SPEC.md.</para>
    /// </summary>
    public sealed partial class EventRing
    {
        /// <summary>Name of the ring for the life of the node.</summary>
        public const string RareName = "events.rare";
        /// <summary>Name of the ring for everything else.</summary>
        public const string OftenName = "events.often";
        /// <summary>Files of the rare ring.</summary>
        public const int RareFiles = 5;
        /// <summary>Records in a file of the rare ring.</summary>
        public const int RareRecords = 16;
        /// <summary>Files of the other ring.</summary>
        public const int OftenFiles = 6;
        /// <summary>Records in a file of the other ring.</summary>
        public const int OftenRecords = 32;

        /// <summary>Writes that may come at once.</summary>
        public const int WritesMax = 16;
        /// <summary>One more write for each such time, in ms.</summary>
        public const int WriteEveryMs = 180000;
        /// <summary>An urgent event waits until so long after the write before it, in ms: a burst of them costs two writes.</summary>
        public const int UrgentEveryMs = 2000;
        /// <summary>What is not urgent is written after this time, in ms.</summary>
        public const int GatherMs = 300000;

        private const int CountMax = 65535;

        private readonly RecordRing rare;
        private readonly RecordRing often;
        private readonly byte[] name = new byte[EventRecord.NameMax];
        private int sequence;
        private int writesLeft = WritesMax;
        private long writeFromMs;      // when the next write is added to the budget
        private long gatherSinceMs = -1;
        private long urgentFromMs = long.MinValue;
        private long dueMs = long.MinValue;
        private bool urgent;
        private bool isStarted;

        /// <summary>A ring over a store; reads where the last run ended.</summary>
        public EventRing(IFlashStore store)
        {
            rare = new RecordRing(store, RareName, RareFiles, RareRecords, EventRecord.Count);
            often = new RecordRing(store, OftenName, OftenFiles, OftenRecords, EventRecord.Count);
            EventRecord last = new EventRecord();
            if (LastOf(often, last))
            {
                sequence = last.Sequence;
                Run = last.Run;
            }

            if (LastOf(rare, last))
            {
                sequence = last.Sequence - sequence > 0 ? last.Sequence : sequence;
                Run = ((last.Run - Run) & 0xFFFF) < 0x8000 ? last.Run : Run;
                LastEnd = EndOf(rare, last);
            }

            Run = (Run + 1) & 0xFFFF;
        }

        /// <summary>Hears of what is recorded, also if the flash has no room for it; null: nobody.</summary>
        public IEventListener Listener { get; set; }

        /// <summary>How the last run ended, as far as the ring knows.</summary>
        public RunEnd LastEnd { get; }

        /// <summary>Number of this run: one more with each start, wraps at 65,536.</summary>
        public int Run { get; private set; }

        /// <summary>Events that were not recorded since the start.</summary>
        public int Lost { get; private set; }

        /// <summary>Files written since the start.</summary>
        public int Writes
        {
            get { return rare.Writes + often.Writes; }
        }

        /// <summary>
        /// Records the start of a run; once. A start right after a start that ended the same way is counted in that one's record, so that a
        /// board that restarts over and over keeps its history.
        /// </summary>
        public void Start(RunEnd lastEnd, string version, long nowMs, long utcMs)
        {
            if (isStarted)
            {
                return;
            }

            isStarted = true;
            writeFromMs = nowMs + WriteEveryMs;
            EventRecord.PutName(version, name, 0);
            EventRecord last = new EventRecord();
            bool again = LastOf(rare, last) && last.Kind == EventKind.Started && last.A == (int)lastEnd && last.Sequence == sequence
                && last.Times < CountMax && IsName(last.Name);
            int at = again ? rare.LastAt : RoomOf(rare);
            if (at < 0)
            {
                Lose(1); // what came before the first step has filled the segment, and the flash refuses
                return;
            }

            sequence += again ? 0 : 1;
            Fill(rare, at, EventKind.Started, (int)lastEnd, 0, again ? last.Times + 1 : 1, name, 0, nowMs, utcMs);
            urgent = true;
            TryWrite(nowMs);
        }

        /// <summary>Something happened. Allocates nothing and does not throw; it may write a file.</summary>
        /// <param name="kind">What.</param>
        /// <param name="a">First number.</param>
        /// <param name="b">Second number.</param>
        /// <param name="who">A device or a text, or null; never a secret.</param>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">Wall clock, 0 if it is not set.</param>
        public void Add(EventKind kind, int a, int b, string who, long nowMs, long utcMs)
        {
            EventRecord.PutName(who, name, 0);
            AddNamed(kind, a, b, nowMs, utcMs);
        }

        /// <summary>The same with a name that is UTF-8 already; <paramref name="who"/> has NameMax bytes.</summary>
        public void Add(EventKind kind, int a, int b, byte[] who, long nowMs, long utcMs)
        {
            Array.Copy(who, 0, name, 0, EventRecord.NameMax);
            AddNamed(kind, a, b, nowMs, utcMs);
        }

        /// <summary>Ends windows and writes what is due; cheap while nothing is.</summary>
        public void Step(long nowMs, long utcMs)
        {
            if (nowMs < dueMs)
            {
                return;
            }

            EndWindows(nowMs, false);
            TellLost(nowMs, utcMs);
            TryWrite(nowMs);
            dueMs = nowMs + StepMs;
        }

        /// <summary>Writes everything, whatever the budget says: the run ends.</summary>
        public void Close(long nowMs, long utcMs)
        {
            EndWindows(nowMs, true);
            lostToldMs = long.MinValue;
            TellLost(nowMs, utcMs);
            WriteDirty(rare);
            WriteDirty(often);
        }

        private void Record(EventKind kind, int a, int b, int times, byte[] who, int whoAt, long nowMs, long utcMs)
        {
            RecordRing ring = EventKinds.IsRare(kind) ? rare : often;
            int at = RoomOf(ring);
            if (at < 0)
            {
                Lose(times);
                return;
            }

            sequence++;
            Fill(ring, at, kind, a, b, times, who, whoAt, nowMs, utcMs);
            gatherSinceMs = gatherSinceMs < 0 ? nowMs : gatherSinceMs;
            urgent = urgent || EventKinds.IsUrgent(kind);
        }

        private void Tell(EventKind kind, int a, byte[] who, int whoAt)
        {
            if (Listener != null)
            {
                Listener.OnRecorded(kind, a, who, whoAt);
            }
        }

        private void Fill(RecordRing ring, int at, EventKind kind, int a, int b, int times, byte[] who, int whoAt, long nowMs, long utcMs)
        {
            byte[] into = ring.Bytes;
            into[at] = EventRecord.Form;
            into[at + EventRecord.KindAt] = (byte)kind;
            RecordRing.Put(into, at + EventRecord.RunAt, Run, 2);
            RecordRing.Put(into, at + EventRecord.SequenceAt, sequence, 4);
            RecordRing.Put(into, at + EventRecord.UtcAt, utcMs, 6);
            RecordRing.Put(into, at + EventRecord.NowAt, nowMs, 6);
            RecordRing.Put(into, at + EventRecord.AAt, a, 4);
            RecordRing.Put(into, at + EventRecord.BAt, b, 4);
            RecordRing.Put(into, at + EventRecord.CountAt, times, 2);
            Array.Copy(who, whoAt, into, at + EventRecord.NameAt, EventRecord.NameMax);
            ring.Close(at);
        }

        /// <summary>Room for a record; a full segment is written for it if the budget allows.</summary>
        private int RoomOf(RecordRing ring)
        {
            int at = ring.Room();
            if (at >= 0 || writesLeft == 0)
            {
                return at;
            }

            writesLeft--;
            return ring.Flush() ? ring.Room() : -1;
        }

        private void TryWrite(long nowMs)
        {
            Refill(nowMs);
            bool gathered = gatherSinceMs >= 0 && nowMs - gatherSinceMs >= GatherMs;
            if (!gathered && (!urgent || nowMs < urgentFromMs))
            {
                return;
            }

            urgentFromMs = nowMs + UrgentEveryMs;

            for (int i = 0; i < 2; i++)
            {
                RecordRing ring = i == 0 ? rare : often;
                if (ring.IsDirty && writesLeft > 0)
                {
                    writesLeft--;
                    ring.Flush();
                }
            }

            if (!rare.IsDirty && !often.IsDirty)
            {
                urgent = false;
                gatherSinceMs = -1;
            }
        }

        private void Refill(long nowMs)
        {
            if (writesLeft == WritesMax)
            {
                writeFromMs = nowMs + WriteEveryMs;
                return;
            }

            while (nowMs >= writeFromMs && writesLeft < WritesMax)
            {
                writesLeft++;
                writeFromMs += WriteEveryMs;
            }
        }

        private static void WriteDirty(RecordRing ring)
        {
            if (ring.IsDirty)
            {
                ring.Flush();
            }
        }

        private bool IsName(byte[] other)
        {
            for (int i = 0; i < EventRecord.NameMax; i++)
            {
                if (name[i] != other[i])
                {
                    return false;
                }
            }

            return true;
        }

        // Not only the last record: what was still counted when the run ended is written after its end (Close).
        private static RunEnd EndOf(RecordRing ring, EventRecord last)
        {
            int run = last.Run;
            for (int at = ring.LastAt; at >= RecordRing.HeadCount && last.Read(ring.Bytes, at) && last.Run == run; at -= EventRecord.Count)
            {
                if (last.Kind == EventKind.Stopping)
                {
                    return RunEnd.Asked;
                }

                if (last.Kind == EventKind.Restarting)
                {
                    return (RunEnd)last.A;
                }
            }

            return RunEnd.Unmarked;
        }

        private static bool LastOf(RecordRing ring, EventRecord into)
        {
            return ring.LastAt >= 0 && into.Read(ring.Bytes, ring.LastAt);
        }
    }
}
