using System;
using System.Device.I2c;

namespace FieldNode.Esp32
{
    /// <summary>
    /// DS3231 real-time clock on I2C1, address 0x68. Datasheet 19-5170 (Analog Devices), table of timekeeping registers: 00h to 06h are
    /// seconds to year in BCD, hours in 24-hour form while bit 6 of 02h is 0; bit 7 of 0Fh (OSF) says that the oscillator stopped, so the
    /// time is void. Century is not used: 2000 to 2099. UTC, always.
    /// </summary>
    public sealed class Ds3231
    {
        private const int Bus = 1;
        private const int Address = 0x68;
        private const int StatusRegister = 0x0F;
        private const int OscillatorStopped = 0x80;

        private readonly I2cDevice device;

        /// <summary>Opens the device; throws if there is no such bus.</summary>
        public Ds3231()
        {
            device = I2cDevice.Create(new I2cConnectionSettings(Bus, Address, I2cBusSpeed.StandardMode));
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
                return device.Write(new SpanByte(registers)).Status == I2cTransferStatus.FullTransfer
                    && device.Write(new SpanByte(status)).Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private bool Exchange(int register, byte[] into)
        {
            byte[] from = { (byte)register };
            return device.WriteRead(new SpanByte(from), new SpanByte(into)).Status == I2cTransferStatus.FullTransfer;
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
