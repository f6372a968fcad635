using System;
using FieldNode.Field;

namespace FieldNode.Esp32
{
    /// <summary>
    /// DS3231 real-time clock on I2C1, address 0x68. Datasheet 19-5170 (Analog Devices), table of timekeeping registers: 00h to 06h are
    /// seconds to year in BCD, hours in 24-hour form while bit 6 of 02h is 0; bit 7 of 0Fh (OSF) says that the oscillator stopped, so the
    /// time is void. Century is not used: 2000 to 2099. UTC, always.
    /// </summary>
    public sealed class Ds3231
    {
        private const int Address = 0x68;
        private const int StatusRegister = 0x0F;
        private const int OscillatorStopped = 0x80;

        private readonly II2cBus bus;
        private readonly byte[] pointer = new byte[1];

        /// <summary>A clock on a bus, which sensors may share.</summary>
        public Ds3231(II2cBus bus)
        {
            this.bus = bus;
        }

        /// <summary>Reads the time.</summary>
        /// <returns>Milliseconds since 1970 UTC, or 0 if the clock does not answer, has stopped, or shows no date.</returns>
        public long ReadUtcMs()
        {
            try
            {
                byte[] status = new byte[1];
                byte[] registers = new byte[7];
                if (!Exchange(StatusRegister, status) || (status[0] & OscillatorStopped) != 0 || !Exchange(0, registers))
                {
                    return 0;
                }

                DateTime time = new DateTime(2000 + FromBcd(registers[6]), FromBcd(registers[5] & 0x1F), FromBcd(registers[4] & 0x3F),
                    FromBcd(registers[2] & 0x3F), FromBcd(registers[1] & 0x7F), FromBcd(registers[0] & 0x7F));
                return (time.Ticks - DateTime.UnixEpoch.Ticks) / 10000;
            }
            catch (Exception)
            {
                return 0;
            }
        }

        /// <summary>Sets the time and clears OSF.</summary>
        /// <returns>False if the clock did not answer.</returns>
        public bool Write(DateTime utc)
        {
            try
            {
                byte[] registers =
                {
                    0, ToBcd(utc.Second), ToBcd(utc.Minute), ToBcd(utc.Hour), (byte)((int)utc.DayOfWeek + 1), ToBcd(utc.Day),
                    ToBcd(utc.Month), ToBcd(utc.Year - 2000)
                };
                byte[] status = { StatusRegister, 0 };
                return bus.Write(Address, registers, registers.Length) == I2cResult.Ok
                    && bus.Write(Address, status, status.Length) == I2cResult.Ok;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private bool Exchange(int register, byte[] into)
        {
            pointer[0] = (byte)register;
            return bus.WriteRead(Address, pointer, 1, into, into.Length) == I2cResult.Ok;
        }

        private static int FromBcd(int value)
        {
            return (value >> 4) * 10 + (value & 0x0F);
        }

        private static byte ToBcd(int value)
        {
            return (byte)(((value / 10) << 4) | (value % 10));
        }
    }
}
