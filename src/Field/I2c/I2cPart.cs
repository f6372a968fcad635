using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>A part on an I2C bus: conversations into one buffer, and what their failures mean.</summary>
    public abstract class I2cPart : Sensor
    {
        private readonly II2cBus bus;
        private readonly int address;
        private readonly byte[] output = new byte[4];

        /// <summary>A part at an address, whose longest answer has so many bytes.</summary>
        protected I2cPart(II2cBus bus, int address, int valueCount, int bytesMax)
            : base(valueCount)
        {
            this.bus = bus;
            this.address = address;
            Input = new byte[bytesMax];
        }

        /// <summary>The last answer.</summary>
        protected byte[] Input { get; }

        /// <summary>Writes one byte: a command, or a register's number.</summary>
        protected bool Send(int byte0)
        {
            output[0] = (byte)byte0;
            return Is(bus.Write(address, output, 1));
        }

        /// <summary>Writes a register of one byte, or a command of two.</summary>
        protected bool Send(int byte0, int byte1)
        {
            output[0] = (byte)byte0;
            output[1] = (byte)byte1;
            return Is(bus.Write(address, output, 2));
        }

        /// <summary>Writes a register of two bytes, the high one first.</summary>
        protected bool SendWord(int register, int word)
        {
            output[0] = (byte)register;
            output[1] = (byte)(word >> 8);
            output[2] = (byte)word;
            return Is(bus.Write(address, output, 3));
        }

        /// <summary>Writes any bytes.</summary>
        protected bool Send(byte[] bytes)
        {
            return Is(bus.Write(address, bytes, bytes.Length));
        }

        /// <summary>Reads without a register's number.</summary>
        protected bool Receive(int count)
        {
            return Is(bus.Read(address, Input, count));
        }

        /// <summary>Reads from a register on.</summary>
        protected bool ReadFrom(int register, int count)
        {
            output[0] = (byte)register;
            return Is(bus.WriteRead(address, output, 1, Input, count));
        }

        /// <summary>Writes any bytes and reads after a repeated START.</summary>
        protected bool Exchange(byte[] bytes, int count)
        {
            return Is(bus.WriteRead(address, bytes, bytes.Length, Input, count));
        }

        /// <summary>Two bytes of the answer, the high one first, without sign.</summary>
        protected int Word(int at)
        {
            return (Input[at] << 8) | Input[at + 1];
        }

        /// <summary>Two bytes of the answer, the high one first, two's complement.</summary>
        protected int SignedWord(int at)
        {
            int word = Word(at);
            return word >= 0x8000 ? word - 0x10000 : word;
        }

        private bool Is(I2cResult result)
        {
            switch (result)
            {
                case I2cResult.Ok: return true;
                case I2cResult.Nak: Fail(QualityReason.NoAnswer); return false;
                case I2cResult.Stuck: Fail(QualityReason.BusStuck); return false;
                case I2cResult.Short: Fail(QualityReason.Damaged); return false;
                default: Fail(QualityReason.PortLost); return false;
            }
        }
    }
}
