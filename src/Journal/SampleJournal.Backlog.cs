using System;

namespace FieldNode.Journal
{
    /// <summary>
    /// Out again: a pass over what is not confirmed, or was within its hold window when a session ended, from the oldest batch on. What belongs to a
    /// device that is not born waits for the pass that follows its birth.
    /// </summary>
    public sealed partial class SampleJournal
    {
        private const int LookMax = 256;        // images that one call looks at

        private const byte NothingOwed = 0;
        private const byte Owed = 1;            // images of it were passed over
        private const byte Back = 2;            // it is born again: this pass sends them

        private byte[] owedTo;                  // by device
        private short[] tagOf;                  // by alias, from 1
        private bool isInSession;               // its births are out
        private bool isInPass;
        private byte[] source;                  // of the batch that is read
        private int readNumber = -1;            // of that batch; firstNumber - 1 and below: none
        private int readAt;
        private int readEnd;
        private int readDevice;
        private bool readSkips;                 // the run that is read is not sent
        private bool readAgain;                 // the batch was read before, and owed something
        private bool segmentOwes;               // the segment that is read owes something
        private int segmentsRead;               // segments before it were read in this pass
        private int looked;

        /// <summary>There is something to send again.</summary>
        public bool HasBacklog
        {
            get { return isInPass; }
        }

        /// <summary>The device of what <see cref="AppendBacklog"/> appended.</summary>
        public int BacklogDevice { get; private set; }

        /// <summary>Births are out; if they are the first of their session, what waited is to be sent.</summary>
        public void Begin(long monotonicMs)
        {
            if (isInSession)
            {
                return;
            }

            isInSession = true;
            nowMs = monotonicMs;
            Close();
            isLive = false;
            Array.Clear(owedTo, 0, owedTo.Length);
            StartPass();
            Release();
            isLive = !isInOrder || !HasUnsent();
            isInPass = isInPass && HasUnsent();
        }

        /// <summary>A device is born within a session: what was passed over for want of it goes out now.</summary>
        public void OnBorn(int device)
        {
            if (owedTo[device] == Owed)
            {
                Close(); // the open batch may owe as well
                owedTo[device] = Back;
                StartPass();
            }
        }

        /// <summary>
        /// Appends metrics that are to be sent again, of one device (<see cref="BacklogDevice"/>), oldest first, as many as fit below a limit and as one
        /// call looks at.
        /// </summary>
        /// <param name="born">By device: only metrics of those that are born may be sent.</param>
        /// <returns>The position behind the last; <paramref name="at"/> itself if there was none among those that were looked at.</returns>
        public int AppendBacklog(byte[] frame, int at, int limit, bool[] born)
        {
            int start = at;
            looked = 0;
            if (readAt < readEnd && readDevice >= 0 && source[readAt] != DeviceMark)
            {
                readSkips |= Owes(born); // its device may have died since
            }

            while (FindImage(born))
            {
                if (at > start && readDevice != BacklogDevice)
                {
                    break;
                }

                int size = SizeOf(source, readAt);
                int behind = Put(frame, at, limit, size);
                if (behind < 0)
                {
                    if (at > start || readSegment < 0)
                    {
                        break;
                    }

                    // Alone in a frame, and too long for it: written under settings with longer ones. Kept, it would hold up all behind it.
                    flash.LoseOf(readSegment, 1);
                    dropped += flash.TakeLost();
                    behind = at;
                }

                if (behind == at)
                {
                    readAt += size;
                    continue;
                }

                BacklogDevice = readDevice;
                at = behind;
                readAt += size;
                resent++;
            }

            return at;
        }

        private void MakeBacklog()
        {
            owedTo = new byte[tags.DeviceCount];
            tagOf = new short[tags.Count + 1];
            for (int tag = 0; tag < tags.Count; tag++)
            {
                tagOf[tags.AliasOf(tag)] = (short)tag; // without aliases nobody looks
            }
        }

        private void StartPass()
        {
            if (flash != null)
            {
                StopReading();
            }

            if (readNumber >= firstNumber)
            {
                // It is read in part: what it owes is known only at its end.
                int slot = SlotOf(readNumber - firstNumber);
                flagsOf[slot] = (byte)(readAgain ? flagsOf[slot] | OwedBit : flagsOf[slot] & ~OwedBit);
            }

            isInPass = true;
            readNumber = firstNumber - 1;
            readAt = readEnd;
        }

        private bool HasUnsent()
        {
            if (flash != null && flash.HasUnsent())
            {
                return true;
            }

            for (int i = 0; i < used; i++)
            {
                if (IsToBeSent(SlotOf(i)))
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsToBeSent(int slot)
        {
            return sentAt[slot] == NotSent && (flagsOf[slot] & (ConfirmedBit | AgainBit)) != ConfirmedBit;
        }

        // Goes on to the next image that may be sent. False: there is none, or enough was looked at.
        private bool FindImage(bool[] born)
        {
            while (looked < LookMax)
            {
                if (readAt >= readEnd)
                {
                    if (!NextBatch())
                    {
                        return false;
                    }
                }
                else if (source[readAt] == DeviceMark)
                {
                    readDevice = source[readAt + 1];
                    readAt += MarkCount;
                    readSkips = Skips(born);
                }
                else
                {
                    looked++;
                    if (!readSkips)
                    {
                        return true;
                    }

                    LoseIfUnknown();

                    readAt += SizeOf(source, readAt);
                }
            }

            return false;
        }

        // A run of images of readDevice begins. True: it is passed over.
        private bool Skips(bool[] born)
        {
            if (readSegment >= 0 && flash.IsForeign)
            {
                readDevice = flash.Names.DeviceOf(readDevice);
            }
            else if (readDevice >= owedTo.Length)
            {
                readDevice = NoDevice; // of a segment that no node wrote
            }

            if (readDevice < 0)
            {
                return true;
            }

            return Owes(born) || (readAgain && owedTo[readDevice] != Back);
        }

        // readDevice is not born: what is read of it is due behind its birth.
        private bool Owes(bool[] born)
        {
            if (born[readDevice])
            {
                return false;
            }

            owedTo[readDevice] = Owed;
            if (readSegment >= 0)
            {
                segmentOwes = true;
            }
            else
            {
                flagsOf[SlotOf(readNumber - firstNumber)] |= OwedBit;
            }

            return true;
        }

        // A device that the settings have no more.
        private void LoseIfUnknown()
        {
            if (readDevice < 0)
            {
                flash.LoseDamaged(readSegment, 1);
                dropped += flash.TakeLost();
            }
        }

        // The batch is read to its end; the next one that is to be sent follows it. False: the pass is over.
        private bool NextBatch()
        {
            if (NextRecord())
            {
                return true;
            }

            if (readNumber >= firstNumber)
            {
                int slot = SlotOf(readNumber - firstNumber);
                if ((flagsOf[slot] & OwedBit) == 0)
                {
                    sentAt[slot] = NotStamped;
                    wantsReceipt = true;
                }
            }

            int number = readNumber < firstNumber ? firstNumber : readNumber + 1;
            for (; number - firstNumber < used; number++)
            {
                int slot = SlotOf(number - firstNumber);
                if (!IsToBeSent(slot))
                {
                    continue;
                }

                if (isOpen && number - firstNumber == used - 1)
                {
                    Close();
                }

                Read(ring, startOf[slot], countOf[slot]);
                readNumber = number;
                readAgain = (flagsOf[slot] & OwedBit) != 0;
                flagsOf[slot] &= 0xFF ^ OwedBit;
                return true;
            }

            EndPass();
            return false;
        }

        private void EndPass()
        {
            for (int device = 0; device < owedTo.Length; device++)
            {
                owedTo[device] = owedTo[device] == Back ? NothingOwed : owedTo[device];
            }

            readNumber = firstNumber - 1;
            readAt = readEnd;
            isInPass = false;
            isLive = true;
        }

        private void Read(byte[] from, int at, int count)
        {
            source = from;
            readAt = at;
            readEnd = at + count;
            readSkips = false;
        }
    }
}
