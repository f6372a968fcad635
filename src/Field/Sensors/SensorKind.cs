namespace FieldNode.Field
{
    /// <summary>One kind of sensor: a row of <see cref="SensorKinds"/>.</summary>
    public sealed class SensorKind
    {
        /// <summary>A row. The arrays are as long as each other; all null for register, whose tags describe the numbers themselves.</summary>
        public SensorKind(string name, string bus, int usualAddress, string[] values, string[] units, double[] low, double[] high)
        {
            Name = name;
            Bus = bus;
            UsualAddress = usualAddress;
            Values = values;
            Units = units;
            Low = low;
            High = high;
        }

        /// <summary>Name in the node file.</summary>
        public string Name { get; }

        /// <summary>Kind of the bus that it hangs on: i2c, spi, onewire or adc.</summary>
        public string Bus { get; }

        /// <summary>The I2C address that it has when nobody says otherwise; 0: none.</summary>
        public int UsualAddress { get; }

        /// <summary>Names of its values, in their order; null: its tags describe them.</summary>
        public string[] Values { get; }

        /// <summary>Their units.</summary>
        public string[] Units { get; }

        /// <summary>The lowest that the part can measure, in these units; equal to <see cref="High"/> where the settings decide.</summary>
        public double[] Low { get; }

        /// <summary>The highest.</summary>
        public double[] High { get; }

        /// <summary>True: a sensor has a value for each of its tags, in their order (inputs of a converter, numbers of a register).</summary>
        public bool IsByTag { get; set; }

        /// <summary>A new value comes every so many ms and not more often; 0: as often as it is asked.</summary>
        public int MeasureMs { get; set; }

        /// <summary>True if it gives volts and nothing else: such a kind may measure the shunt of a 4-20 mA loop.</summary>
        public bool IsVoltmeter
        {
            get
            {
                for (int i = 0; Units != null && i < Units.Length; i++)
                {
                    if (Units[i] != "V")
                    {
                        return false;
                    }
                }

                return Units != null;
            }
        }

        /// <summary>The address of a sensor for which the settings say this one (0: none).</summary>
        public int AddressFor(int given)
        {
            return given != 0 ? given : UsualAddress;
        }
    }
}
