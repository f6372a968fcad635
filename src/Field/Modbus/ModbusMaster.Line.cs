using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>The port, and a request on its way out of it.</summary>
    public sealed partial class ModbusMaster
    {
        private bool OpenPort(long nowMs)
        {
            if (portWasOpen)
            {
                portWasOpen = false; // lost since the last step
                TellPort(SerialFault.Lost);
                LosePort(nowMs, portBackoffMs == 0 ? 0 : NextPortBackoff());
            }

            if (nowMs < portRetryMs)
            {
                return false;
            }

            SerialFault fault = line.Open();
            TellPort(fault);
            if (fault != SerialFault.None)
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

        // Once for each fault, not for each attempt. That a lost adapter's port is not found is what "lost" says.
        private void TellPort(SerialFault fault)
        {
            if (fault == portTold || (fault == SerialFault.NotFound && portTold == SerialFault.Lost))
            {
                return;
            }

            portTold = fault;
            if (Listener != null)
            {
                Listener.OnPort(options.Name, fault);
            }
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

        private int Send(long nowMs)
        {
            // Others have the line while a slave has its pause; before an attempt after the first it passes here.
            int pauseUs = PauseNowMs() * 1000;
            int waitUs = pauseUs > beforeUs ? pauseUs : beforeUs;
            if (phaseByMs < 0)
            {
                phaseByMs = nowMs + NoSilenceMs + waitUs / 1000;
            }

            // Whatever lies in the buffer now was asked for by nobody, or too long ago.
            int late = line.Read(received, 0, FrameMax);
            if (late < 0)
            {
                return 0; // the port is gone; the next step sees it
            }

            foreignBytes += late;
            int idleUs = line.IdleUs();
            if (idleUs < waitUs || late > 0)
            {
                if (nowMs >= phaseByMs)
                {
                    Fail(ModbusFault.NoSilence, nowMs);
                }

                return (waitUs - idleUs) / 1000 > 0 && late == 0 ? (waitUs - idleUs) / 1000 : 0;
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
            if (attempt == 0)
            {
                MarkSoon(nowMs);
            }

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
            return restMs < untilMs ? (restMs < 0 ? 0 : restMs) : untilMs <= 0 ? 1 : Wait(untilMs);
        }
    }
}
