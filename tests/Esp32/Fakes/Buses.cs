using FieldNode.Esp32.Tests;
using FieldNode.Field;

namespace System
{
    /// <summary>nanoFramework has this in the place of Span.</summary>
    public readonly struct SpanByte(byte[] array, int start, int length)
    {
        public SpanByte(byte[] array)
            : this(array, 0, array.Length)
        {
        }

        public int Length => length;

        public byte this[int index]
        {
            get => array[start + index];
            set => array[start + index] = value;
        }

        public static implicit operator SpanByte(byte[] array) => new(array);

        public SpanByte Slice(int from) => new(array, start + from, length - from);

        public SpanByte Slice(int from, int count) => new(array, start + from, count);

        public byte[] ToArray() => array.AsSpan(start, length).ToArray();

        internal void Take(byte[] bytes) => bytes.AsSpan(0, length).CopyTo(array.AsSpan(start));
    }
}

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        StandardMode, FastMode, FastModePlus,
    }

    public enum I2cTransferStatus
    {
        UnknownError, FullTransfer, ClockStretchTimeout, PartialTransfer, SlaveAddressNotAcknowledged,
    }

    public struct I2cTransferResult
    {
        public uint BytesTransferred { get; internal init; }
        public I2cTransferStatus Status { get; internal init; }
    }

    public sealed class I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed)
    {
        public int BusId => busId;
        public int DeviceAddress => deviceAddress;
        public I2cBusSpeed BusSpeed => busSpeed;
    }

    public class I2cDevice : IDisposable
    {
        private readonly FakeChip chip = FakeChip.Current;
        private readonly int address;
        private bool disposed;

        private I2cDevice(I2cConnectionSettings settings)
        {
            address = settings.DeviceAddress;
            if (settings.BusId != 1 || chip.Reserved.Contains(chip.Sda) || chip.Reserved.Contains(chip.Scl))
            {
                chip.HalfMade++;
                throw new Exception("CLR_E_FAIL");
            }
        }

        public static I2cDevice Create(I2cConnectionSettings settings) => new(settings);

        public I2cTransferResult Read(SpanByte buffer) => Transmit(null, buffer);

        public I2cTransferResult Write(SpanByte buffer) => Transmit(buffer, null);

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => Transmit(writeBuffer, readBuffer);

        public I2cTransferResult WriteByte(byte value) => Transmit(new SpanByte([value]), null);

        /// <summary>Its own buffer: what nobody answers is what was written last.</summary>
        public byte ReadByte()
        {
            byte[] one = [0];
            Transmit(null, new SpanByte(one));
            return one[0];
        }

        public void Dispose() => disposed = true;

        private I2cTransferResult Transmit(SpanByte? output, SpanByte? input)
        {
            if (disposed)
            {
                throw new InvalidOperationException("the driver is not installed");
            }

            if (chip.ClocksUntilFree > 0 || chip.IsClockHeld)
            {
                chip.FrozenMs += 1000;
                return new I2cTransferResult { Status = I2cTransferStatus.ClockStretchTimeout };
            }

            byte[] written = output?.ToArray() ?? [];
            byte[] read = new byte[input?.Length ?? 0];
            I2cResult result = output is null ? chip.I2c.Read(address, read, read.Length)
                : input is null ? chip.I2c.Write(address, written, written.Length)
                : chip.I2c.WriteRead(address, written, written.Length, read, read.Length);
            if (result != I2cResult.Ok)
            {
                return new I2cTransferResult { Status = I2cTransferStatus.SlaveAddressNotAcknowledged };
            }

            input?.Take(read);
            return new I2cTransferResult { Status = I2cTransferStatus.FullTransfer, BytesTransferred = (uint)(written.Length + read.Length) };
        }
    }
}

namespace System.Device.Spi
{
    public enum DataFlow
    {
        MsbFirst, LsbFirst,
    }

    public enum SpiBusConfiguration
    {
        FullDuplex, HalfDuplex, Simplex,
    }

    public enum SpiMode
    {
        Mode0, Mode1, Mode2, Mode3,
    }

    public sealed class SpiConnectionSettings(int busId, int chipSelectLine = -1)
    {
        public int BusId => busId;
        public int ChipSelectLine => chipSelectLine;
        public SpiMode Mode { get; set; }
        public int ClockFrequency { get; set; }
        public DataFlow DataFlow { get; set; }
        public SpiBusConfiguration Configuration { get; set; }
    }

    public class SpiDevice : IDisposable
    {
        private readonly FakeChip chip = FakeChip.Current;

        private SpiDevice(SpiConnectionSettings settings) => Settings = settings;

        public SpiConnectionSettings Settings { get; }

        public static SpiDevice Create(SpiConnectionSettings settings) => new(settings);

        public void Write(SpanByte buffer) => TransferFullDuplex(buffer, new SpanByte(new byte[buffer.Length]));

        public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer)
        {
            byte[] read = new byte[readBuffer.Length];
            if (!chip.Spi.Transfer(writeBuffer.ToArray(), read, read.Length))
            {
                throw new Exception("CLR_E_FAIL");
            }

            readBuffer.Take(read);
        }

        public void Dispose()
        {
        }
    }
}

namespace System.Device.Adc
{
    public sealed class AdcController
    {
        private readonly FakeChip chip = FakeChip.Current;

        public AdcChannel OpenChannel(int channelNumber) =>
            chip.Raw.ContainsKey(channelNumber) ? new AdcChannel(chip, channelNumber) : throw new ArgumentException(null);
    }

    public sealed class AdcChannel
    {
        private readonly FakeChip chip;
        private readonly int channel;

        internal AdcChannel(FakeChip chip, int channel)
        {
            this.chip = chip;
            this.channel = channel;
        }

        public int ReadValue() => chip.Raw.TryGetValue(channel, out int raw) ? raw : throw new Exception("CLR_E_PIN_UNAVAILABLE");
    }
}

namespace nanoFramework.Device.OneWire
{
    public class OneWireHost
    {
        private readonly FakeChip chip = FakeChip.Current;

        public OneWireHost()
        {
            if (!chip.Functions.ContainsKey((int)Hardware.Esp32.DeviceFunction.COM3_TX))
            {
                throw new Exception("CLR_E_PIN_UNAVAILABLE");
            }
        }

        public bool TouchReset() => chip.OneWire.Reset();

        public byte WriteByte(byte value)
        {
            chip.OneWire.WriteByte(value);
            return value;
        }

        public byte ReadByte() => (byte)chip.OneWire.ReadByte();

        /// <summary>The search of a bus with one part or none; the ROM is the test's.</summary>
        public bool FindFirstDevice(bool performResetBeforeSearch, bool searchWithAlarmCommand) => chip.OneWire.Reset();

        public bool FindNextDevice(bool performResetBeforeSearch, bool searchWithAlarmCommand) => false;

        public byte[] SerialNumber { get; set; } = [0x28, 1, 2, 3, 4, 5, 6, 0];
    }
}

namespace nanoFramework.Hardware.Esp32
{
    public static class Configuration
    {
        public static void SetPinFunction(int pin, DeviceFunction value)
        {
            FakeChip.Current.Functions[(int)value] = pin;
            if (value is DeviceFunction.I2C1_DATA)
            {
                FakeChip.Current.Sda = pin;
            }
            else if (value is DeviceFunction.I2C1_CLOCK)
            {
                FakeChip.Current.Scl = pin;
            }
        }
    }

    public enum DeviceFunction
    {
        SPI1_MOSI, SPI1_MISO, SPI1_CLOCK, SPI2_MOSI, SPI2_MISO, SPI2_CLOCK, I2C1_DATA, I2C1_CLOCK, COM2_TX, COM2_RX, COM2_RTS,
        COM3_TX, COM3_RX, COM3_RTS,
    }
}
