using FieldNode.Field;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Sensors by kind through the nanoFramework.Iot.Device packages 1.2.x, behind the same port, with the values and units of the portable
    /// parts. Chosen by "sensors": "packages" in board.json. What the packages leave out the port adds: it asks the part before and after,
    /// it catches what they throw, it holds values against what the part can measure. docs/device.md has what each kind waits and
    /// what stays unseen; register and adc are the portable ones. This folder is the only one that knows UnitsNet, whose nanoFramework
    /// sources ended in June 2026.
    /// </summary>
    public sealed class PackageFactory : ISensorFactory
    {
        private readonly PartFactory parts;
        private readonly string[] names;
        private readonly object[] buses;
        private int count;

        /// <summary>A factory over the portable one, which has the same buses under the same names.</summary>
        public PackageFactory(PartFactory parts, int busesMax)
        {
            this.parts = parts;
            names = new string[busesMax];
            buses = new object[busesMax];
        }

        /// <summary>Adds a bus that packages can use: DeviceI2cBus, DeviceSpi or DeviceOneWire.</summary>
        public void Add(string name, object bus)
        {
            names[count] = name;
            buses[count++] = bus;
        }

        /// <inheritdoc />
        public II2cBus BusOf(string name)
        {
            return parts.BusOf(name);
        }

        /// <inheritdoc />
        public ISensor Create(SensorSpec spec)
        {
            // The portable part checks what the settings say, and says what is wrong with it.
            ISensor portable = parts.Create(spec);
            object bus = Find(spec.Bus);
            DeviceI2cBus i2c = bus as DeviceI2cBus;
            int address = SensorKinds.Find(spec.Kind).AddressFor(spec.Address);
            switch (spec.Kind)
            {
                case "bme280": return new Bme280Package(i2c, address);
                case "sht4x": return new Sht4xPackage(i2c, address);
                case "ads1115": return new Ads1115Package(i2c, address, spec.Inputs, spec.SamplesPerSecond);
                case "ina219": return new Ina219Package(i2c, address, spec.ShuntOhm);
                case "scd4x": return new Scd4xPackage(i2c, address);
                case "max31865": return new Max31865Package((DeviceSpi)bus, spec);
                case "ds18b20": return new Ds18b20Package((DeviceOneWire)bus, spec.Rom);
                default: return portable;
            }
        }

        private object Find(string name)
        {
            for (int i = 0; i < count; i++)
            {
                if (names[i] == name)
                {
                    return buses[i];
                }
            }

            return null;
        }
    }
}
