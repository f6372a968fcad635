using System;
using System.Device.Gpio;

namespace FieldNode.Esp32
{
    /// <summary>Blinks a code on one LED (System.Device.Gpio 1.1.62). It keeps no thread: each step sets the level that is due.</summary>
    public sealed class Leds
    {
        private const int SlotMs = 200;
        private const int PauseSlots = 6;
        private const int OnlineSlots = 10;

        private readonly GpioPin pin;
        private bool isLit;

        /// <summary>The LED on a pin, lit at a high level; -1: there is none.</summary>
        public Leds(GpioController gpio, int pinNumber)
        {
            if (pinNumber >= 0)
            {
                pin = gpio.OpenPin(pinNumber, PinMode.Output);
                Set(false);
            }
        }

        /// <summary>What is shown.</summary>
        public LedCode Code { get; set; }

        /// <summary>How long the loop may sleep where nothing is due for so long: the slots of a code must not be missed.</summary>
        public static int SleepOf(int ms)
        {
            return ms < SlotMs / 2 ? ms : SlotMs / 2;
        }

        /// <summary>Sets the level that is due now.</summary>
        public void Step(long nowMs)
        {
            bool lit = IsLit(Code, nowMs);
            if (pin != null && lit != isLit)
            {
                Set(lit);
            }
        }

        /// <summary>True if a code is lit at a time: even slots of the blinks, then a pause; online: the first half.</summary>
        public static bool IsLit(LedCode code, long nowMs)
        {
            int blinks = (int)code;
            int slots = blinks == 0 ? OnlineSlots : 2 * blinks + PauseSlots;
            int slot = (int)(nowMs / SlotMs % slots);
            return blinks == 0 ? slot < OnlineSlots / 2 : slot < 2 * blinks && slot % 2 == 0;
        }

        private void Set(bool lit)
        {
            isLit = lit;
            try
            {
                pin.Write(lit ? PinValue.High : PinValue.Low);
            }
            catch (Exception)
            {
                // A dark LED is no reason to stop.
            }
        }
    }
}
