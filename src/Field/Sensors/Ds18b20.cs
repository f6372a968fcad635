using System;
using FieldNode.Field.I2c;
using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>
    /// Maxim DS18B20 on 1-Wire: temperature in °C (value 0), 12 bits as delivered, or fewer if the part was set so. Datasheet 19-7487: convert,
    /// 750 ms, scratchpad of nine bytes with CRC. Externally powered: parasite power would need a strong pull-up that the bus port does not have.
    /// </summary>
    public sealed class Ds18b20 : Sensor
    {
        private const int Convert = 0x44;
        private const int ReadScratchpad = 0xBE;
        private const int ConversionMs = 800; // 750 at most; told in a step that may have begun some ms earlier
        private const int ScratchpadCount = 9;
        private const int PowerOnRaw = 0x0550; // +85 °C

        private readonly IOneWireBus bus;
        private readonly byte[] rom;
        private readonly byte[] scratchpad = new byte[ScratchpadCount];

        /// <summary>A part by its ROM, family code first and CRC last; null: the only one on the bus.</summary>
        public Ds18b20(IOneWireBus bus, byte[] rom)
            : base(1)
        {
            if (rom != null && (rom.Length != 8 || Crc8.OfOneWire(rom, 0, 7) != rom[7]))
            {
                throw new ArgumentException("ds18b20 rom");
            }

            this.bus = bus;
            this.rom = rom;
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            if (!OneWireRom.Select(bus, rom))
            {
                return Fail(QualityReason.NoAnswer);
            }

            if (Phase == 0)
            {
                bus.WriteByte(Convert);
                return Next(1, ConversionMs);
            }

            bus.WriteByte(ReadScratchpad);
            for (int i = 0; i < ScratchpadCount; i++)
            {
                scratchpad[i] = (byte)bus.ReadByte();
            }

            return Take();
        }

        private int Take()
        {
            // A line shorted to ground reads as zeros, whose CRC is zero: the configuration register tells, its low bits are ones.
            if (Crc8.OfOneWire(scratchpad, 0, 8) != scratchpad[8] || (scratchpad[4] & 0x9F) != 0x1F)
            {
                return Fail(IsAll(0xFF) ? QualityReason.NoAnswer : QualityReason.Damaged);
            }

            int raw = scratchpad[0] | (scratchpad[1] << 8);
            if (raw == PowerOnRaw && scratchpad[6] == 0x0C)
            {
                return Fail(QualityReason.DeviceFailure); // its supply dipped after the command: nothing was converted
            }

            raw &= -(8 >> ((scratchpad[4] >> 5) & 3)); // a part set to 9, 10 or 11 bits: those below are undefined (table 2)
            Put(0, (raw >= 0x8000 ? raw - 0x10000 : raw) / 16.0);
            return Done(0);
        }

        private bool IsAll(int value)
        {
            for (int i = 0; i < ScratchpadCount; i++)
            {
                if (scratchpad[i] != value)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
