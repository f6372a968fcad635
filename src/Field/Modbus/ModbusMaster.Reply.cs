using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>What came back: checked for unit, function, length and CRC, then taken apart.</summary>
    public sealed partial class ModbusMaster
    {
        private const int ExceptionCount = 5;

        // USB adapters deliver in bursts up to 16 ms apart: a pause inside a frame, seen from here, is not yet its end.
        private const int BurstUs = 20000;
        private const int EchoCount = 8;
        private const int GapsMax = 8; // pauses within one reply
        private const int DataAt = 3; // unit, function, byte count

        // What Match found.
        private const int NoReply = 0;
        private const int GoodReply = 1;
        private const int ExceptionReply = 2;

        /// <summary>Takes what has arrived. Bytes that lie there in full count, however late it is: the clock may have jumped.</summary>
        /// <returns>True if the request came to an end, good or bad.</returns>
        private bool Receive(long nowMs, long utcMs)
        {
            int got = line.Read(received, receivedCount, FrameMax - receivedCount);
            if (got < 0)
            {
                nextDueMs = nowMs; // the port is gone; the next step sees it
                return false;
            }

            receivedCount += got;
            if (got > 0)
            {
                for (int start = 0; start + ExceptionCount <= receivedCount; start++)
                {
                    int kind = Match(start);
                    if (kind != NoReply)
                    {
                        foreignBytes += start;
                        Take(kind, start, nowMs, utcMs);
                        return true;
                    }
                }
            }

            int idleUs = receivedCount > 0 ? line.IdleUs() : 0;
            if (receivedCount > 0 && idleUs >= (IsFull() ? silenceUs + BurstUs : gapUs) && EndOfFrame(nowMs))
            {
                return true;
            }

            if (receivedCount == FrameMax)
            {
                foreignBytes += receivedCount; // no reply is that long: someone talks without end
                receivedCount = 0;
            }

            // What has begun in time may pause within; but not for ever.
            bool goesOn = receivedCount > 0 && idleUs < gapUs && nowMs < phaseByMs + GapsMax * options.GapMs;
            if (nowMs >= phaseByMs && !goesOn)
            {
                Owe();
                foreignBytes += receivedCount;
                Fail(receivedCount > 0 ? ModbusFault.WrongLength : heard != ModbusFault.None ? heard : ModbusFault.Timeout, nowMs);
                return true;
            }

            return false;
        }

        /// <summary>Nothing is missing of what looks like a reply; then it is damaged.</summary>
        private bool IsFull()
        {
            return received[0] == sent[0] && receivedCount >= ExceptionCount
                && (received[1] == sent[1] ? receivedCount >= expectedCount : received[1] == (sent[1] | 0x80));
        }

        /// <summary>Is there a whole reply to our request at a place of the buffer?</summary>
        private int Match(int start)
        {
            byte[] b = received;
            int left = receivedCount - start;
            if (b[start] != sent[0])
            {
                return NoReply;
            }

            if (b[start + 1] == (sent[1] | 0x80))
            {
                return ModbusCrc.IsRight(b, start, ExceptionCount) ? ExceptionReply : NoReply;
            }

            if (b[start + 1] != sent[1] || left < expectedCount)
            {
                return NoReply;
            }

            // On a line that echoes, a read of one register at 0x0200 to 0x02FF may come back as a whole reply, right CRC included.
            bool form = job == JobWrite ? IsEcho(start)
                : b[start + 2] == expectedCount - 5 && (expectedCount >= EchoCount || !IsEcho(start));
            return form && ModbusCrc.Compute(b, start, expectedCount) == 0 ? GoodReply : NoReply;
        }

        // Functions 5, 6, 15 and 16 are confirmed with the address and the value or count (V1.1b3, sections 6.5, 6.6, 6.11, 6.12).
        private bool IsEcho(int start)
        {
            for (int i = 2; i < 6; i++)
            {
                if (received[start + i] != sent[i])
                {
                    return false;
                }
            }

            return true;
        }

        private void Take(int kind, int start, long nowMs, long utcMs)
        {
            Answered(kind == ExceptionReply, nowMs);
            portBackoffMs = 0; // a port that opens and then fails at once keeps its back-off
            tags.BeginSample(utcMs);
            if (kind == ExceptionReply)
            {
                TakeException(received[start + 2], nowMs);
                return;
            }

            busy[slave] = 0;
            if (job == JobScan && plan.RequestSplit[request] != 0)
            {
                plan.RequestSplit[request] |= AnyGood;
            }

            if (job == JobWrite)
            {
                EndWrite(true);
            }
            else if (point >= 0)
            {
                TakePart(start + DataAt);
            }
            else if (plan.RequestRun[request] != ModbusPlan.NoRun)
            {
                tags.SetFloatRun(plan.PointTag, plan.RequestFirst[request], plan.RequestFirst[request + 1], received, start + DataAt,
                    plan.RequestRun[request]);
            }
            else
            {
                TakePoints(start + DataAt);
            }

            Advance(nowMs);
        }

        /// <summary>The hot loop: every point of a reply.</summary>
        private void TakePoints(int dataAt)
        {
            byte[] reply = received;
            byte[] kinds = plan.PointKind;
            short[] offsets = plan.PointOffset;
            int[] tagOf = plan.PointTag;
            TagTable table = tags;
            int end = plan.RequestFirst[request + 1];
            for (int p = plan.RequestFirst[request]; p < end; p++)
            {
                int at = dataAt + offsets[p];
                switch (kinds[p])
                {
                    case PointKinds.FloatAbcd:
                        table.SetFloatBytes(tagOf[p], reply[at + 3], reply[at + 2], reply[at + 1], reply[at]);
                        break;
                    case PointKinds.FloatCdab:
                        table.SetFloatBytes(tagOf[p], reply[at + 1], reply[at], reply[at + 3], reply[at + 2]);
                        break;
                    case PointKinds.FloatBadc:
                        table.SetFloatBytes(tagOf[p], reply[at + 2], reply[at + 3], reply[at], reply[at + 1]);
                        break;
                    case PointKinds.FloatDcba:
                        table.SetFloatBytes(tagOf[p], reply[at], reply[at + 1], reply[at + 2], reply[at + 3]);
                        break;
                    case PointKinds.UInt16:
                        table.SetInt(tagOf[p], (reply[at] << 8) | reply[at + 1]);
                        break;
                    case PointKinds.Int16:
                        table.SetInt(tagOf[p], (short)((reply[at] << 8) | reply[at + 1]));
                        break;
                    default:
                        TakePoint(p, dataAt, offsets[p]);
                        break;
                }
            }
        }

        private void TakeException(int code, long nowMs)
        {
            Count(slave, Exceptions);
            if (AskLater(code, nowMs))
            {
                return;
            }

            ModbusFault fault = (ModbusFault)(100 + code);
            Tell(slave, fault);
            if (job == JobWrite)
            {
                EndWrite(false); // what it holds instead is read back, so that a host sees it
            }
            else if (job == JobReadBack)
            {
                tags.SetBad(plan.PointTag[point], ModbusFaults.Reason(fault));
            }
            else if (job == JobScan && !SplitRefused(code, nowMs))
            {
                SetPartBad(ModbusFaults.Reason(fault));
            }
            else if (job == JobScan)
            {
                return;
            }

            Advance(nowMs);
        }
    }
}
