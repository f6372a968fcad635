using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>What is asked when: scans and writes in turn, back-off.</summary>
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
        private const byte JobProbe = 3;  // whether the slave lives, which does not answer what it was asked; its value is not taken

        private const int AnySlave = -1;
        private const int NoSilenceMs = 500;
        private const int MarginMs = 3;
        private const int PortBackoffMinMs = 1000;
        private const long Never = long.MaxValue;

        private byte phase;
        private byte job;
        private int scan;             // of the current request
        private int request;          // of the current request, for JobScan
        private int point;            // first of a part of a request, or the one that is read back, written or probed; else -1
        private int pointEnd;         // behind the last of the part
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
        private SerialFault portTold; // the listener's last word of the port
        private bool cameBack;        // the answer is the first one of a slave that was given up
        private byte[] scansTurn;     // by slave, 1: it was sent a write, and a scan of it comes before the next one; in the last place: any slave, any scan

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

        /// <summary>
        /// Finds the next request: what a write is read back with, a write, or the scans that are due, in turn. Between two writes one scan has
        /// its turn, and between two writes to one slave one of its own, so that a host that writes without end does not silence the slaves. While
        /// a slave has its pause, others take the first of these turns.
        /// </summary>
        private bool Choose(long nowMs)
        {
            attempt = 0;
            askedTwice = false;
            nextDueMs = Never;
            bool isScansTurn = scansTurn[slaveCount] != 0;
            return BeginNextWrite(nowMs, isScansTurn) || BeginNextScan(nowMs, AnySlave) || (isScansTurn && BeginNextWrite(nowMs, false));
        }

        private bool BeginNextScan(long nowMs, int ofSlave)
        {
            int count = plan.ScanCount;
            for (int i = 0; i < count; i++)
            {
                int candidate = turns[i];
                if (ofSlave != AnySlave && plan.ScanSlave[candidate] != ofSlave)
                {
                    continue;
                }

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
                    scansTurn[slaveCount] = 0;
                    scansTurn[plan.ScanSlave[candidate]] = 0;
                    System.Array.Copy(turns, i + 1, turns, i, count - 1 - i);
                    turns[count - 1] = (short)candidate;
                    request = scanCursor[candidate];
                    nextDueMs = nowMs;
                    BeginPart(nowMs);
                    return true;
                }

                nextDueMs = due < nextDueMs ? due : nextDueMs;
            }

            return false;
        }

        private long DueMs(int candidate)
        {
            int of = plan.ScanSlave[candidate];
            if (probeScan[of] != NoProbe && probeScan[of] != candidate)
            {
                return Never;
            }

            long due = scanDueMs[candidate] > quietUntilMs[of] ? scanDueMs[candidate] : quietUntilMs[of];
            due = readyMs[of] > due ? readyMs[of] : due;
            return slaveState[of] == Away && retryAtMs[of] > due ? retryAtMs[of] : due;
        }

        private void Begin(byte what, int first, int ofSlave)
        {
            job = what;
            point = first;
            slave = ofSlave;
            if (first >= 0)
            {
                pointEnd = what == JobScan ? plan.PartEnd(first, plan.RequestFirst[request + 1]) : first + 1;
                int length = plan.PartLength(first, pointEnd);
                ModbusPoint p = plan.Point(first);
                BuildRead(ModbusPlan.ReadFunction(p.Table), p.First, length, p.IsBits);
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
    }
}
