namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// Slaves that want a pause between a reply and the next request, and slaves that are busy; others have the line meanwhile.
    /// <para>The pause is what the settings say, or more: a slave that stays silent when it is asked soon after its reply, and answers later,
    /// wants one. The last attempt of such a request therefore comes late enough for any pause that slaves are known to want. What is found
    /// out is made shorter again after many answers in a row, so that a time of noise does not slow a slave down for ever.</para>
    /// </summary>
    public sealed partial class ModbusMaster
    {
        private const int SoonMs = 900;       // what is asked later than this did not lack a pause: slaves want up to 850 ms
        private const int PauseMinMs = 25;    // the first pause that is found out; then four times as long
        private const int PauseMaxMs = 1000;
        private const int StrikesMax = 3;
        private const int AtOnceMs = 50;      // the pause was what a request waited for
        private const int SteadyMin = 64;     // answers in a row that halve a pause; twice as many each time that it then was too short
        private const int SteadyShiftMax = 6;
        private const byte Lowered = 0x80;    // in strikes[]: the pause was halved lately

        private const int BusyMinMs = 50;     // then twice as long
        private const int BusyMax = 6;        // in all 3 s, and its tags are bad

        // By slave.
        private short[] pauseSetMs = new short[4];
        private short[] pauseMs;
        private byte[] strikes;        // requests soon after a reply that only a later attempt got an answer to, in a row
        private short[] missedAfterMs; // how soon they were
        private short[] steady;        // such that were answered, in a row, since the pause was changed
        private byte[] steadyShift;
        private byte[] busy;           // exceptions 5 and 6 in a row
        private long[] readyMs;        // it is asked nothing before this; its pause is over then

        private int sinceMs;           // how soon the current request was sent after that; -1: not soon
        private bool isMissed;         // its first attempt was not answered

        private void SealPause()
        {
            pauseMs = new short[slaveCount];
            strikes = new byte[slaveCount];
            missedAfterMs = new short[slaveCount];
            steady = new short[slaveCount];
            steadyShift = new byte[slaveCount];
            busy = new byte[slaveCount];
            readyMs = new long[slaveCount];
            for (int i = 0; i < slaveCount; i++)
            {
                pauseMs[i] = pauseSetMs[i];
                readyMs[i] = -SoonMs;
            }
        }

        /// <summary>The first attempt of a request goes out.</summary>
        private void MarkSoon(long nowMs)
        {
            long since = nowMs - readyMs[slave];
            sinceMs = job != JobProbe && since < SoonMs ? (int)since : -1;
            isMissed = false;
        }

        private bool MayWantPause
        {
            get { return isMissed && sinceMs >= 0 && pauseMs[slave] < PauseMaxMs; }
        }

        /// <summary>Silence before the current attempt, in ms, for the slave's sake. Before a first attempt others had the line meanwhile.</summary>
        private int PauseNowMs()
        {
            return attempt == 0 ? 0 : MayWantPause && attempt == RetriesNow() ? SoonMs : pauseMs[slave];
        }

        /// <summary>The slave answered.</summary>
        private void Heard(long nowMs)
        {
            if (job == JobScan && life[slave] == LifeOnceMore)
            {
                life[slave] = LifeKnown;
                LengthenPause();
            }
            else if (sinceMs >= 0 && attempt > 0)
            {
                if (isMissed)
                {
                    Strike();
                }
            }
            else if (sinceMs >= 0)
            {
                CountSteady();
            }

            readyMs[slave] = nowMs + pauseMs[slave];
        }

        private void Strike()
        {
            int former = strikes[slave] & ~Lowered;
            missedAfterMs[slave] = (short)(former > 0 && missedAfterMs[slave] > sinceMs ? missedAfterMs[slave] : sinceMs);
            strikes[slave]++;
            if (former + 1 >= StrikesMax || strikes[slave] > Lowered)
            {
                LengthenPause();
            }
        }

        private void LengthenPause()
        {
            bool isLowered = strikes[slave] >= Lowered;
            int pause = pauseMs[slave] == 0 ? PauseMinMs : isLowered ? 2 * pauseMs[slave] : 4 * pauseMs[slave];
            if (pauseMs[slave] < PauseMaxMs)
            {
                pauseMs[slave] = (short)(pause > PauseMaxMs ? PauseMaxMs : pause);
            }

            steadyShift[slave] += (byte)(isLowered && steadyShift[slave] < SteadyShiftMax ? 1 : 0);
            strikes[slave] = 0;
            steady[slave] = 0;
        }

        private void CountSteady()
        {
            if (sinceMs <= missedAfterMs[slave] + missedAfterMs[slave] / 8 + 10)
            {
                strikes[slave] &= Lowered; // asked as soon as those that were missed
            }

            int pause = pauseMs[slave];
            bool isLowered = strikes[slave] >= Lowered;
            if (sinceMs >= AtOnceMs || (pause <= pauseSetMs[slave] && !isLowered))
            {
                return;
            }

            steady[slave]++;
            if (isLowered && steady[slave] >= SteadyMin)
            {
                strikes[slave] = 0;
            }

            if (pause > pauseSetMs[slave] && steady[slave] >= SteadyMin << steadyShift[slave])
            {
                pause = pause / 2 < PauseMinMs ? 0 : pause / 2;
                pauseMs[slave] = (short)(pause > pauseSetMs[slave] ? pause : pauseSetMs[slave]);
                strikes[slave] = Lowered;
                steady[slave] = 0;
            }
        }

        /// <summary>
        /// Exceptions 5 and 6: the slave works on it, or on something else (Modbus Application Protocol V1.1b3, section 7). It is asked again
        /// later in this round.
        /// </summary>
        /// <returns>False if it is no such exception, or has been for too long.</returns>
        private bool AskLater(int code, long nowMs)
        {
            bool isAccepted = code == (int)ModbusFault.Acknowledge - 100;
            if ((!isAccepted && code != (int)ModbusFault.DeviceBusy - 100) || job == JobProbe)
            {
                busy[slave] = 0;
                return false;
            }

            if (busy[slave] >= BusyMax)
            {
                return false;
            }

            int waitMs = BusyMinMs << busy[slave]++;
            readyMs[slave] = waitMs > pauseMs[slave] ? nowMs + waitMs : readyMs[slave];
            phase = Idle;
            nextDueMs = nowMs;
            if (job == JobScan)
            {
                scanPoint[scan] = point;
            }
            else if (job == JobWrite && isAccepted)
            {
                EndWrite(true);
            }
            else if (job == JobWrite)
            {
                writeState[writeAt] = IsOlder; // it waits again, as a read-back does
            }

            return true;
        }
    }
}
