using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>What is asked when: scans, back-off, the port.</summary>
    public sealed partial class ModbusMaster
    {
        // slaveState[slave]
        private const byte Unknown = 0;   // not asked yet
        private const byte Reading = 1;   // answers; its first full round is under way
        private const byte Online = 2;    // read in full
        private const byte Away = 3;      // given up; one attempt at each end of its back-off

        // phase
        private const byte Idle = 0;
        private const byte ToSend = 1;    // a request is ready and waits for silence
        private const byte ToReceive = 2; // its reply is awaited

        // job: what the current request is
        private const byte JobScan = 0;
        private const byte JobWrite = 1;
        private const byte JobReadBack = 2;

        private const int NoSilenceMs = 500;
        private const int MarginMs = 3;
        private const int PortBackoffMinMs = 1000;
        private const long Never = long.MaxValue;

        private byte phase;
        private byte job;
        private int scan;             // of the current request
        private int request;          // of the current request, for JobScan
        private int point;            // for one that is asked for alone (split, read-back) or written; else -1
        private int slave;
        private int attempt;
        private int sentCount;
        private int receivedCount;
        private ModbusFault heard;    // what was wrong with bytes that came instead of the reply; None: nothing came
        private int expectedCount;    // bytes of a good reply
        private long phaseByMs;
        private long nextDueMs;       // no scan is due before this
        private long portRetryMs;
        private int portBackoffMs;
        private bool portWasOpen;
        private bool startOver;       // the slave came back with a request from the middle of a round

        /// <inheritdoc />
        public int Step(long nowMs, long utcMs)
        {
            if (phase == Idle && nowMs < nextDueMs)
            {
                return Wait(nextDueMs - nowMs);
            }

            if (!line.IsOpen && !OpenPort(nowMs))
            {
                return Wait(portRetryMs - nowMs);
            }

            if (phase == ToReceive && !Receive(nowMs, utcMs))
            {
                return ReceiveWaitMs(nowMs);
            }

            if (phase == Idle && !Choose(nowMs))
            {
                return Wait(nextDueMs - nowMs);
            }

            return phase == ToSend ? Send(nowMs) : 0;
        }

        private static int Wait(long ms)
        {
            return ms <= 0 ? 0 : ms > 60000 ? 60000 : (int)ms;
        }

        private bool OpenPort(long nowMs)
        {
            if (portWasOpen)
            {
                portWasOpen = false; // lost since the last step
                LosePort(nowMs, portBackoffMs == 0 ? 0 : NextPortBackoff());
            }

            if (nowMs < portRetryMs)
            {
                return false;
            }

            if (line.Open() != SerialFault.None)
            {
                LosePort(nowMs, NextPortBackoff());
                return false;
            }

            if (portBackoffMs == 0)
            {
                portBackoffMs = PortBackoffMinMs; // until a slave answers through it
            }

            portWasOpen = true;
            return true;
        }

        private int NextPortBackoff()
        {
            int backoff = portBackoffMs == 0 ? PortBackoffMinMs : 2 * portBackoffMs;
            return backoff > options.PortBackoffMaxMs ? options.PortBackoffMaxMs : backoff;
        }

        private void LosePort(long nowMs, int backoff)
        {
            portFaults++;
            if (phase == ToReceive || askedTwice)
            {
                Owe();
            }

            portBackoffMs = backoff;
            portRetryMs = nowMs + backoff;
            phase = Idle;
            nextDueMs = portRetryMs;
            for (int i = 0; i < slaveCount; i++)
            {
                GiveUp(i, QualityReason.PortLost);
                LoseOwed(i, nowMs);
                backoffMs[i] = 0;
                retryAtMs[i] = portRetryMs;
            }
        }

        /// <summary>Finds the next request: a write, what a write is read back with, then the scans that are due, in turn.</summary>
        private bool Choose(long nowMs)
        {
            attempt = 0;
            startOver = false;
            askedTwice = false;
            nextDueMs = Never;
            if (BeginNextWrite(nowMs))
            {
                return true;
            }

            int count = plan.ScanCount;
            for (int i = 1; i <= count; i++)
            {
                int candidate = (scan + i) % count;
                long due = scanDueMs[candidate];
                if (due > nowMs)
                {
                    nextDueMs = due < nextDueMs ? due : nextDueMs; // its slave may be away or at rest for longer: it is asked for then
                    continue;
                }

                due = DueMs(candidate);
                if (due <= nowMs)
                {
                    scan = candidate;
                    request = scanCursor[candidate];
                    nextDueMs = nowMs;
                    int alone = scanPoint[candidate];
                    scanPoint[candidate] = -1;
                    if (alone < 0 && plan.RequestSplit[request])
                    {
                        alone = plan.RequestFirst[request];
                    }

                    Begin(JobScan, alone, plan.ScanSlave[candidate]);
                    return true;
                }

                nextDueMs = due < nextDueMs ? due : nextDueMs;
            }

            return false;
        }

        private long DueMs(int candidate)
        {
            int of = plan.ScanSlave[candidate];
            long due = scanDueMs[candidate] > quietUntilMs[of] ? scanDueMs[candidate] : quietUntilMs[of];
            if (slaveState[of] != Away)
            {
                return due;
            }

            if (probeScan[of] != NoProbe && probeScan[of] != candidate)
            {
                return Never;
            }

            return retryAtMs[of] > due ? retryAtMs[of] : due;
        }

        private void Begin(byte what, int alone, int ofSlave)
        {
            job = what;
            point = alone;
            slave = ofSlave;
            if (alone >= 0)
            {
                ModbusPoint p = plan.Point(alone);
                BuildRead(ModbusPlan.ReadFunction(p.Table), p.Address, p.Length, p.IsBits);
            }
            else
            {
                byte function = plan.RequestFunction[request];
                BuildRead(function, plan.RequestAddress[request], plan.RequestCount[request], function <= 2);
            }

            phase = ToSend;
            phaseByMs = -1;
        }

        private void BuildRead(byte function, int address, int count, bool bits)
        {
            sent[0] = unit[slave];
            sent[1] = function;
            sent[2] = (byte)(address >> 8);
            sent[3] = (byte)address;
            sent[4] = (byte)(count >> 8);
            sent[5] = (byte)count;
            ModbusCrc.Append(sent, 0, 6);
            sentCount = 8;
            expectedCount = 5 + (bits ? (count + 7) / 8 : 2 * count);
        }

        private int Send(long nowMs)
        {
            if (phaseByMs < 0)
            {
                phaseByMs = nowMs + NoSilenceMs;
            }

            // Whatever lies in the buffer now was asked for by nobody, or too long ago.
            int late = line.Read(received, 0, FrameMax);
            if (late < 0)
            {
                return 0; // the port is gone; the next step sees it
            }

            foreignBytes += late;
            int idleUs = line.IdleUs();
            if (idleUs < silenceUs || late > 0)
            {
                if (nowMs >= phaseByMs)
                {
                    Fail(ModbusFault.NoSilence, nowMs);
                }

                return (silenceUs - idleUs) / 1000 > 0 && late == 0 ? (silenceUs - idleUs) / 1000 : 0;
            }

            if (line.Write(sent, 0, sentCount) != SerialFault.None)
            {
                if (!line.IsOpen)
                {
                    Owe(); // it may have gone out before the port did
                }

                return 0;
            }

            Count(slave, Requests);
            phase = ToReceive;
            receivedCount = 0;
            heard = ModbusFault.None;
            phaseByMs = nowMs + options.ReplyTimeoutMs + MarginMs + options.CharactersMs(sentCount + expectedCount);
            return 1;
        }

        private int ReceiveWaitMs(long nowMs)
        {
            if (phase != ToReceive)
            {
                return 0;
            }

            // Once a reply has begun its end is known; near it, look again at once instead of a ms too late.
            int restMs = receivedCount > 0 ? (expectedCount - receivedCount) * charUs / 1000 : 1;
            long untilMs = phaseByMs - nowMs;
            return restMs < untilMs ? (restMs < 0 ? 0 : restMs) : Wait(untilMs);
        }
    }
}
