// nanoFramework.System.Device.Gpio 1.1.62, .I2c 1.1.29, .Spi 1.3.89, .Adc 1.1.24, Device.OneWire 1.4.35, System.IO.Ports 1.1.139 and
// Hardware.Esp32 1.6.40.

namespace System.Device.Gpio
{
    public sealed class GpioController : IDisposable
    {
        public GpioController() => throw null;
        public GpioPin OpenPin(int pinNumber, PinMode mode) => throw null;
        public void ClosePin(int pinNumber) => throw null;
        public bool IsPinOpen(int pinNumber) => throw null;
        public bool IsPinModeSupported(int pinNumber, PinMode mode) => throw null;
        public void Dispose() => throw null;
    }

    public sealed class GpioPin : IDisposable
    {
        internal GpioPin() => throw null;
        public void SetPinMode(PinMode value) => throw null;
        public PinValue Read() => throw null;
        public void Write(PinValue value) => throw null;
        public void Dispose() => throw null;
    }

    public enum PinMode
    {
        Input = 0,
        InputPullDown = 1,
        InputPullUp = 2,
        Output = 3,
        OutputOpenDrain = 4,
        OutputOpenDrainPullUp = 5,
        OutputOpenSource = 6,
        OutputOpenSourcePullDown = 7,
    }

    public struct PinValue
    {
        public static PinValue High => throw null;
        public static PinValue Low => throw null;
        public static explicit operator int(PinValue value) => throw null;
    }

    // nanoFramework.Hardware.Esp32
    public struct GpioPulseCount
    {
        public long Count;
        public TimeSpan RelativeTime;
    }

    public sealed class GpioPulseCounter : IDisposable
    {
        public GpioPulseCounter(int pinNumberA, int pinNumberB = -1) => throw null;
        public GpioPulsePolarity Polarity { get => throw null; set => throw null; }
        public ushort FilterPulses { get => throw null; set => throw null; }
        public GpioPulseCount Read() => throw null;
        public void Start() => throw null;
        public void Stop() => throw null;
        public void Dispose() => throw null;
    }

    public enum GpioPulsePolarity
    {
        Both = 0,
        Falling = 1,
        Rising = 2,
    }
}

namespace System.Device.Adc
{
    public abstract class AdcChannelBase
    {
        protected AdcChannelBase() => throw null;
        public abstract int ReadValue();
    }

    public class AdcChannel : AdcChannelBase, IDisposable
    {
        internal AdcChannel() => throw null;
        public override int ReadValue() => throw null;
        public void Dispose() => throw null;
    }

    public abstract class AdcControllerBase
    {
        protected AdcControllerBase() => throw null;
        public abstract AdcChannel OpenChannel(int channelNumber);
    }

    public class AdcController : AdcControllerBase
    {
        public AdcController() => throw null;
        public override AdcChannel OpenChannel(int channelNumber) => throw null;
    }
}

namespace System.Device.Spi
{
    public enum DataFlow
    {
        MsbFirst = 0,
        LsbFirst = 1,
    }

    public enum SpiBusConfiguration
    {
        FullDuplex = 0,
        HalfDuplex = 1,
        Simplex = 2,
    }

    public enum SpiMode
    {
        Mode0 = 0,
        Mode1 = 1,
        Mode2 = 2,
        Mode3 = 3,
    }

    public sealed class SpiConnectionSettings
    {
        public SpiConnectionSettings(int busId, int chipSelectLine = -1) => throw null;
        public SpiMode Mode { get => throw null; set => throw null; }
        public int ClockFrequency { get => throw null; set => throw null; }
        public DataFlow DataFlow { get => throw null; set => throw null; }
        public SpiBusConfiguration Configuration { get => throw null; set => throw null; }
    }

    public class SpiDevice : IDisposable
    {
        internal SpiDevice() => throw null;
        public static SpiDevice Create(SpiConnectionSettings settings) => throw null;
        public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer) => throw null;
        public void Dispose() => throw null;
    }
}

namespace nanoFramework.Device.OneWire
{
    public class OneWireHost : System.IDisposable
    {
        public OneWireHost() => throw null;
        public bool TouchReset() => throw null;
        public byte WriteByte(byte value) => throw null;
        public byte ReadByte() => throw null;
        public void Dispose() => throw null;
    }
}

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        StandardMode = 0,
        FastMode = 1,
        FastModePlus = 2,
    }

    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed) => throw null;
    }

    public class I2cDevice : IDisposable
    {
        internal I2cDevice() => throw null;
        public static I2cDevice Create(I2cConnectionSettings settings) => throw null;
        public I2cTransferResult Read(SpanByte buffer) => throw null;
        public I2cTransferResult Write(SpanByte buffer) => throw null;
        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => throw null;
        public void Dispose() => throw null;
    }

    public struct I2cTransferResult
    {
        public uint BytesTransferred => throw null;
        public I2cTransferStatus Status => throw null;
    }

    public enum I2cTransferStatus
    {
        UnknownError = 0,
        FullTransfer = 1,
        ClockStretchTimeout = 2,
        PartialTransfer = 3,
        SlaveAddressNotAcknowledged = 4,
    }
}

namespace System.IO.Ports
{
    public sealed class SerialPort : IDisposable
    {
        public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One)
            => throw null;
        public SerialMode Mode { get => throw null; set => throw null; }
        public bool IsOpen => throw null;
        public int ReadTimeout { get => throw null; set => throw null; }
        public int WriteTimeout { get => throw null; set => throw null; }
        public int BytesToRead => throw null;
        public int ReadBufferSize { get => throw null; set => throw null; }
        public void Open() => throw null;
        public void Close() => throw null;
        public int Read(byte[] buffer, int offset, int count) => throw null;
        public void Write(byte[] buffer, int offset, int count) => throw null;
        public void Dispose() => throw null;
    }

    public enum Parity
    {
        None = 0,
        Odd = 1,
        Even = 2,
    }

    public enum SerialMode
    {
        Normal = 0,
        RS485 = 1,
    }

    public enum StopBits
    {
        One = 1,
        Two = 2,
        OnePointFive = 3,
    }
}

namespace nanoFramework.Hardware.Esp32
{
    public class Configuration
    {
        public static void SetPinFunction(int pin, DeviceFunction value) => throw null;
    }

    public enum DeviceFunction
    {
        SPI1_MOSI = 65792,
        SPI1_MISO = 65793,
        SPI1_CLOCK = 65794,
        SPI2_MOSI = 66048,
        SPI2_MISO = 66049,
        SPI2_CLOCK = 66050,
        I2C1_DATA = 131328,
        I2C1_CLOCK = 131329,
        COM2_TX = 197120,
        COM2_RX = 197121,
        COM2_RTS = 197122,
        COM3_TX = 197376,
        COM3_RX = 197377,
        COM3_RTS = 197378,
    }

    public class HighResTimer : System.IDisposable
    {
        public static ulong GetCurrent() => throw null;
        public void Dispose() => throw null;
    }

    public class NativeMemory
    {
        public enum MemoryType
        {
            All = 0,
            Internal = 1,
            SpiRam = 2,
        }

        public static void GetMemoryInfo(MemoryType memType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock) => throw null;
    }
}
