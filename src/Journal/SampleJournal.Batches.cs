namespace FieldNode.Journal
{
    /// <summary>What becomes of batches: opened, closed, sent, confirmed, held, and let go, the oldest first.</summary>
    public sealed partial class SampleJournal
    {
        // Bits of flagsOf[].
        private const byte ConfirmedBit = 1; // the broker answered for it
        private const byte AgainBit = 2;     // it was within its hold window when its session ended: it is sent again all the same
        private const byte OwedBit = 4;      // some of it could not be sent, since its device is not born

        // In sentAt[].
        private const long NotSent = long.MaxValue;
        private const long NotStamped = long.MaxValue - 1; // sent in this session, and no receipt was asked for since

        private int[] startOf;      // by slot, a circle from first on
        private int[] countOf;      // bytes
        private int[] metricsOf;
        private byte[] flagsOf;
        private long[] sinceMs;     // it was opened; once confirmed: when it was
        private long[] sentAt;      // messages of the session when all of it was out
        private long flashStamp = NotSent; // as sentAt, of the segments that a receipt was asked for
        private int first;
        private int used;           // with the open one
        private int firstNumber;    // batches are numbered as they come
        private int settledTo;      // number of a batch: those before it wait for nothing
        private bool isOpen;
        private bool isLive;        // what is taken goes out at once
        private int openMetrics;    // in the open batch
        private bool wantsReceipt;

        /// <summary>Something was sent since a receipt was asked for last.</summary>
        public bool WantsReceipt
        {
            get { return wantsReceipt; }
        }

        /// <summary>True: what is taken goes out as live data at once. False: it waits, as part of the backlog.</summary>
        public bool IsLive
        {
            get { return isLive; }
        }

        /// <summary>A PINGREQ follows: what was sent so far is covered by its answer.</summary>
        /// <param name="messages">Messages of all sessions so far (MqttSession.MessagesPublished).</param>
        public void BeforeReceipt(long messages)
        {
            Close();
            wantsReceipt = false;
            if (flash != null)
            {
                flashStamp = flash.BeforeReceipt() ? messages : flashStamp;
            }

            for (int i = Unsettled(); i < used; i++)
            {
                int slot = SlotOf(i);
                if (sentAt[slot] == NotStamped)
                {
                    sentAt[slot] = messages;
                }
            }
        }

        /// <summary>The broker has read the messages up to a count.</summary>
        public void OnReceipt(long covers, long monotonicMs)
        {
            nowMs = monotonicMs;
            if (flash != null && covers >= flashStamp)
            {
                confirmed += flash.OnReceipt();
                dropped += flash.TakeLost();
            }

            int closed = isOpen ? used - 1 : used;
            for (int i = Unsettled(); i < closed; i++)
            {
                int slot = SlotOf(i);
                int flags = flagsOf[slot];
                if ((flags & (ConfirmedBit | AgainBit)) == ConfirmedBit || sentAt[slot] > covers)
                {
                    continue;
                }

                if ((flags & ConfirmedBit) == 0)
                {
                    confirmed += metricsOf[slot];
                    sinceMs[slot] = nowMs;
                    NoteConfirmed(slot);
                }

                flagsOf[slot] = (byte)((flags | ConfirmedBit) & ~AgainBit);
            }

            Release();
        }

        /// <summary>The session is over: what is not confirmed, or within its hold window, is to be sent again.</summary>
        public void OnOffline(long monotonicMs)
        {
            nowMs = monotonicMs;
            Close();
            if (flash != null)
            {
                StopReading();
                flash.OnOffline();
                flashStamp = NotSent;
            }

            settledTo = firstNumber;
            for (int i = 0; i < used; i++)
            {
                int slot = SlotOf(i);
                int flags = flagsOf[slot] & ~OwedBit;
                bool isHeld = (flags & ConfirmedBit) != 0 && nowMs - sinceMs[slot] < holdMs;
                flagsOf[slot] = (byte)(isHeld ? flags | AgainBit : flags);
                sentAt[slot] = NotSent;
            }

            Release();
            flushTo = isInSession ? firstNumber : flushTo; // what was being written before this session may have its receipts
            flushDueMs = FlushDueMs();
            readNumber = firstNumber - 1;
            readAt = readEnd;
            isLive = false;
            wantsReceipt = false;
            isInPass = false;
            isInSession = false;
        }

        private void MakeBatches(int most)
        {
            startOf = new int[most];
            countOf = new int[most];
            metricsOf = new int[most];
            flagsOf = new byte[most];
            sinceMs = new long[most];
            sentAt = new long[most];
        }

        // Index of the first batch that may wait for a receipt.
        private int Unsettled()
        {
            int index = settledTo > firstNumber ? settledTo - firstNumber : 0;
            int closed = isOpen ? used - 1 : used;
            while (index < closed && (flagsOf[SlotOf(index)] & (ConfirmedBit | AgainBit)) == ConfirmedBit)
            {
                index++;
            }

            settledTo = firstNumber + index;
            return index;
        }

        private int SlotOf(int index)
        {
            int slot = first + index;
            return slot < startOf.Length ? slot : slot - startOf.Length;
        }

        // Makes room for so many bytes in one piece at the head, at the cost of the oldest. Returns where they go, or -1.
        private int Open(int need)
        {
            Close();
            if (need > ring.Length)
            {
                return -1;
            }

            int at = head;
            if (used == startOf.Length)
            {
                Merge();
            }

            if (used == startOf.Length)
            {
                Evict();
            }

            if (at + need > ring.Length)
            {
                while (used > 0 && startOf[first] >= at)
                {
                    Evict(); // behind the head lies what is oldest
                }

                at = 0;
            }

            // For a whole batch, or they would become smaller with each round.
            int end = at + (need > batchBytes ? need : batchBytes);
            end = end < ring.Length ? end : ring.Length;
            while (used > 0 && startOf[first] >= at && startOf[first] < end)
            {
                Evict();
            }

            limit = end;
            head = at;
            int slot = SlotOf(used);
            used++;
            startOf[slot] = at;
            metricsOf[slot] = 0;
            flagsOf[slot] = 0;
            sinceMs[slot] = nowMs;
            sentAt[slot] = isLive ? NotStamped : NotSent;
            wantsReceipt |= isLive;
            isOpen = true;
            if (flushDueMs == long.MaxValue)
            {
                flushDueMs = nowMs + flashAfterMs;
            }

            return at;
        }

        private void Close()
        {
            if (isOpen)
            {
                int slot = SlotOf(used - 1);
                CountOpen(slot);
                countOf[slot] = head - startOf[slot];
                isOpen = false;
                limit = 0;
                lastDevice = NoDevice;
            }
        }

        // The oldest batch leaves before its time.
        private void Evict()
        {
            int flags = flagsOf[first];
            if ((flags & ConfirmedBit) == 0)
            {
                dropped += metricsOf[first];
            }
            else if ((flags & AgainBit) != 0 || nowMs - sinceMs[first] < holdMs)
            {
                unheld += metricsOf[first];
            }

            PassFirst();
        }

        // What is confirmed, and has been held for long enough.
        private void Release()
        {
            int closed = isOpen ? used - 1 : used;
            while (closed > 0 && (flagsOf[first] & (ConfirmedBit | AgainBit)) == ConfirmedBit && nowMs - sinceMs[first] >= holdMs)
            {
                PassFirst();
                closed--;
            }
        }

        private void PassFirst()
        {
            if (readNumber == firstNumber)
            {
                readAt = readEnd; // the backlog stood in it
            }

            first = SlotOf(1);
            used--;
            firstNumber++;
        }
    }
}
