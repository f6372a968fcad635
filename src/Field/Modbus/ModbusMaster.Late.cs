namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// Replies that come after their time-out. RTU numbers no requests, so a late reply must never find another request of its form
    /// out: it would become the value of another tag.
    /// <para>So until a slave answers again it is asked the same request only (retries, and the probes of one that was given up): a late
    /// reply to that is a right one. Once it has answered it is left alone for as long as the replies that it still owes may take; they
    /// are thrown away. A slave of which only one request is asked needs no such rest.</para>
    /// <para>The exception is a request for several points that is not answered at all: whether the slave lives is then asked with another
    /// one (ModbusMaster.Split.cs), and no value is taken from the answer, whichever request it is for.</para>
    /// <para>A request that is sent again before its time-out, because half a reply came, may get two if that half was noise. So the slave is
    /// left alone then until the second would be late.</para>
    /// </summary>
    public sealed partial class ModbusMaster
    {
        private const int NoProbe = -1;

        // By slave.
        private byte[] owed;        // requests that it did not answer in time, since its last answer
        private long[] quietUntilMs;
        private int[] probeScan;    // of a slave that was given up: the scan whose request it did not answer; NoProbe: any

        private bool askedTwice;    // the current request was sent again before the time-out of its last attempt

        private int[] scanPoint;    // by scan: the point with which a split request goes on; -1: from its start

        private void SealLate()
        {
            owed = new byte[slaveCount];
            quietUntilMs = new long[slaveCount];
            probeScan = new int[slaveCount];
            scanPoint = new int[plan.ScanCount];
            for (int i = 0; i < slaveCount; i++)
            {
                probeScan[i] = NoProbe;
            }

        }

        /// <summary>No answer in time: it may still come.</summary>
        private void Owe()
        {
            if (owed[slave] < byte.MaxValue)
            {
                owed[slave]++;
            }
        }

        /// <summary>
        /// An answer, perhaps to an earlier attempt: then one more is to come for each that was late. A slave may be as late as all its
        /// attempts together take, else it is given up; and it may be later with each reply, so what it took this time says nothing.
        /// </summary>
        /// <param name="isException">It does not tell for which part of a request it is.</param>
        /// <param name="nowMs">Now.</param>
        private void RestIfOwed(bool isException, long nowMs)
        {
            int count = owed[slave];
            owed[slave] = 0;
            bool isOpen = job == JobProbe || (job == JobScan && isException && IsMerged());
            if ((count == 0 && !askedTwice) || job == JobWrite || (!isOpen && IsAskedOneThing(slave)))
            {
                return; // the echo of a write fits that write only
            }

            if (askedTwice)
            {
                Rest(slave, phaseByMs);
            }

            if (count > 0)
            {
                Rest(slave, nowMs + LateMs(slave, count));
            }
        }

        /// <summary>It is not asked anything before this.</summary>
        private void Rest(int which, long untilMs)
        {
            if (untilMs > quietUntilMs[which])
            {
                quietUntilMs[which] = untilMs;
            }
        }

        /// <summary>How long so many owed replies may take, with frames as long as the current ones.</summary>
        private long LateMs(int which, int count)
        {
            int attempts = retriesMax[which] + 1;
            int bytes = sentCount + (job == JobProbe ? FrameMax : expectedCount); // before a probe something longer was asked for
            long lateMaxMs = attempts * (options.ReplyTimeoutMs + MarginMs + options.CharactersMs(bytes));
            long allMs = (count < attempts ? count : attempts) * lateMaxMs;
            return allMs < options.BackoffMaxMs ? allMs : options.BackoffMaxMs;
        }

        /// <summary>The port is gone. A slave goes on, and if the port is back soon its replies come through that.</summary>
        private void LoseOwed(int which, long nowMs)
        {
            if (owed[which] > 0)
            {
                Rest(which, nowMs + LateMs(which, owed[which]));
                owed[which] = 0;
            }

            probeScan[which] = NoProbe;
        }

        private bool IsAskedOneThing(int which)
        {
            int requests = 0;
            for (int i = 0; i < plan.ScanCount; i++)
            {
                if (plan.ScanSlave[i] == which)
                {
                    int first = plan.ScanFirst[i];
                    requests += plan.ScanFirst[i + 1] - first + (plan.RequestSplit[first] != 0 ? 1 : 0);
                    for (int p = plan.RequestFirst[first]; p < plan.RequestFirst[first + 1]; p++)
                    {
                        requests += plan.Point(p).Writable ? 1 : 0; // it may be read back, alone
                    }
                }
            }

            return requests == 1;
        }

        /// <summary>The scans of a slave start anew, after it was given up.</summary>
        private void Restart(int which)
        {
            for (int i = 0; i < plan.ScanCount; i++)
            {
                if (plan.ScanSlave[i] == which)
                {
                    StartRounds(i);
                }
            }
        }

        private void StartRounds(int which)
        {
            scanCursor[which] = plan.ScanFirst[which];
            scanLeft[which] = (short)(plan.ScanFirst[which + 1] - plan.ScanFirst[which]);
            scanPoint[which] = -1;
        }

        /// <summary>A slave that missed its time-out is asked the same again, also once it was given up.</summary>
        private void KeepProbe(int which, long nowMs)
        {
            probeScan[which] = NoProbe;
            if (askedTwice)
            {
                Rest(which, phaseByMs);
            }

            if (job == JobReadBack)
            {
                Rest(which, nowMs + LateMs(which, owed[which])); // it is not asked that again
            }
            else if (job == JobScan)
            {
                probeScan[which] = scan;
                scanCursor[scan] = request;
                scanPoint[scan] = point;
            }
            else if (job == JobProbe)
            {
                probeScan[which] = scan;
                life[which] = LifeAsked;
            }
        }
    }
}
