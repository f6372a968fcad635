using System;

namespace FieldNode.Journal
{
    /// <summary>How events that are alike become one record and a count.</summary>
    public sealed partial class EventRing
    {
        /// <summary>First window of an event, in ms; it doubles while the event comes again.</summary>
        public const int WindowMinMs = 60000;
        /// <summary>Longest window of link, field and commands, in ms.</summary>
        public const int WindowMaxMs = 3600000;
        /// <summary>Longest window of the life of the node, in ms.</summary>
        public const int RareWindowMaxMs = 86400000;
        /// <summary>Kinds of trouble that are told apart at a time; what comes on top is only counted as lost.</summary>
        public const int OftenWindows = 32;

        private const int RareWindows = 8;     // kept free for the life of the node
        private const int TagWindows = 24;     // of those of often kinds: a hundred bad tags must not push out what happens to the link
        private const int Windows = OftenWindows + RareWindows;
        private const int StepMs = 1000;
        private const int LostEveryMs = 3600000;

        private readonly byte[] windowKind = new byte[Windows];  // 0: free
        private readonly int[] windowA = new int[Windows];
        private readonly int[] windowB = new int[Windows];
        private readonly int[] windowMs = new int[Windows];
        private readonly int[] windowTimes = new int[Windows];   // since its last record
        private readonly long[] windowEndMs = new long[Windows];
        private readonly long[] windowNowMs = new long[Windows]; // of the last event
        private readonly long[] windowUtcMs = new long[Windows];
        private readonly byte[] windowNames = new byte[Windows * EventRecord.NameMax];
        private int lostUntold;
        private long lostToldMs = long.MinValue;

        private void AddNamed(EventKind kind, int a, int b, long nowMs, long utcMs)
        {
            int window = FindWindow(kind, a);
            if (window >= 0)
            {
                windowTimes[window]++;
                windowA[window] = a;
                windowB[window] = b;
                windowNowMs[window] = nowMs;
                windowUtcMs[window] = utcMs;
                return;
            }

            window = FreeWindow(kind);
            if (window < 0)
            {
                Lose(1);
                return;
            }

            windowKind[window] = (byte)kind;
            windowA[window] = a;
            windowMs[window] = WindowMinMs;
            windowTimes[window] = 0;
            windowEndMs[window] = nowMs + WindowMinMs;
            windowNowMs[window] = nowMs;
            Array.Copy(name, 0, windowNames, window * EventRecord.NameMax, EventRecord.NameMax);
            Refill(nowMs);
            Tell(kind, a, name, 0);
            Record(kind, a, b, 1, name, 0, nowMs, utcMs);
            if (EventKinds.IsUrgent(kind))
            {
                TryWrite(nowMs);
            }
        }

        private int FindWindow(EventKind kind, int a)
        {
            bool byNumber = EventKinds.IsByNumber(kind);
            for (int i = 0; i < Windows; i++)
            {
                if (windowKind[i] == (byte)kind && (!byNumber || windowA[i] == a) && HasName(i))
                {
                    return i;
                }
            }

            return -1;
        }

        private bool HasName(int window)
        {
            int at = window * EventRecord.NameMax;
            for (int i = 0; i < EventRecord.NameMax; i++)
            {
                if (windowNames[at + i] != name[i])
                {
                    return false;
                }

                if (name[i] == 0)
                {
                    return true;
                }
            }

            return true;
        }

        private int FreeWindow(EventKind kind)
        {
            bool isRare = EventKinds.IsRare(kind);
            int end = isRare ? Windows : kind == EventKind.TagState ? TagWindows : OftenWindows;
            for (int i = isRare ? OftenWindows : 0; i < end; i++)
            {
                if (windowKind[i] == 0)
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Records what came in the windows that are over. One in which nothing came is free again.</summary>
        private void EndWindows(long nowMs, bool all)
        {
            for (int i = 0; i < Windows; i++)
            {
                if (windowKind[i] == 0 || (!all && nowMs < windowEndMs[i]))
                {
                    continue;
                }

                if (windowTimes[i] == 0)
                {
                    windowKind[i] = 0;
                    continue;
                }

                int times = windowTimes[i] > CountMax ? CountMax : windowTimes[i];
                windowTimes[i] -= times;
                int longer = windowMs[i] * 2;
                int longest = EventKinds.IsRare((EventKind)windowKind[i]) ? RareWindowMaxMs : WindowMaxMs;
                windowMs[i] = longer > longest ? longest : longer;
                windowEndMs[i] = nowMs + windowMs[i];
                Refill(nowMs);
                if (IsLastWord(i))
                {
                    Tell((EventKind)windowKind[i], windowA[i], windowNames, i * EventRecord.NameMax);
                }

                Record((EventKind)windowKind[i], windowA[i], windowB[i], times, windowNames, i * EventRecord.NameMax,
                    windowNowMs[i], windowUtcMs[i]);
            }
        }

        // Bad and right again are two windows: the one that heard of it last says how it is.
        private bool IsLastWord(int window)
        {
            Array.Copy(windowNames, window * EventRecord.NameMax, name, 0, EventRecord.NameMax);
            for (int i = 0; i < Windows; i++)
            {
                if (i != window && windowKind[i] == windowKind[window] && windowNowMs[i] > windowNowMs[window] && HasName(i))
                {
                    return false;
                }
            }

            return true;
        }

        private void Lose(int events)
        {
            Lost += events;
            lostUntold += events;
        }

        private void TellLost(long nowMs, long utcMs)
        {
            if (lostUntold == 0 || (lostToldMs != long.MinValue && nowMs - lostToldMs < LostEveryMs))
            {
                return;
            }

            int at = RoomOf(rare);
            if (at < 0)
            {
                return;
            }

            lostToldMs = nowMs;
            sequence++;
            Array.Clear(name, 0, EventRecord.NameMax);
            Fill(rare, at, EventKind.EventsLost, lostUntold, 0, 1, name, 0, nowMs, utcMs);
            Tell(EventKind.EventsLost, lostUntold, name, 0);
            lostUntold = 0;
            urgent = true;
        }
    }
}
