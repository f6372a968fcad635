using System;
using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>A register sensor as its <see cref="RegisterSpec"/> describes it; values are the raw numbers.</summary>
    public sealed class RegisterPart : I2cPart
    {
        private readonly RegisterSpec spec;

        /// <summary>A part at an address.</summary>
        public RegisterPart(II2cBus bus, int address, RegisterSpec spec)
            : base(bus, address, spec.Values == null ? 0 : spec.Values.Length, spec.ReplyBytes)
        {
            if (spec.Values == null || spec.Values.Length == 0 || spec.ReplyBytes < 1 || spec.ReplyBytes > 32 || spec.WaitMs < 0
                || spec.CrcEvery < 0 || (spec.CrcEvery > 0 && spec.ReplyBytes % (spec.CrcEvery + 1) != 0))
            {
                throw new ArgumentException("register sensor");
            }

            for (int i = 0; i < spec.Values.Length; i++)
            {
                RegisterValue value = spec.Values[i];
                if (value.Width < 1 || value.Width > 4 || value.At < 0 || value.At + value.Width > spec.ReplyBytes || value.Shift < 0
                    || value.Bits < 0 || value.Shift + value.Bits > value.Width * 8 || value.Shift >= value.Width * 8)
                {
                    throw new ArgumentException("register value " + i);
                }
            }

            this.spec = spec;
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            bool hasCommand = spec.Command != null && spec.Command.Length > 0;
            switch (Phase)
            {
                case 0:
                    if (spec.Setup != null && spec.Setup.Length > 0)
                    {
                        return Send(spec.Setup) ? Next(1, 1) : SensorStep.Failed;
                    }

                    goto case 1;
                case 1:
                    if (!hasCommand)
                    {
                        return Receive(spec.ReplyBytes) ? Take() : SensorStep.Failed;
                    }

                    if (spec.WaitMs == 0)
                    {
                        return Exchange(spec.Command, spec.ReplyBytes) ? Take() : SensorStep.Failed;
                    }

                    return Send(spec.Command) ? Next(2, spec.WaitMs + 1) : SensorStep.Failed;
                default:
                    return Receive(spec.ReplyBytes) ? Take() : SensorStep.Failed;
            }
        }

        private int Take()
        {
            int group = spec.CrcEvery + 1;
            for (int at = 0; spec.CrcEvery > 0 && at < spec.ReplyBytes; at += group)
            {
                if (Crc8.Of(Input, at, spec.CrcEvery, spec.CrcPolynomial, spec.CrcStart) != Input[at + spec.CrcEvery])
                {
                    return Fail(QualityReason.Damaged);
                }
            }

            for (int i = 0; i < spec.Values.Length; i++)
            {
                Put(i, NumberOf(spec.Values[i]));
            }

            return Done(1);
        }

        // In 64 bits throughout, so that 32 unsigned ones have room.
        private long NumberOf(RegisterValue value)
        {
            long number = 0;
            for (int i = 0; i < value.Width; i++)
            {
                int at = value.LittleEndian ? value.At + value.Width - 1 - i : value.At + i;
                number = number * 256 + Input[at];
            }

            int bits = value.Bits > 0 ? value.Bits : value.Width * 8 - value.Shift;
            number = (number >> value.Shift) & ((1L << bits) - 1);
            return value.Signed && number >= 1L << (bits - 1) ? number - (1L << bits) : number;
        }
    }
}
