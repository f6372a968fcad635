using System;
using System.Device.Gpio;
using FieldNode.Field;

namespace FieldNode.Esp32
{
    /// <summary>
    /// A pulse counter of the chip (GpioPulseCounter of nanoFramework.Hardware.Esp32 1.6.40, the PCNT unit): it counts while a handshake freezes
    /// all managed code. What it knows of nanoFramework_hardware_esp32_native_System_Device_Gpio_GpioPulseCounter.cpp:
    /// <para>The unit counts to 32,767 and an interrupt carries over; Read adds both without a lock. A reading between the two is wrong by
    /// 32,767 once, so a count that went back, or forward by half a unit, is read again until two readings agree.</para>
    /// <para>FilterPulses are nanoseconds; the filter has 1,023 cycles of 80 MHz, and refuses more without a word. It takes spikes; the
    /// bounce of a reed contact needs its capacitor (docs/wiring.md).</para>
    /// <para>Dispose leaks the unit (it is deleted before its channels), so a stopped counter is kept and started again. The native
    /// side takes the pin of anybody, and leaves its pull resistor as it finds it: so the pin is opened as an input first, and once more
    /// after.</para>
    /// </summary>
    public sealed class DevicePulseCounter : IPulseCounter
    {
        private const ushort FilterNs = 12000;
        private const long Doubtful = 16000; // half of what a lost carry is worth
        private const long Agreed = 1000;    // as many may come between two readings
        private const int ReadingsMax = 4;

        private readonly GpioController gpio;
        private readonly int number;
        private readonly bool isRising;
        private readonly PinMode mode;
        private GpioPin pin;
        private GpioPulseCounter counter;
        private bool isStarted;
        private long last;

        /// <summary>A counter on a pin; nothing is opened.</summary>
        public DevicePulseCounter(GpioController gpio, int number, bool isRising, bool pullUp)
        {
            this.gpio = gpio;
            this.number = number;
            this.isRising = isRising;
            mode = pullUp ? PinMode.InputPullUp : PinMode.Input;
        }

        /// <inheritdoc />
        public bool Start()
        {
            if (isStarted)
            {
                return true;
            }

            try
            {
                if (pin == null)
                {
                    if (gpio.IsPinOpen(number))
                    {
                        return false;
                    }

                    pin = gpio.OpenPin(number, mode);
                }

                if (counter == null)
                {
                    counter = new GpioPulseCounter(number);
                    counter.Polarity = isRising ? GpioPulsePolarity.Rising : GpioPulsePolarity.Falling;
                    counter.FilterPulses = FilterNs;
                    pin.SetPinMode(mode);
                }

                counter.Start();
                last = 0;
                isStarted = true;
            }
            catch (Exception)
            {
                isStarted = false;
            }

            return isStarted;
        }

        /// <inheritdoc />
        public long Read()
        {
            if (!isStarted)
            {
                return -1;
            }

            try
            {
                long count = counter.Read().Count;
                long moved = count - last;
                if (moved < 0 || moved >= Doubtful)
                {
                    count = ReadAgain(count);
                }

                last = count;
                return count;
            }
            catch (Exception)
            {
                isStarted = false;
                return -1;
            }
        }

        /// <inheritdoc />
        public void Stop()
        {
            if (!isStarted)
            {
                return;
            }

            isStarted = false;
            try
            {
                counter.Stop();
            }
            catch (Exception)
            {
                // It is of no use either way.
            }
        }

        private long ReadAgain(long before)
        {
            for (int i = 0; i < ReadingsMax; i++)
            {
                long count = counter.Read().Count;
                long moved = count - before;
                before = count;
                if (moved >= 0 && moved < Agreed)
                {
                    break;
                }
            }

            return before;
        }
    }
}
