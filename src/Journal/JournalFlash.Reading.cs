using System;

namespace FieldNode.Journal
{
    /// <summary>Segments on their way out: read, sent, confirmed.</summary>
    public sealed partial class JournalFlash
    {
        private int left;        // of the metrics that the head of the segment counts, those whose records were not met yet
        private int found;       // of its metrics, lost in this reading
        private bool isReread;   // in the same session, for what it owes: its damage is counted

        /// <summary>Reads a segment that waits, to its first record that is whole; others follow by <see cref="NextRecord"/>.</summary>
        /// <returns>False: it does not wait, or nothing of it can be used, and it is counted as lost.</returns>
        public bool Load(int number)
        {
            int at = IndexOf(number);
            if (stateOf[at] > IsOwing)
            {
                return false;
            }

            int got = store.Read(files[at], buffer, 0, SegmentBytes);
            if (!IsHead(buffer, number, got) || !Knows(BitConverter.ToInt32(buffer, 8)))
            {
                return GiveUp(at);
            }

            metricsOf[at] = metricsOf[at] == NotKnown ? (short)(buffer[14] | (buffer[15] << 8)) : metricsOf[at];
            position = HeadBytes;
            end = buffer[12] | (buffer[13] << 8);
            end = end <= got ? end : got;
            left = buffer[14] | (buffer[15] << 8);
            isReread = stateOf[at] == IsOwing;
            found = isReread ? damagedOf[at] : 0;
            return NextRecord(number) || GiveUp(at);
        }

        /// <summary>Goes on to the next record that is whole. At the end those that are not are lost.</summary>
        public bool NextRecord(int number)
        {
            while (position + RecordBytes <= end)
            {
                int count = buffer[position] | (buffer[position + 1] << 8);
                int metrics = buffer[position + 2] | (buffer[position + 3] << 8);
                int crcAt = position + 4 + count;
                if (crcAt + 4 > end)
                {
                    break; // the rest is lost
                }

                bool isWhole = BitConverter.ToInt32(buffer, crcAt) == Crc32.Of(buffer, position, 4 + count);
                ContentAt = position + 4;
                ContentCount = count;
                position = crcAt + 4;
                if (isWhole && AreImages(ContentAt, crcAt, metrics))
                {
                    left -= metrics;
                    return true;
                }
            }

            LoseDamaged(number, left); // records that are damaged, and those behind which its write was cut short
            left = 0;
            return false;
        }

        /// <summary>Metrics of a segment that each reading misses.</summary>
        public void LoseDamaged(int number, int metrics)
        {
            if (!isReread)
            {
                LoseOf(number, metrics);
            }
        }

        /// <summary>Metrics of a segment that cannot be told to anybody. What an earlier reading in this run has counted is not counted again.</summary>
        public void LoseOf(int number, int metrics)
        {
            int at = IndexOf(number);
            found += metrics;
            metrics = found - damagedOf[at];
            if (metrics <= 0)
            {
                return;
            }

            int some = metrics < metricsOf[at] ? metrics : metricsOf[at];
            some = some < waiting ? some : waiting;
            metricsOf[at] -= (short)some;
            damagedOf[at] += (short)some;
            waiting -= some;
            Lost += some;
        }

        /// <summary>All of a segment has been sent, or all but what is owed to devices that are not born.</summary>
        public void Sent(int number, bool owes)
        {
            stateOf[IndexOf(number)] = owes ? IsOwing : IsSent;
        }

        /// <summary>True if it was read before, and owes something.</summary>
        public bool Owes(int number)
        {
            return stateOf[IndexOf(number)] == IsOwing;
        }

        /// <summary>A segment that was read in part is as it was before.</summary>
        public void Unread(int number, bool owes)
        {
            stateOf[IndexOf(number)] = owes ? IsOwing : Waits;
        }

        /// <summary>A receipt is asked for.</summary>
        /// <returns>True if a segment was sent since the last one.</returns>
        public bool BeforeReceipt()
        {
            return Turn(IsSent, IsAsked);
        }

        /// <summary>The session is over.</summary>
        public void OnOffline()
        {
            end = 0;
            Turn(IsAsked, Waits);
            Turn(IsSent, Waits);
            Turn(IsOwing, Waits);
        }

        /// <summary>The receipt came.</summary>
        /// <returns>Metrics that it was for.</returns>
        public int OnReceipt()
        {
            int confirmed = 0;
            for (int number = First; number < Next; number++)
            {
                int at = IndexOf(number);
                if (stateOf[at] == IsAsked)
                {
                    confirmed += Settle(at, false);
                }
            }

            PassDone();
            if (confirmed > 0 && (First == Next || First - BitConverter.ToInt32(content, 4) >= SaveEvery))
            {
                Save(); // what was confirmed since is sent again after a cut
            }

            return confirmed;
        }

        /// <summary>True if something waits to be sent in this session.</summary>
        public bool HasUnsent()
        {
            for (int number = First; number < Next; number++)
            {
                if (stateOf[IndexOf(number)] <= IsOwing)
                {
                    return true;
                }
            }

            return false;
        }

        private bool Turn(byte from, byte to)
        {
            bool hasAny = false;
            for (int number = First; number < Next; number++)
            {
                int at = IndexOf(number);
                if (stateOf[at] == from)
                {
                    stateOf[at] = to;
                    hasAny = true;
                }
            }

            return hasAny;
        }

        // Never more than waits: the record may be older than the segments, or the other way round.
        private int Settle(int at, bool isLost)
        {
            int metrics = metricsOf[at] == NotKnown ? 0 : metricsOf[at];
            metrics = metrics < waiting ? metrics : waiting;
            stateOf[at] = IsDone;
            damagedOf[at] = 0;
            waiting -= metrics;
            Lost += isLost ? metrics : 0;
            PassDone();
            return metrics;
        }

        private void PassDone()
        {
            while (First < Next && stateOf[IndexOf(First)] == IsDone)
            {
                First++;
            }

            if (First == Next)
            {
                Lost += waiting; // of segments that could not be read at all
                waiting = 0;
            }
        }

        // Nothing of a segment can be told. Returns false.
        private bool GiveUp(int at)
        {
            end = 0;
            Settle(at, true);
            if (First == Next)
            {
                Save(); // or each start would read it again
            }

            return false;
        }

        // A sum says that nothing changed, not what it is of: a record of another file has the same form. Runs of images begin with their device, end where
        // the record does, and are as many metrics as it says.
        private bool AreImages(int at, int behind, int metrics)
        {
            if (at >= behind || buffer[at] != SampleJournal.DeviceMark)
            {
                return false;
            }

            while (at < behind)
            {
                if (buffer[at] == SampleJournal.DeviceMark)
                {
                    at += SampleJournal.MarkCount;
                    continue;
                }

                if (buffer[at] != SampleJournal.ImageKey)
                {
                    return false;
                }

                at += SampleJournal.SizeOf(buffer, at);
                metrics--;
            }

            return at == behind && metrics == 0;
        }

        // A segment of 4 KB has far less than 32,768 metrics.
        private static bool IsHead(byte[] from, int number, int got)
        {
            return got >= HeadBytes && BitConverter.ToInt32(from, 0) == Mark && BitConverter.ToInt32(from, 4) == number
                && from[15] < 128 && BitConverter.ToInt32(from, 16) == Crc32.Of(from, 0, 16);
        }

        private bool Knows(int sum)
        {
            IsForeign = sum != names.Sum;
            return !IsForeign || names.Knows(sum);
        }
    }
}
