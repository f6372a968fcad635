using FieldNode.Field.I2c;

namespace FieldNode.Field
{
    /// <summary>What is to be known to make a sensor. Fields that a kind does not use stay as they are.</summary>
    public sealed class SensorSpec
    {
        /// <summary>Kind: one of <see cref="SensorKinds"/>.</summary>
        public string Kind;
        /// <summary>Name of the bus, SPI device or input.</summary>
        public string Bus;
        /// <summary>I2C address; 0: the usual one of the kind.</summary>
        public int Address;
        /// <summary>ads1115: the inputs that are measured, in this order; each gives a value in V.</summary>
        public AdsInput[] Inputs;
        /// <summary>ads1115: conversions per second: 8, 16, 32, 64, 128, 250, 475 or 860.</summary>
        public int SamplesPerSecond = 128;
        /// <summary>ina219: shunt in ohm.</summary>
        public double ShuntOhm = 0.1;
        /// <summary>max31865: reference resistor in ohm.</summary>
        public double ReferenceOhm = 430;
        /// <summary>max31865: nominal resistance at 0 °C in ohm: 100 or 1000.</summary>
        public double NominalOhm = 100;
        /// <summary>max31865: 2, 3 or 4 wires.</summary>
        public int Wires = 3;
        /// <summary>max31865: mains filter for 60 Hz instead of 50 Hz.</summary>
        public bool Mains60Hz;
        /// <summary>ds18b20: the eight bytes of its ROM, family code first; null: the only part on the bus.</summary>
        public byte[] Rom;
        /// <summary>register: what is read, and how.</summary>
        public RegisterSpec Register;
    }
}
