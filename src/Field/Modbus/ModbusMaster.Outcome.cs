using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>What becomes of a request: retries, a slave that is given up or comes back, the next request of its round.</summary>
    public sealed partial class ModbusMaster
    {
        /// <summary>The attempt failed: again, or the slave is given up.</summary>
        private void Fail(ModbusFault fault, long nowMs)
        {
            phase = Idle;
            Tell(slave, fault);
            if (fault == ModbusFault.Timeout)
            {
                Count(slave, Timeouts);
            }
            else if (fault == ModbusFault.CrcError)
            {
                Count(slave, CrcErrors);
            }

            isMissed = isMissed || (fault == ModbusFault.Timeout && attempt == 0);
            if (attempt < RetriesNow())
            {
                attempt++;
                Count(slave, Retries);
                phase = ToSend; // the request is still in the buffer
                phaseByMs = -1;
                return;
            }

            if (fault != ModbusFault.NoSilence && LookForLife(nowMs))
            {
                return;
            }

            if (MayWantPause)
            {
                LengthenPause();
            }

            int backoff = backoffMs[slave] == 0 ? options.BackoffMinMs : 2 * backoffMs[slave];
            backoffMs[slave] = backoff > options.BackoffMaxMs ? options.BackoffMaxMs : backoff;
            retryAtMs[slave] = nowMs + backoffMs[slave];
            GiveUp(slave, ModbusFaults.Reason(fault));
            KeepProbe(slave, nowMs);
            nextDueMs = nowMs; // the others' turn
        }

        private void GiveUp(int which, QualityReason why)
        {
            if (slaveState[which] == Online)
            {
                Count(which, OfflineSpells);
            }

            // One that never got through its first round keeps what it has of it: if each request costs it its life, it is born all the same.
            if (slaveState[which] == Online || why == QualityReason.PortLost)
            {
                Restart(which);
            }

            tags.SetDeviceState(deviceOf[which], false, why);
            slaveState[which] = Away;
            life[which] = LifeKnown;
            DropWrites(which);
        }

        /// <summary>The slave answered: after a silence all of its scans are due, and it is online once each request of them was answered.</summary>
        private void Answered(bool isException, long nowMs)
        {
            cameBack = slaveState[slave] == Away;
            RestIfOwed(isException, nowMs);
            Heard(nowMs);
            backoffMs[slave] = 0;
            if (job == JobScan || job == JobProbe)
            {
                probeScan[slave] = NoProbe;
            }

            if (slaveState[slave] == Reading || slaveState[slave] == Online)
            {
                return;
            }

            slaveState[slave] = Reading;
            for (int i = 0; i < plan.ScanCount; i++)
            {
                if (plan.ScanSlave[i] == slave)
                {
                    scanDueMs[i] = nowMs;
                }
            }
        }

        /// <summary>The current request is done: on to its next part, the next request or round.</summary>
        private void Advance(long nowMs)
        {
            phase = Idle;
            nextDueMs = nowMs;
            if (job == JobProbe)
            {
                Lives(nowMs);
                return;
            }

            if (job != JobScan)
            {
                if (job == JobReadBack)
                {
                    RemoveWrite(writeAt);
                }

                return;
            }

            if (point >= 0 && pointEnd < plan.RequestFirst[request + 1])
            {
                scanPoint[scan] = pointEnd;
                return;
            }

            if (plan.RequestSplit[request] != 0)
            {
                EndSplit();
            }

            scanCursor[scan] = request + 1;
            if (scanLeft[scan] > 0)
            {
                scanLeft[scan]--;
                TellIfComplete();
            }

            if (request + 1 == plan.ScanFirst[scan + 1])
            {
                EndRound(nowMs);
            }
        }

        private void EndRound(long nowMs)
        {
            scanCursor[scan] = plan.ScanFirst[scan];
            if (scanLeft[scan] > 0)
            {
                scanDueMs[scan] = nowMs; // the slave came back with a request from the middle: those before it are left
                return;
            }

            int periodMs = plan.ScanPeriodMs[scan];
            long due = scanDueMs[scan] + periodMs;
            if (scanDueMs[scan] == 0 || due + periodMs < nowMs)
            {
                due = nowMs + periodMs; // the first round, or the clock jumped: missed rounds are not made up for
            }

            scanDueMs[scan] = due;
        }

        private void TellIfComplete()
        {
            if (slaveState[slave] != Reading)
            {
                return;
            }

            for (int i = 0; i < plan.ScanCount; i++)
            {
                if (plan.ScanSlave[i] == slave && scanLeft[i] > 0)
                {
                    return;
                }
            }

            slaveState[slave] = Online;
            tags.SetDeviceState(deviceOf[slave], true, QualityReason.None);
        }
    }
}
