using System;
using FieldNode.Field;
using FieldNode.Field.Modbus;

namespace FieldNode.OnDevice
{
    /// <summary>A line with one Modbus slave: unit 1, holding registers that answer with their own address times ten, plus a bias.</summary>
    internal sealed class SlaveLine : ISerialLine
    {
        private readonly byte[] reply = new byte[256];
        private int replyAt;
        private int replyCount;

        /// <summary>Added to each register.</summary>
        public int Bias { get; set; }

        /// <summary>The last request.</summary>
        public byte[] Request { get; private set; }

        /// <inheritdoc />
        public bool IsOpen { get; private set; }

        /// <inheritdoc />
        public SerialFault Open()
        {
            IsOpen = true;
            return SerialFault.None;
        }

        /// <inheritdoc />
        public int Read(byte[] buffer, int offset, int count)
        {
            int take = replyCount - replyAt < count ? replyCount - replyAt : count;
            Array.Copy(reply, replyAt, buffer, offset, take);
            replyAt += take;
            return take;
        }

        /// <inheritdoc />
        public SerialFault Write(byte[] buffer, int offset, int count)
        {
            Request = new byte[count];
            Array.Copy(buffer, offset, Request, 0, count);
            replyAt = 0;
            replyCount = 0;
            if (count == 8 && Request[0] == 1 && Request[1] == 3 && ModbusCrc.IsRight(Request, 0, 8))
            {
                Answer((Request[2] << 8) | Request[3], (Request[4] << 8) | Request[5]);
            }

            return SerialFault.None;
        }

        /// <inheritdoc />
        public int IdleUs()
        {
            return 1000000;
        }

        /// <inheritdoc />
        public void Close()
        {
            IsOpen = false;
        }

        private void Answer(int address, int registers)
        {
            reply[0] = 1;
            reply[1] = 3;
            reply[2] = (byte)(2 * registers);
            for (int i = 0; i < registers; i++)
            {
                int value = (address + i) * 10 + Bias;
                reply[3 + 2 * i] = (byte)(value >> 8);
                reply[4 + 2 * i] = (byte)value;
            }

            ModbusCrc.Append(reply, 0, 3 + 2 * registers);
            replyCount = 5 + 2 * registers;
        }
    }
}
