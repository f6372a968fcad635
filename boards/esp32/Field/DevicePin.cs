using System;
using System.Device.Gpio;
using FieldNode.Field;

namespace FieldNode.Esp32
{
    /// <summary>
    /// A pin (nanoFramework.System.Device.Gpio 1.1.62). What it knows of cpu_gpio.cpp and sys_dev_gpio_native_..._GpioPin.cpp:
    /// <para>Contacts are debounced by sampling (FieldNode.Field.Gpio.Debounce) and not by DebounceTimeout. That one works on events only, and
    /// Read is as raw as before; edges that come while its timer runs are dropped, so that after a bounce at the wrong time the last event
    /// is not the level at rest; and events are queued while a handshake freezes the node, until the queue is full. A sample is
    /// always the truth of that moment.</para>
    /// <para>An output begins low, whatever is wanted: a first level of high comes one call later, some ten microseconds. Circuits that must
    /// not see that are driven by an inverted output. An output cannot be read back (GPIO_MODE_OUTPUT has no input), so Read tells what
    /// was written, and a shorted output is not found on this board.</para>
    /// <para>The finalizer of a pin that could not be had releases the pin of whoever has it: so it is asked for first.</para>
    /// </summary>
    public sealed class DevicePin : IDigitalPin
    {
        private readonly GpioController gpio;
        private readonly int number;
        private readonly bool isInputOnly;
        private GpioPin pin;
        private bool isOutput;
        private bool level;

        /// <summary>A pin by its number; nothing is opened.</summary>
        public DevicePin(GpioController gpio, int number, bool isInputOnly)
        {
            this.gpio = gpio;
            this.number = number;
            this.isInputOnly = isInputOnly;
        }

        /// <inheritdoc />
        public bool Open(PinUse use, bool high)
        {
            if (pin != null)
            {
                return true;
            }

            if (isInputOnly && use != PinUse.Input)
            {
                return false;
            }

            try
            {
                PinMode mode = ModeOf(use);
                if (gpio.IsPinOpen(number) || !gpio.IsPinModeSupported(number, mode))
                {
                    return false;
                }

                pin = gpio.OpenPin(number, mode);
                isOutput = use == PinUse.Output;
                return !isOutput || Write(high);
            }
            catch (Exception)
            {
                Close();
                return false;
            }
        }

        /// <inheritdoc />
        public int Read()
        {
            if (pin == null)
            {
                return -1;
            }

            if (isOutput)
            {
                return level ? 1 : 0;
            }

            try
            {
                return (int)pin.Read() != 0 ? 1 : 0;
            }
            catch (Exception)
            {
                Close();
                return -1;
            }
        }

        /// <inheritdoc />
        public bool Write(bool high)
        {
            if (pin == null || !isOutput)
            {
                return false;
            }

            try
            {
                pin.Write(high ? PinValue.High : PinValue.Low);
                level = high;
                return true;
            }
            catch (Exception)
            {
                Close();
                return false;
            }
        }

        /// <inheritdoc />
        public void Close()
        {
            if (pin == null)
            {
                return;
            }

            pin = null;
            try
            {
                gpio.ClosePin(number);
            }
            catch (Exception)
            {
                // It is gone either way.
            }
        }

        private static PinMode ModeOf(PinUse use)
        {
            switch (use)
            {
                case PinUse.InputPullUp: return PinMode.InputPullUp;
                case PinUse.InputPullDown: return PinMode.InputPullDown;
                case PinUse.Output: return PinMode.Output;
                default: return PinMode.Input;
            }
        }
    }
}
