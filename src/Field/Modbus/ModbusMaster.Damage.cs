namespace FieldNode.Field.Modbus
{
    /// <summary>What came instead of a reply.</summary>
    public sealed partial class ModbusMaster
    {
        /// <summary>
        /// Silence behind bytes that are no reply. If they were one, damaged, none is to come: the request is sent again at once.
        /// Anything else, as an echo, noise or a late reply, may have the reply behind it.
        /// </summary>
        /// <returns>True if the attempt failed; false if the reply may still come.</returns>
        private bool EndOfFrame(long nowMs)
        {
            int count = receivedCount;
            receivedCount = 0;
            foreignBytes += count;
            if (received[0] != sent[0])
            {
                return false;
            }

            bool isOurs = count >= 2 && (received[1] & 0x7F) == sent[1];
            if (isOurs && count == (received[1] != sent[1] ? ExceptionCount : expectedCount) && !ModbusCrc.IsRight(received, 0, count))
            {
                Fail(ModbusFault.CrcError, nowMs);
                return true;
            }

            if (isOurs && count >= DataAt && count < expectedCount && job != JobWrite && received[2] == expectedCount - 5)
            {
                askedTwice = true; // cut short, or no reply at all: those three bytes do not say much
                Fail(ModbusFault.WrongLength, nowMs);
                return true;
            }

            heard = WhatIsWrong(count);
            return false;
        }

        private ModbusFault WhatIsWrong(int count)
        {
            if (count >= 4 && ModbusCrc.IsRight(received, 0, count))
            {
                return (received[1] & 0x7F) != sent[1] ? ModbusFault.WrongFunction
                    : job == JobWrite && count == EchoCount ? ModbusFault.WrongEcho : ModbusFault.WrongLength;
            }

            return count >= 2 && (received[1] & 0x7F) != sent[1] ? ModbusFault.CrcError : ModbusFault.WrongLength;
        }
    }
}
