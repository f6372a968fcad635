using System;
using System.Device.Gpio;
using System.Device.I2c;
using FieldNode.Field;
using nanoFramework.Hardware.Esp32;

namespace FieldNode.Esp32
{
    /// <summary>
    /// I2C1 (nanoFramework.System.Device.I2c 1.1.29) at 100 kHz. What it knows of sys_dev_i2c_native_System_Device_I2c_I2cDevice.cpp:
    /// <para>A missing acknowledge, of the address or of a byte, is SlaveAddressNotAcknowledged; a held bus is ClockStretchTimeout, after
    /// up to one second in which all managed code stands. So after one of those the lines are looked at before anybody talks again, and
    /// while one is low the answer is Stuck at once.</para>
    /// <para>The driver goes with its last device, and the finalizer of a device that could not be made counts one down too many. So nothing is
    /// created while a GPIO has the pins (NativeInit would fail), and all devices of the bus are made here, the packages' too.</para>
    /// <para>A call takes SpanBytes, which are objects here: two small ones for each conversation.</para>
    /// </summary>
    public sealed class DeviceI2cBus : II2cBus
    {
        private const int BusId = 1;
        private const int DevicesMax = 16;
        private const int ClocksMax = 9; // a part is at most eight bits and an acknowledge away from letting SDA go

        private readonly GpioController gpio;
        private readonly int dataPin;
        private readonly int clockPin;
        private readonly int[] addresses = new int[DevicesMax];
        private readonly I2cDevice[] devices = new I2cDevice[DevicesMax];
        private int count;
        private bool isMapped;
        private bool isSuspect;

        /// <summary>The bus on its pins; nothing is opened.</summary>
        public DeviceI2cBus(GpioController gpio, int dataPin, int clockPin)
        {
            this.gpio = gpio;
            this.dataPin = dataPin;
            this.clockPin = clockPin;
        }

        /// <summary>Rises when devices were closed: who holds one from <see cref="DeviceAt"/> must get it anew.</summary>
        public int Closings { get; private set; }

        /// <inheritdoc />
        public I2cResult Write(int address, byte[] bytes, int writeCount)
        {
            try
            {
                I2cDevice device = Begin(address);
                return device == null ? Refusal() : End(device.Write(new SpanByte(bytes, 0, writeCount)), writeCount);
            }
            catch (Exception)
            {
                return I2cResult.Lost;
            }
        }

        /// <inheritdoc />
        public I2cResult Read(int address, byte[] buffer, int readCount)
        {
            try
            {
                I2cDevice device = Begin(address);
                return device == null ? Refusal() : End(device.Read(new SpanByte(buffer, 0, readCount)), readCount);
            }
            catch (Exception)
            {
                return I2cResult.Lost;
            }
        }

        /// <inheritdoc />
        public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount)
        {
            try
            {
                I2cDevice device = Begin(address);
                return device == null
                    ? Refusal()
                    : End(device.WriteRead(new SpanByte(bytes, 0, writeCount), new SpanByte(buffer, 0, readCount)), writeCount + readCount);
            }
            catch (Exception)
            {
                return I2cResult.Lost;
            }
        }

        /// <summary>
        /// As the interface says, with the pins as GPIO in between. An output of this firmware cannot be read back (GPIO_MODE_OUTPUT has no
        /// input), so SDA is watched as an input; a clock line that is held low is nothing that a master can help.
        /// </summary>
        public I2cResult Recover()
        {
            CloseDevices();
            I2cResult result = I2cResult.Lost;
            if (!gpio.IsPinOpen(dataPin) && !gpio.IsPinOpen(clockPin))
            {
                try
                {
                    GpioPin data = gpio.OpenPin(dataPin, PinMode.InputPullUp);
                    GpioPin clock = gpio.OpenPin(clockPin, PinMode.InputPullUp);
                    if (IsHigh(clock))
                    {
                        ClockOut(data, clock);
                    }

                    data.SetPinMode(PinMode.InputPullUp);
                    clock.SetPinMode(PinMode.InputPullUp);
                    result = IsHigh(data) && IsHigh(clock) ? I2cResult.Ok : I2cResult.Stuck;
                }
                catch (Exception)
                {
                    result = I2cResult.Lost;
                }

                ClosePins();
            }

            isSuspect = result != I2cResult.Ok;
            return result;
        }

        /// <summary>A package failed, and did not say why: the lines are looked at before anybody talks again.</summary>
        public void Suspect()
        {
            isSuspect = true;
        }

        /// <summary>The device at an address, for a package that wants to talk itself.</summary>
        /// <returns>Null if the bus is held or cannot be had.</returns>
        public I2cDevice DeviceAt(int address)
        {
            try
            {
                return Begin(address);
            }
            catch (Exception)
            {
                return null;
            }
        }

        private I2cDevice Begin(int address)
        {
            if (isSuspect && !LinesAreHigh())
            {
                return null;
            }

            for (int i = 0; i < count; i++)
            {
                if (addresses[i] == address)
                {
                    return devices[i];
                }
            }

            if (count == DevicesMax || gpio.IsPinOpen(dataPin) || gpio.IsPinOpen(clockPin))
            {
                return null;
            }

            if (!isMapped)
            {
                Configuration.SetPinFunction(dataPin, DeviceFunction.I2C1_DATA);
                Configuration.SetPinFunction(clockPin, DeviceFunction.I2C1_CLOCK);
                isMapped = true;
            }

            I2cDevice made = I2cDevice.Create(new I2cConnectionSettings(BusId, address, I2cBusSpeed.StandardMode));
            addresses[count] = address;
            devices[count++] = made;
            return made;
        }

        private I2cResult Refusal()
        {
            return isSuspect ? I2cResult.Stuck : I2cResult.Lost;
        }

        private I2cResult End(I2cTransferResult result, int byteCount)
        {
            switch (result.Status)
            {
                case I2cTransferStatus.FullTransfer:
                    return result.BytesTransferred == byteCount ? I2cResult.Ok : I2cResult.Short;
                case I2cTransferStatus.SlaveAddressNotAcknowledged:
                    return I2cResult.Nak;
                case I2cTransferStatus.ClockStretchTimeout:
                    isSuspect = true;
                    return I2cResult.Stuck;
                case I2cTransferStatus.PartialTransfer:
                    return I2cResult.Short;
                default:
                    return I2cResult.Lost;
            }
        }

        private bool LinesAreHigh()
        {
            CloseDevices();
            if (gpio.IsPinOpen(dataPin) || gpio.IsPinOpen(clockPin))
            {
                return false;
            }

            try
            {
                GpioPin data = gpio.OpenPin(dataPin, PinMode.InputPullUp);
                GpioPin clock = gpio.OpenPin(clockPin, PinMode.InputPullUp);
                isSuspect = !IsHigh(data) || !IsHigh(clock);
            }
            finally
            {
                ClosePins();
            }

            return !isSuspect;
        }

        // Up to nine clocks until SDA is high; then START and STOP with SCL high. A pin that becomes an output begins low.
        private static void ClockOut(GpioPin data, GpioPin clock)
        {
            clock.SetPinMode(PinMode.OutputOpenDrainPullUp);
            clock.Write(PinValue.High);
            for (int i = 1; i < ClocksMax && !IsHigh(data); i++)
            {
                clock.Write(PinValue.Low);
                clock.Write(PinValue.High);
            }

            data.SetPinMode(PinMode.OutputOpenDrainPullUp);
            data.Write(PinValue.High);
        }

        private void CloseDevices()
        {
            Closings++;
            for (int i = 0; i < count; i++)
            {
                try
                {
                    devices[i].Dispose();
                }
                catch (Exception)
                {
                    // It is made anew either way.
                }

                devices[i] = null;
            }

            count = 0;
        }

        private void ClosePins()
        {
            Close(dataPin);
            Close(clockPin);
        }

        private void Close(int pin)
        {
            try
            {
                gpio.ClosePin(pin); // and not Dispose of the pin: the controller keeps a list
            }
            catch (Exception)
            {
                // It was not opened.
            }
        }

        private static bool IsHigh(GpioPin pin)
        {
            return (int)pin.Read() != 0;
        }
    }
}
