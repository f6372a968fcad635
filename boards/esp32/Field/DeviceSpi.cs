using System;
using System.Device.Spi;
using FieldNode.Field;
using FieldNode.Settings;
using nanoFramework.Hardware.Esp32;

namespace FieldNode.Esp32
{
    /// <summary>
    /// One part on SPI (nanoFramework.System.Device.Spi 1.3.89), in the mode and at the clock that a MAX31865 takes (19-6478: mode 1 or 3, up to
    /// 5 MHz). The firmware drives chip select as a GPIO around each transfer; the pins of the bus are mapped before the first device is made,
    /// since the ESP32's own defaults for SPI1 are those of a display, and on Ethernet boards the PHY's.
    /// </summary>
    public sealed class DeviceSpi : ISpiDevice
    {
        private const int ClockHz = 1000000;

        private readonly BoardSpi pins;
        private readonly int chipSelect;
        private SpiDevice device;

        /// <summary>A part by its chip select; nothing is opened.</summary>
        public DeviceSpi(BoardSpi pins, int chipSelect)
        {
            this.pins = pins;
            this.chipSelect = chipSelect;
        }

        /// <inheritdoc />
        public bool Transfer(byte[] output, byte[] input, int count)
        {
            try
            {
                SpiDevice open = Device();
                open.TransferFullDuplex(new SpanByte(output, 0, count), new SpanByte(input, 0, count));
                return true;
            }
            catch (Exception)
            {
                return false; // the device is kept: a second one for the same chip select would be refused
            }
        }

        /// <summary>The device, for a package that wants to talk itself; throws if it cannot be had.</summary>
        public SpiDevice Device()
        {
            if (device == null)
            {
                bool first = pins.Bus == 1;
                Configuration.SetPinFunction(pins.Mosi, first ? DeviceFunction.SPI1_MOSI : DeviceFunction.SPI2_MOSI);
                Configuration.SetPinFunction(pins.Miso, first ? DeviceFunction.SPI1_MISO : DeviceFunction.SPI2_MISO);
                Configuration.SetPinFunction(pins.Clock, first ? DeviceFunction.SPI1_CLOCK : DeviceFunction.SPI2_CLOCK);
                SpiConnectionSettings settings = new SpiConnectionSettings(pins.Bus, chipSelect);
                settings.ClockFrequency = ClockHz;
                settings.Mode = SpiMode.Mode1;
                settings.DataFlow = DataFlow.MsbFirst;
                settings.Configuration = SpiBusConfiguration.FullDuplex;
                device = SpiDevice.Create(settings);
            }

            return device;
        }
    }
}
