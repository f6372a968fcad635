using System;
using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Tags;
using UnitsNet;
using Package = Iot.Device.Ds18b20.Ds18b20;

namespace FieldNode.Esp32
{
    /// <summary>
    /// DS18B20 through nanoFramework.Iot.Device.Ds18b20: temperature in °C (value 0). The package checks no CRC, and takes what nobody sends for
    /// −0.06 °C if another part is on the bus. So the scratchpad is read once more here, with its CRC, and has to say the same. It sleeps
    /// one second in each measurement, and the whole node with it: use it only where nothing else has to be quick.
    /// </summary>
    public sealed class Ds18b20Package : Sensor
    {
        private const int ReadScratchpad = 0xBE;
        private const int ScratchpadCount = 9;
        private const int PowerOnRaw = 0x0550; // +85 °C

        private readonly DeviceOneWire bus;
        private readonly byte[] rom;
        private readonly byte[] scratchpad = new byte[ScratchpadCount];
        private Package package;

        /// <summary>A part by its ROM; null: the only one on the bus. The portable part has checked it.</summary>
        public Ds18b20Package(DeviceOneWire bus, byte[] rom)
            : base(1)
        {
            this.bus = bus;
            this.rom = rom;
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            try
            {
                return Measure();
            }
            catch (Exception)
            {
                return Fail(QualityReason.PortLost);
            }
        }

        private int Measure()
        {
            if (!bus.Reset())
            {
                return Fail(QualityReason.NoAnswer);
            }

            if (Phase == 0)
            {
                package = new Package(bus.Host(), rom);
                if (rom == null && !package.Initialize()) // looks for the first DS18B20
                {
                    return Fail(QualityReason.NoAnswer);
                }

                return Next(1, 1);
            }

            Temperature temperature;
            return package.TryReadTemperature(out temperature) ? Check(temperature.DegreesCelsius) : Fail(QualityReason.NoAnswer);
        }

        private int Check(double celsius)
        {
            if (!OneWireRom.Select(bus, rom))
            {
                return Fail(QualityReason.NoAnswer);
            }

            bus.WriteByte(ReadScratchpad);
            for (int i = 0; i < ScratchpadCount; i++)
            {
                scratchpad[i] = (byte)bus.ReadByte();
            }

            if (Crc8.OfOneWire(scratchpad, 0, 8) != scratchpad[8] || (scratchpad[4] & 0x9F) != 0x1F)
            {
                return Fail(IsSilence() ? QualityReason.NoAnswer : QualityReason.Damaged);
            }

            int raw = scratchpad[0] | (scratchpad[1] << 8);
            if (raw == PowerOnRaw && scratchpad[6] == 0x0C)
            {
                return Fail(QualityReason.DeviceFailure); // its supply dipped: nothing was converted
            }

            double said = (raw >= 0x8000 ? raw - 0x10000 : raw) / 16.0;
            if (Math.Abs(celsius - said) > 0.01)
            {
                return Fail(QualityReason.Damaged);
            }

            Put(0, said);
            return Done(1);
        }

        private bool IsSilence()
        {
            for (int i = 0; i < ScratchpadCount; i++)
            {
                if (scratchpad[i] != 0xFF)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
