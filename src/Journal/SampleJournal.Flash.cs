using System;

namespace FieldNode.Journal
{
    /// <summary>
    /// To flash, and only while there is no session, for flash wears: when the ring is three quarters full, when the oldest that has no receipt has waited for long
    /// enough, and before an end that is known of. What is on flash is older than what in the ring has no receipt, and goes out before it.
    /// </summary>
    public sealed partial class SampleJournal
    {
        private const int RetryMinMs = 60000;
        private const int RetryMaxMs = 3600000;

        private JournalFlash flash;          // null: none
        private int flashAfterMs;
        private long flushDueMs = long.MaxValue; // the oldest that has no receipt has then waited for flashAfterMs
        private int flushTo;                 // number of a batch: those before it are being written
        private long retryAtMs;
        private int retryMs = RetryMinMs;
        private long flashSinceMs;           // when the oldest metric on flash came; of a former run: when this one began
        private int readSegment = -1;

        /// <summary>The flash refused the last write, and is left alone for a while.</summary>
        public bool IsFlashRefused { get; private set; }

        /// <summary>Segments written since the start.</summary>
        public int FlashWrites
        {
            get { return flash == null ? 0 : flash.Writes; }
        }

        /// <summary>Gives the journal flash; before the first step.</summary>
        /// <param name="with">What is there already waits to be sent.</param>
        /// <param name="afterMs">While there is no link, what has waited for so long is written, in ms.</param>
        public void UseFlash(JournalFlash with, int afterMs)
        {
            flash = with;
            flashAfterMs = afterMs;
            captured += with.WaitingAtStart;
        }

        /// <summary>There is no session: writes a segment if it is time to.</summary>
        public void StepOffline(long monotonicMs)
        {
            nowMs = monotonicMs;
            if (flash == null || isInSession || nowMs < retryAtMs)
            {
                return;
            }

            if (nowMs >= flushDueMs && flushTo - firstNumber <= 0)
            {
                Close();
                flushTo = firstNumber + used;
            }

            // One segment in a step. What comes meanwhile is for the next time.
            if (flushTo - firstNumber > 0)
            {
                if (!WriteSegment(flushTo) && nowMs >= retryAtMs)
                {
                    flushTo = firstNumber; // it was not refused now: what is left of it is no case for flash
                }

                if (flushTo - firstNumber <= 0)
                {
                    flushDueMs = FlushDueMs();
                    flash.Save();
                }
            }
            else if (BytesUsed() >= ring.Length / 4 * 3 && WriteSegment(firstNumber + used))
            {
                flash.Save();
            }
        }

        /// <summary>The node ends on purpose, or its supply does: all that has no receipt goes to flash.</summary>
        public void Flush(long monotonicMs)
        {
            nowMs = monotonicMs;
            if (flash != null)
            {
                StopReading();
                Close();
                while (WriteSegment(firstNumber + used))
                {
                }

                flash.Save();
            }
        }

        // A segment of the oldest closed batches before a number that have no receipt. False: there is none, or the flash refused.
        private bool WriteSegment(int before)
        {
            flash.Begin();
            int last = -1;
            int end = before - firstNumber < used ? before - firstNumber : used;
            end = isOpen && end == used ? end - 1 : end;
            for (int i = Unsettled(); i < end; i++)
            {
                int slot = SlotOf(i);
                if ((flagsOf[slot] & ConfirmedBit) != 0 || countOf[slot] > JournalFlash.ContentMax)
                {
                    continue;
                }

                if (!flash.Add(ring, startOf[slot], countOf[slot], metricsOf[slot]))
                {
                    break;
                }

                last = i;
            }

            if (last < 0)
            {
                return false;
            }

            flashSinceMs = flash.Waiting == 0 ? sinceMs[SlotOf(Unsettled())] : flashSinceMs;
            bool isWritten = flash.Write();
            dropped += flash.TakeLost();
            IsFlashRefused = !isWritten;
            if (!isWritten)
            {
                retryAtMs = nowMs + retryMs;
                retryMs = retryMs < RetryMaxMs / 2 ? 2 * retryMs : RetryMaxMs;
                return false;
            }

            retryMs = RetryMinMs;
            for (int i = 0; i <= last; i++)
            {
                int slot = SlotOf(i);
                if ((flagsOf[slot] & ConfirmedBit) == 0 && countOf[slot] <= JournalFlash.ContentMax)
                {
                    flagsOf[slot] = ConfirmedBit; // nothing of it is held here any more
                    sinceMs[slot] = nowMs - holdMs;
                }
            }

            Release();
            flushDueMs = FlushDueMs();
            return true;
        }

        // When the oldest of what could go to flash has waited for long enough.
        private long FlushDueMs()
        {
            for (int i = Unsettled(); i < used; i++)
            {
                int slot = SlotOf(i);
                bool isClosed = !isOpen || i < used - 1;
                if ((flagsOf[slot] & ConfirmedBit) == 0 && (!isClosed || countOf[slot] <= JournalFlash.ContentMax))
                {
                    return sinceMs[slot] + flashAfterMs;
                }
            }

            return long.MaxValue;
        }

        private int BytesUsed()
        {
            if (used == 0)
            {
                return 0;
            }

            int bytes = head - startOf[first];
            return bytes > 0 ? bytes : bytes + ring.Length;
        }

        // The next record of the segment that is read, or of the next segment that waits. False: all of them were read.
        private bool NextRecord()
        {
            if (flash == null || readNumber >= firstNumber)
            {
                return false;
            }

            int number = readSegment;
            if (number >= 0 && !flash.NextRecord(number))
            {
                flash.Sent(number, segmentOwes);
                wantsReceipt |= !segmentOwes;
                readSegment = -1;
                number++;
                number = NextSegment(number);
            }
            else if (number < 0)
            {
                number = NextSegment(segmentsRead);
            }

            dropped += flash.TakeLost();
            if (number < 0)
            {
                return false;
            }

            Read(flash.Buffer, flash.ContentAt, flash.ContentCount);
            return true;
        }

        private int NextSegment(int from)
        {
            for (int number = from > flash.First ? from : flash.First; number < flash.Next; number++)
            {
                segmentsRead = number + 1;
                bool owed = flash.Owes(number);
                if (flash.Load(number))
                {
                    readSegment = number;
                    readAgain = owed;
                    segmentOwes = false;
                    return number;
                }
            }

            segmentsRead = flash.Next;
            return -1;
        }

        // What was read in part is read anew.
        private void StopReading()
        {
            if (readSegment >= 0)
            {
                flash.Unread(readSegment, readAgain);
            }

            readSegment = -1;
            segmentsRead = 0;
            if (source != ring)
            {
                readAt = readEnd;
            }
        }
    }
}
