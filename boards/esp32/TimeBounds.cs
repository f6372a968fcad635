using System;
using FieldNode.Journal;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Between which times the clock is believed. The floor is this firmware's date, or what is on flash: neither a lost supply nor a forged
    /// answer takes the node back to when an expired certificate was good. The ceiling is the end of the node's own certificate, with which no
    /// broker would take it anyway, and at most 15 years after the firmware: an answer from 2099 is no time.
    /// <para>The floor moves only while a session stands, so that the broker's certificate was good at that time, and by no more than the time
    /// that the node saw pass. So no answer, however wrong, moves it beyond the true time.</para>
    /// </summary>
    internal sealed class TimeBounds
    {
        internal const long BuildFloorMs = 1784851200000;   // 2026-07-24
        internal const long BuildCeilingMs = 2258236800000; // 2041-07-24

        private const long StoreEveryMs = 86400000;   // flash wears: once a day
        private const long StoreFirstMs = 600000;
        private const int RecordBytes = 8;

        private readonly AbRecord record;
        private readonly byte[] content = new byte[RecordBytes];
        private readonly long ceilingMs;
        private long floorMs = BuildFloorMs;
        private long movedAtMs; // ticks: when the floor was where it is
        private long storeAtMs = -1;

        /// <summary>Reads the floor. One that lies above the ceiling was stored by a firmware that believed anything: it is no floor.</summary>
        /// <param name="certificateEndMs">When the node's own certificate ends, ms since 1970 UTC; 0: not known.</param>
        internal TimeBounds(IFlashStore store, long certificateEndMs, long tickMs)
        {
            movedAtMs = tickMs;
            record = new AbRecord(store, "time", RecordBytes);
            // A certificate that ended before this firmware bounds nothing: the broker shall say that it refuses it.
            ceilingMs = certificateEndMs > floorMs && certificateEndMs < BuildCeilingMs ? certificateEndMs : BuildCeilingMs;
            long storedMs = record.Read(content) == RecordBytes ? BitConverter.ToInt64(content, 0) : 0;
            if (storedMs > floorMs && storedMs < ceilingMs)
            {
                floorMs = storedMs;
            }
        }

        /// <summary>True if a time lies between floor and ceiling.</summary>
        internal bool Holds(long utcMs)
        {
            return utcMs >= floorMs && utcMs <= ceilingMs;
        }

        /// <summary>Moves the floor if that is due: ten minutes after the start and then once a day; only to be called while a session stands.</summary>
        internal void Move(long tickMs, long utcMs)
        {
            if (storeAtMs < 0)
            {
                storeAtMs = tickMs + StoreFirstMs;
            }

            if (tickMs < storeAtMs)
            {
                return;
            }

            storeAtMs = tickMs + StoreEveryMs;
            long passedMs = floorMs + (tickMs - movedAtMs);
            floorMs = utcMs < passedMs ? utcMs : passedMs;
            movedAtMs = tickMs;
            for (int i = 0; i < RecordBytes; i++)
            {
                content[i] = (byte)(floorMs >> (8 * i));
            }

            record.Write(content, RecordBytes);
        }
    }
}
