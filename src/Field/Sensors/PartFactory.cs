using System;
using FieldNode.Field.I2c;

namespace FieldNode.Field
{
    /// <summary>
    /// Makes all of <see cref="SensorKinds"/> from the portable parts, on the buses that a board adds by name. A board that would rather use a package of its
    /// platform for a kind asks this one for the others.
    /// </summary>
    public sealed class PartFactory : ISensorFactory
    {
        private readonly string[] names;
        private readonly object[] buses;
        private int count;

        /// <summary>A factory with room for so many buses.</summary>
        public PartFactory(int busesMax)
        {
            names = new string[busesMax];
            buses = new object[busesMax];
        }

        /// <summary>Adds an I2C bus.</summary>
        public void Add(string name, II2cBus bus)
        {
            AddAny(name, bus);
        }

        /// <summary>Adds an SPI device.</summary>
        public void Add(string name, ISpiDevice device)
        {
            AddAny(name, device);
        }

        /// <summary>Adds a 1-Wire bus.</summary>
        public void Add(string name, IOneWireBus bus)
        {
            AddAny(name, bus);
        }

        /// <summary>Adds an analogue input of the board.</summary>
        public void Add(string name, IAnalogInput input)
        {
            AddAny(name, input);
        }

        /// <inheritdoc />
        public II2cBus BusOf(string name)
        {
            int place = PlaceOf(names, count, name);
            return place < 0 ? null : buses[place] as II2cBus;
        }

        /// <inheritdoc />
        public ISensor Create(SensorSpec spec)
        {
            int place = PlaceOf(names, count, spec.Bus);
            object bus = place < 0 ? null : buses[place];
            SensorKind kind = SensorKinds.Find(spec.Kind);
            II2cBus i2c = bus as II2cBus;
            if (kind != null && kind.Bus == "i2c" && i2c != null)
            {
                return CreateOnI2c(spec, i2c, kind.AddressFor(spec.Address));
            }

            ISpiDevice spi = bus as ISpiDevice;
            if (spec.Kind == "max31865" && spi != null)
            {
                return new Max31865(spi, spec.ReferenceOhm, spec.NominalOhm, spec.Wires, spec.Mains60Hz);
            }

            IOneWireBus oneWire = bus as IOneWireBus;
            if (spec.Kind == "ds18b20" && oneWire != null)
            {
                return new Ds18b20(oneWire, spec.Rom);
            }

            IAnalogInput input = bus as IAnalogInput;
            if (spec.Kind == "adc" && input != null)
            {
                return new AnalogSensor(input);
            }

            throw new ArgumentException("sensor " + spec.Kind + " on " + spec.Bus);
        }

        private static ISensor CreateOnI2c(SensorSpec spec, II2cBus bus, int address)
        {
            if (address < 0x08 || address > 0x77)
            {
                throw new ArgumentException("address of " + spec.Kind);
            }

            switch (spec.Kind)
            {
                case "bme280": return new Bme280(bus, address);
                case "sht4x": return new Sht4x(bus, address);
                case "ads1115": return new Ads1115(bus, address, spec.Inputs, spec.SamplesPerSecond);
                case "ina219": return new Ina219(bus, address, spec.ShuntOhm);
                case "scd4x": return new Scd4x(bus, address);
                default: return new RegisterPart(bus, address, spec.Register);
            }
        }

        private void AddAny(string name, object bus)
        {
            if (bus == null || count == names.Length || PlaceOf(names, count, name) >= 0)
            {
                throw new ArgumentException("bus " + name);
            }

            names[count] = name;
            buses[count++] = bus;
        }

        private static int PlaceOf(string[] list, int listCount, string name)
        {
            for (int i = 0; i < listCount; i++)
            {
                if (list[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
