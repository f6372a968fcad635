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

            if (slaveState[slave] != Away && attempt < retriesMax[slave])
            {
                attempt++;
                Count(slave, Retries);
                phase = ToSend; // the request is still in the buffer
                phaseByMs = -1;
                return;
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

            tags.SetDeviceState(deviceOf[which], false, why);
            slaveState[which] = Away;
            DropWrites(which);
            Restart(which);
        }

        /// <summary>The slave answered: after a silence all of its scans are due, and it is online once each was read in full.</summary>
        private void Answered(long nowMs)
        {
            RestIfOwed(nowMs);
            backoffMs[slave] = 0;
            if (slaveState[slave] == Reading || slaveState[slave] == Online)
            {
                return;
            }

            // The request that it did not answer may be one in the middle of a round.
            startOver = slaveState[slave] == Away && job == JobScan && (point >= 0 || request != plan.ScanFirst[scan]);
            slaveState[slave] = Reading;
            for (int i = 0; i < plan.ScanCount; i++)
            {
                if (plan.ScanSlave[i] == slave)
                {
                    scanDueMs[i] = nowMs;
                }
            }
        }

        /// <summary>The current request is done: on to the next point, request or round.</summary>
        private void Advance(long nowMs)
        {
            phase = Idle;
            nextDueMs = nowMs;
            if (job != JobScan)
            {
                if (job == JobReadBack)
                {
                    RemoveWrite(writeAt);
                }

                return;
            }

            if (startOver)
            {
                startOver = false;
                Restart(slave);
                return;
            }

            if (point >= 0 && point + 1 < plan.RequestFirst[request + 1])
            {
                if (nowMs < quietUntilMs[slave])
                {
                    scanPoint[scan] = point + 1;
                    return;
                }

                attempt = 0;
                Begin(JobScan, point + 1, slave);
                return;
            }

            scanCursor[scan] = request + 1;
            if (request + 1 < plan.ScanFirst[scan + 1])
            {
                return;
            }

            EndRound(nowMs);
        }

        private void EndRound(long nowMs)
        {
            scanCursor[scan] = plan.ScanFirst[scan];
            scanRead[scan] = true;
            int periodMs = plan.ScanPeriodMs[scan];
            long due = scanDueMs[scan] + periodMs;
            if (scanDueMs[scan] == 0 || due + periodMs < nowMs)
            {
                due = nowMs + periodMs; // the first round, or the clock jumped: missed rounds are not made up for
            }

            scanDueMs[scan] = due;
            if (slaveState[slave] != Reading)
            {
                return;
            }

            for (int i = 0; i < plan.ScanCount; i++)
            {
                if (plan.ScanSlave[i] == slave && !scanRead[i])
                {
                    return;
                }
            }

            slaveState[slave] = Online;
            tags.SetDeviceState(deviceOf[slave], true, QualityReason.None);
        }
    }
}
