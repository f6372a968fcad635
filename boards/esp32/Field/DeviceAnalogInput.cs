using System;
using System.Device.Adc;
using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// A channel of the chip's own converter (nanoFramework.System.Device.Adc 1.1.24). What it knows of sys_dev_adc_native_...: 12 bits, 12 dB
    /// attenuation, no calibration, and the pins are fixed by the channel. So volts are those of Espressif's mean chip; one of them may be
    /// off by some percent, and the ESP32 knows nothing below 0.15 V and above 2.45 V. For potentiometers and supplies, not for measuring.
    /// </summary>
    public sealed class DeviceAnalogInput : IAnalogInput
    {
        private const int Samples = 4;
        private const int RawEnd = 4095;

        private readonly AdcController controller;
        private readonly int channel;
        private readonly BoardPins board;
        private AdcChannel input;

        /// <summary>A channel of the board; nothing is opened.</summary>
        public DeviceAnalogInput(AdcController controller, int channel, BoardPins board)
        {
            this.controller = controller;
            this.channel = channel;
            this.board = board;
        }

        /// <inheritdoc />
        public double FullScaleVolts
        {
            get { return board.AnalogFullVolts; }
        }

        /// <inheritdoc />
        public bool Open()
        {
            if (input != null)
            {
                return true;
            }

            try
            {
                input = controller.OpenChannel(channel);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc />
        public double ReadVolts()
        {
            if (input == null)
            {
                return double.NaN;
            }

            try
            {
                int sum = 0;
                for (int i = 0; i < Samples; i++)
                {
                    int raw = input.ReadValue();
                    if (raw >= RawEnd)
                    {
                        return board.AnalogFullVolts; // clipped: the mean would hide it
                    }

                    sum += raw;
                }

                return sum == 0 ? 0 : board.AnalogFootVolts + sum * board.AnalogStepVolts / Samples;
            }
            catch (Exception)
            {
                input = null;
                return double.NaN;
            }
        }
    }
}
