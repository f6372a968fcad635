using System;
using System.Device.I2c;
using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Tags;

namespace FieldNode.Esp32
{
    /// <summary>
    /// A part on I2C that a package talks to. The packages do not say what became of a conversation (most do not look), so each measurement
    /// begins and ends with a conversation of our own, whose failures have names.
    /// </summary>
    public abstract class PackagePart : I2cPart
    {
        private readonly DeviceI2cBus bus;
        private readonly int address;
        private int closings;

        /// <summary>A part at an address, whose longest answer to our own conversations has so many bytes.</summary>
        protected PackagePart(DeviceI2cBus bus, int address, int valueCount, int bytesMax)
            : base(bus, address, valueCount, bytesMax)
        {
            this.bus = bus;
            this.address = address;
        }

        /// <inheritdoc />
        public sealed override int Step(long nowMs)
        {
            try
            {
                if (closings != bus.Closings)
                {
                    closings = bus.Closings;
                    Phase = 0; // the package holds a device that is closed
                }

                return Measure();
            }
            catch (Exception e)
            {
                bus.Suspect();
                I2cResult result = bus.Read(address, Input, 1);
                return Fail(result == I2cResult.Stuck ? QualityReason.BusStuck
                    : result == I2cResult.Lost ? QualityReason.PortLost
                    : ReasonOf(e));
            }
        }

        /// <summary>Does the next part of a measurement; may throw what the package throws. Phase 0 makes the package anew.</summary>
        protected abstract int Measure();

        /// <summary>What an exception of the package means. Most mean a missing acknowledge, of which the package says no more.</summary>
        protected virtual QualityReason ReasonOf(Exception e)
        {
            return QualityReason.NoAnswer;
        }

        /// <summary>The device that the package gets.</summary>
        protected I2cDevice Device()
        {
            I2cDevice device = bus.DeviceAt(address);
            closings = bus.Closings;
            if (device == null)
            {
                throw new InvalidOperationException();
            }

            return device;
        }

        /// <summary>Takes a value if it is one that the part can measure.</summary>
        /// <returns>False if it is not: what the package computed with did not come from the part.</returns>
        protected bool TryPut(SensorKind kind, int index, double value)
        {
            if (double.IsNaN(value) || value < kind.Low[index] || value > kind.High[index])
            {
                return false;
            }

            Put(index, value);
            return true;
        }
    }
}
