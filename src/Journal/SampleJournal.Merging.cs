namespace FieldNode.Journal
{
    /// <summary>
    /// The table of batches can run short before the ring does: live data and what is owed come in turn, or sessions come and go every few seconds, and each
    /// change closes a batch. Then neighbours become one, where what is known of them stays true for all of it, or becomes careful: it waits longer for its
    /// receipt, and may be sent twice.
    /// </summary>
    public sealed partial class SampleJournal
    {
        // What is owed goes into one batch with live data: all of it waits for the birth that is to come. Only with data that goes out live: what waits
        // itself (in order, behind the backlog) would be passed over with what is owed.
        private bool IsTableShort
        {
            get { return used > startOf.Length / 2; }
        }

        private void Merge()
        {
            int to = 0;
            int read = readNumber;
            int settled = settledTo;
            int flush = flushTo;
            for (int from = 1; from < used; from++)
            {
                int number = firstNumber + from;
                if (number != readNumber && read != firstNumber + to && MayJoin(SlotOf(to), SlotOf(from)))
                {
                    Join(SlotOf(to), SlotOf(from));
                    settled -= number < settledTo ? 1 : 0;
                    flush -= number < flushTo ? 1 : 0;
                    continue;
                }

                to++;
                Move(SlotOf(from), SlotOf(to));
                read = number == readNumber ? firstNumber + to : read;
            }

            used = to + 1;
            readNumber = read;
            settledTo = settled;
            flushTo = flush;
        }

        // Neighbours in the ring, in the same state; or one that is sent and has no receipt, and one that is owed.
        private bool MayJoin(int slot, int next)
        {
            if (startOf[slot] + countOf[slot] != startOf[next] || countOf[slot] + countOf[next] > batchBytes)
            {
                return false;
            }

            bool isSent = sentAt[slot] != NotSent;
            bool isNextSent = sentAt[next] != NotSent;
            return flagsOf[slot] == flagsOf[next] ? isSent == isNextSent
                : (flagsOf[slot] | flagsOf[next]) == OwedBit && (flagsOf[slot] == 0 ? isSent : isNextSent);
        }

        private void Join(int slot, int next)
        {
            bool isConfirmed = (flagsOf[slot] & ConfirmedBit) != 0;
            countOf[slot] += countOf[next];
            metricsOf[slot] += metricsOf[next];
            flagsOf[slot] |= flagsOf[next];
            sentAt[slot] = sentAt[slot] > sentAt[next] ? sentAt[slot] : sentAt[next];
            sinceMs[slot] = isConfirmed && sinceMs[next] > sinceMs[slot] ? sinceMs[next] : sinceMs[slot]; // held for as long as the younger one
        }

        private void Move(int from, int to)
        {
            startOf[to] = startOf[from];
            countOf[to] = countOf[from];
            metricsOf[to] = metricsOf[from];
            flagsOf[to] = flagsOf[from];
            sinceMs[to] = sinceMs[from];
            sentAt[to] = sentAt[from];
        }
    }
}
