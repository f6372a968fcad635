using System;
using FieldNode.Field;
using FieldNode.Tags;
using Package = Iot.Device.Adc.Ina219;

namespace FieldNode.Esp32
{
    /// <summary>
    /// INA219 through nanoFramework.Iot.Device.Ina219: bus voltage in V (value 0), current in A (1), power in W (2). The package looks at no
    /// result of the bus, so that a part that is gone measures 0 V and 0 A to it: the settings are read before and after. Above 16.38 V it
    /// takes the register's top bit for a sign; that is put right here. Its setter for the shunt's resolution writes the bus's, so
    /// the settings stay as reset leaves them: 32 V, 320 mV, 12 bits, continuous. It waits 0.5 ms for each register, busy.
    /// </summary>
    public sealed class Ina219Package : PackagePart
    {
        private const int Configuration = 0x399F; // after reset (SBOS448, 8.6.2.1)
        private const int ResetMs = 3;            // two conversions of 586 µs at most, and its start
        private const double SignVolts = 32.768;  // 2 to the 13 steps of 4 mV
        private const double ShuntEndVolts = 0.32;
        private const double StepVolts = 0.00001;

        private readonly double shuntOhm;
        private Package package;

        /// <summary>A part at an address with a shunt.</summary>
        public Ina219Package(DeviceI2cBus bus, int address, double shuntOhm)
            : base(bus, address, 3, 2)
        {
            if (!(shuntOhm > 0))
            {
                throw new ArgumentException("shunt");
            }

            this.shuntOhm = shuntOhm;
        }

        /// <inheritdoc />
        protected override int Measure()
        {
            if (Phase == 0)
            {
                if (!ReadFrom(0, 2))
                {
                    return SensorStep.Failed;
                }

                package = new Package(Device());
                package.Reset();
                return Next(1, ResetMs);
            }

            if (!IsAsSet())
            {
                return SensorStep.Failed;
            }

            double volts = package.ReadBusVoltage().Volts;
            bool overflow = package.MathOverflowFlag;
            double shuntVolts = package.ReadShuntVoltage().Volts;
            return IsAsSet() ? Take(volts < 0 ? volts + SignVolts : volts, shuntVolts, overflow) : SensorStep.Failed;
        }

        private int Take(double volts, double shuntVolts, bool overflow)
        {
            double amps = shuntVolts / shuntOhm;
            Put(0, volts);
            if (overflow || shuntVolts > ShuntEndVolts - StepVolts / 2 || shuntVolts < StepVolts / 2 - ShuntEndVolts)
            {
                PutBad(1, QualityReason.Overload);
                PutBad(2, QualityReason.Overload);
            }
            else
            {
                Put(1, amps);
                Put(2, volts * amps);
            }

            return Done(1);
        }

        private bool IsAsSet()
        {
            if (!ReadFrom(0, 2))
            {
                return false;
            }

            if (Word(0) == Configuration)
            {
                return true;
            }

            Fail(QualityReason.Damaged);
            return false;
        }
    }
}
