using System;
using FieldNode.Field;
using FieldNode.Settings;
using nanoFramework.Device.OneWire;
using nanoFramework.Hardware.Esp32;

namespace FieldNode.Esp32
{
    /// <summary>
    /// 1-Wire (nanoFramework.Device.OneWire 1.4.35), which the firmware makes of UART2: TX as open drain and RX, tied together on the wire
    /// with 4.7 kΩ to 3.3 V. There is one such bus, and while it is in use COM3 is not. A byte takes eight slots of 87 µs; a UART that does
    /// not answer costs 20 ms. A shorted line looks like presence: the CRC of what is read tells.
    /// </summary>
    public sealed class DeviceOneWire : IOneWireBus
    {
        private const int Idle = 0xFF;

        private readonly BoardUart pins;
        private OneWireHost host;

        /// <summary>The bus on its pins; nothing is opened.</summary>
        public DeviceOneWire(BoardUart pins)
        {
            this.pins = pins;
        }

        /// <inheritdoc />
        public bool Reset()
        {
            try
            {
                return Host().TouchReset();
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc />
        public void WriteByte(int value)
        {
            try
            {
                Host().WriteByte((byte)value);
            }
            catch (Exception)
            {
                // Nothing comes back then, and that is what counts.
            }
        }

        /// <inheritdoc />
        public int ReadByte()
        {
            try
            {
                return Host().ReadByte();
            }
            catch (Exception)
            {
                return Idle;
            }
        }

        /// <summary>The host, for a package that wants to talk itself; throws if it cannot be had.</summary>
        public OneWireHost Host()
        {
            if (host == null)
            {
                Configuration.SetPinFunction(pins.Tx, DeviceFunction.COM3_TX);
                Configuration.SetPinFunction(pins.Rx, DeviceFunction.COM3_RX);
                host = new OneWireHost();
            }

            return host;
        }
    }
}
