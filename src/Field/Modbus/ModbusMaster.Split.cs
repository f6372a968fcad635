using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// Requests for several points that a slave does not take as a whole: it has no such address among them (exception 2, with some slaves
    /// 1, 3 or 4, or no answer at all), or it takes fewer registers at once. Such a request is halved until its parts are answered, or a
    /// part of one point is not. The parts are kept, so that the next round asks for them at once.
    /// <para>What a slave refused once it may take later. So now and then, in growing pauses, the parts are forgotten and the whole is asked
    /// for again. If all parts are refused as the whole was, halving was no use: the whole is asked for until then.</para>
    /// </summary>
    public sealed partial class ModbusMaster
    {
        // plan.RequestSplit[]: how often it was split, 0 to 7, and:
        private const int LevelMask = 7;
        private const int AnyGood = 0x10;     // a part of this round was read
        private const int Learning = 0x20;    // its parts are found out in this round
        private const int Pointless = 0x40;   // no part was read either

        private const int FirstAgainS = 60;   // then twice as long, up to 64 min
        private const int SilentLevel = 4;    // 8 min: to find out costs time-outs

        // life[]
        private const byte LifeKnown = 0;
        private const byte LifeAsked = 1;     // a probe says whether a part that was not answered is halved, or the slave is given up
        private const byte LifePaused = 2;    // likewise, but the slave may have wanted a pause only: the part is asked for
        private const byte LifeOnceMore = 3;  // once more, after one

        private int[] splitAgainS; // by request: when the whole is asked for again
        private short[] lifePoint; // by slave: the point of its last probe
        private byte[] life;       // by slave

        private void SealSplit()
        {
            splitAgainS = new int[plan.RequestCountAll];
            lifePoint = new short[slaveCount];
            life = new byte[slaveCount];
        }

        private bool IsMerged()
        {
            return plan.RequestFirst[request + 1] - plan.RequestFirst[request] > 1;
        }

        /// <summary>Retries of the current request: none for a probe, and few time-outs while parts are found out.</summary>
        private int RetriesNow()
        {
            bool once = job == JobProbe || (job == JobScan && (plan.RequestSplit[request] & Learning) != 0 && PartCount() > 1);
            if (once || slaveState[slave] == Away)
            {
                return 0;
            }

            // That its pause was tried shorter must cost no slave its life.
            return retriesMax[slave] == 0 && strikes[slave] >= Lowered && MayWantPause ? 1 : retriesMax[slave];
        }

        private int PartFirst()
        {
            return point >= 0 ? point : plan.RequestFirst[request];
        }

        private int PartCount()
        {
            return (point >= 0 ? pointEnd : plan.RequestFirst[request + 1]) - PartFirst();
        }

        /// <summary>Begins what the current scan goes on with.</summary>
        private void BeginPart(long nowMs)
        {
            int of = plan.ScanSlave[scan];
            if (life[of] == LifeAsked || life[of] == LifePaused)
            {
                Begin(JobProbe, lifePoint[of], of);
                return;
            }

            int part = scanPoint[scan];
            scanPoint[scan] = -1;
            int split = plan.RequestSplit[request];
            if (part < 0 && split != 0)
            {
                if ((int)(nowMs / 1000) >= splitAgainS[request])
                {
                    plan.Join(request);
                    split = (split & LevelMask) | Learning;
                }

                plan.RequestSplit[request] = (byte)(split & ~AnyGood);
                int first = plan.RequestFirst[request];
                part = plan.PartEnd(first, plan.RequestFirst[request + 1]) < plan.RequestFirst[request + 1] ? first : -1;
            }

            Begin(JobScan, part, of);
        }

        /// <summary>An exception to a part of several points: is it halved?</summary>
        private bool SplitRefused(int code, long nowMs)
        {
            if (code > (int)ModbusFault.DeviceFailure - 100 || PartCount() < 2 || (plan.RequestSplit[request] & Pointless) != 0)
            {
                return false;
            }

            Split(1, nowMs);
            return true;
        }

        private void Split(int levelMin, long nowMs)
        {
            int split = plan.RequestSplit[request];
            int level = split & LevelMask;
            int nowS = (int)(nowMs / 1000);
            if (level == 0 || nowS >= splitAgainS[request])
            {
                level = level < levelMin ? levelMin : level < LevelMask ? level + 1 : level;
                splitAgainS[request] = nowS + (FirstAgainS << (level - 1));
            }

            plan.RequestSplit[request] = (byte)((split & AnyGood) | level | Learning);
            int first = PartFirst();
            plan.Break(first + PartCount() / 2);
            scanPoint[scan] = first;
            phase = Idle;
            nextDueMs = nowMs;
        }

        /// <summary>The last part of a request that is not asked for as a whole, or was not, is done.</summary>
        private void EndSplit()
        {
            int split = plan.RequestSplit[request];
            bool good = (split & AnyGood) != 0;
            if (good && point < 0)
            {
                plan.RequestSplit[request] = 0; // the whole was read
                return;
            }

            if (!good)
            {
                plan.Join(request);
                split |= Pointless;
            }

            plan.RequestSplit[request] = (byte)(split & ~Learning);
        }

        private void SetPartBad(QualityReason why)
        {
            int first = PartFirst();
            int end = first + PartCount();
            for (int p = first; p < end; p++)
            {
                tags.SetBad(plan.PointTag[p], why);
            }
        }

        /// <summary>The points of a part, or the one of a read-back. A probe's value is left alone: it may be the answer to something else.</summary>
        private void TakePart(int dataAt)
        {
            if (job == JobReadBack)
            {
                CompareReadBack(dataAt);
                TakePoint(point, dataAt, 0);
            }
            else if (job == JobScan)
            {
                for (int p = point; p < pointEnd; p++)
                {
                    TakePoint(p, dataAt, plan.PointOffset[p] - plan.PointOffset[point]);
                }
            }
        }

        /// <summary>
        /// A part was not answered, in all attempts. Of a request for several points that does not say yet that the slave is gone: a probe of
        /// one point does. Unless its reply is as long as that of the part it needs no rest before: late replies to the part are none to it.
        /// </summary>
        /// <returns>True if the slave is probed, false if it is to be given up.</returns>
        private bool LookForLife(long nowMs)
        {
            int first = plan.RequestFirst[request];
            int end = plan.RequestFirst[request + 1];
            if (job == JobProbe)
            {
                int next = point + 1; // this one may be what the slave has not
                lifePoint[slave] = (short)(next > first && next < end ? next : first);
                return false;
            }

            if (job != JobScan || slaveState[slave] == Away || end - first < 2)
            {
                return false;
            }

            int from = PartFirst();
            bool isAlone = PartCount() == 1;
            int probe = lifePoint[slave];
            if (probe < first || probe >= end || (isAlone && probe == from))
            {
                probe = isAlone && from == first ? first + 1 : first;
            }

            lifePoint[slave] = (short)probe;
            life[slave] = MayWantPause && life[slave] != LifeOnceMore ? LifePaused : LifeAsked;
            probeScan[slave] = scan;
            scanPoint[scan] = point; // where it goes on
            long lateMs = LateMs(slave, owed[slave]);
            int unanswered = expectedCount;
            attempt = 0;
            Begin(JobProbe, probe, slave);
            if (expectedCount == unanswered)
            {
                Rest(slave, nowMs + lateMs);
                owed[slave] = 0;
                phase = Idle;
            }

            nextDueMs = nowMs;
            return true;
        }

        /// <summary>A probe was answered. One that came back begins with its rounds; else it is the part that is not answered.</summary>
        private void Lives(long nowMs)
        {
            bool maybePause = life[slave] == LifePaused && !cameBack;
            life[slave] = maybePause ? LifeOnceMore : LifeKnown;
            if (maybePause)
            {
                readyMs[slave] = nowMs + SoonMs;
            }

            if (maybePause || cameBack)
            {
                return;
            }

            point = scanPoint[scan];
            pointEnd = point < 0 ? -1 : plan.PartEnd(point, plan.RequestFirst[request + 1]);
            job = JobScan;
            if (PartCount() > 1)
            {
                Split(SilentLevel, nowMs);
                return;
            }

            SetPartBad(QualityReason.NoAnswer);
            scanPoint[scan] = -1;
            Advance(nowMs);
        }
    }
}
