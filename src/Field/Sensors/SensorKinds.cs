using FieldNode.Field.I2c;

namespace FieldNode.Field
{
    /// <summary>
    /// The kinds of sensors. The check of the node file, the factory, its schema, the pages in docs and the simulated board all read them here.
    /// docs/CONTRIBUTING.md says what else a new kind needs.
    /// </summary>
    public static class SensorKinds
    {
        /// <summary>Their names. Made at each call: only the start wants them, and the node keeps none.</summary>
        public static string[] Names
        {
            get { return new[] { "bme280", "sht4x", "ads1115", "ina219", "scd4x", "register", "max31865", "ds18b20", "adc" }; }
        }

        /// <summary>A kind by its name, made for the caller; null: there is none.</summary>
        public static SensorKind Find(string name)
        {
            switch (name)
            {
                // BST-BME280-DS002, 4.2.3 and table 1.
                case "bme280":
                    return new SensorKind(name, "i2c", Bme280.UsualAddress, new[] { "temperature", "humidity", "pressure" },
                        new[] { "°C", "%", "Pa" }, new double[] { -40, 0, 30000 }, new double[] { 85, 100, 110000 });
                // Datasheet SHT4x, 2.1 and 2.2.
                case "sht4x":
                    return new SensorKind(name, "i2c", Sht4x.UsualAddress, new[] { "temperature", "humidity" },
                        new[] { "°C", "%" }, new double[] { -40, 0 }, new double[] { 125, 100 });
                case "ads1115":
                    return Inputs(name);
                // SBOS448, 8.6.3: 32 V of the bus register; the shunt makes the others.
                case "ina219":
                    return new SensorKind(name, "i2c", Ina219.UsualAddress, new[] { "voltage", "current", "power" },
                        new[] { "V", "A", "W" }, new double[] { 0, 0, 0 }, new double[] { 32, 0, 0 });
                // Datasheet SCD4x, 3.6.2: what its words can say.
                case "scd4x":
                    return new SensorKind(name, "i2c", Scd4x.UsualAddress, new[] { "co2", "temperature", "humidity" },
                        new[] { "ppm", "°C", "%" }, new double[] { 0, -45, 0 }, new double[] { 40000, 130, 100 }) { MeasureMs = Scd4x.MeasureMs };
                case "register":
                    return new SensorKind(name, "i2c", 0, null, null, null, null) { IsByTag = true };
                // IEC 60751 for the temperature; the reference resistor makes the other.
                case "max31865":
                    return new SensorKind(name, "spi", 0, new[] { "temperature", "resistance" },
                        new[] { "°C", "Ω" }, new double[] { -200, 0 }, new double[] { 850, 0 });
                // Datasheet DS18B20, first page.
                case "ds18b20":
                    return new SensorKind(name, "onewire", 0, new[] { "temperature" }, new[] { "°C" }, new double[] { -55 }, new double[] { 125 });
                // The board's converter has the range.
                case "adc":
                    return new SensorKind(name, "adc", 0, new[] { "voltage" }, new[] { "V" }, new double[] { 0 }, new double[] { 0 });
                default:
                    return null;
            }
        }

        // An ads1115: its inputs by the number of their channel. The full scale of the tag has the range.
        private static SensorKind Inputs(string name)
        {
            string[] inputs = { "ain0", "ain1", "ain2", "ain3", "ain0-ain1", "ain0-ain3", "ain1-ain3", "ain2-ain3" };
            string[] units = new string[inputs.Length];
            for (int i = 0; i < units.Length; i++)
            {
                units[i] = "V";
            }

            return new SensorKind(name, "i2c", Ads1115.UsualAddress, inputs, units, new double[inputs.Length], new double[inputs.Length])
            {
                IsByTag = true
            };
        }
    }
}
