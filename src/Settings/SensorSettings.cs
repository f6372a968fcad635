namespace FieldNode.Settings
{
    /// <summary>A bus, SPI device or analogue input of the board that sensors hang on.</summary>
    public sealed class BusSettings
    {
        /// <summary>Name that sensors refer to, 1 to 32 bytes; unique.</summary>
        public string Name { get; set; }
        /// <summary>i2c, spi, onewire or adc.</summary>
        public string Kind { get; set; } = "i2c";
        /// <summary>Which one: the bus number for i2c (1 is /dev/i2c-1, or I2C1 of the device), bus and chip select for spi
        /// (0-1 is /dev/spidev0.1), the channel for adc.</summary>
        public string Port { get; set; }
    }

    /// <summary>One sensor, or one converter with several inputs.</summary>
    public sealed class SensorSettings
    {
        /// <summary>Name for its counters, 1 to 32 bytes; unique on its bus.</summary>
        public string Name { get; set; }
        /// <summary>Sparkplug device id; several sensors of one bus may share it.</summary>
        public string Device { get; set; }
        /// <summary>Name of its bus.</summary>
        public string Bus { get; set; }
        /// <summary>One of <c>SensorKinds</c>; it decides the kind of the bus.</summary>
        public string Kind { get; set; }
        /// <summary>I2C address, 8 to 119 (decimal); 0: the usual one of the kind, which register does not have.</summary>
        public int Address { get; set; }
        /// <summary>Measured once in so many ms, 50 to 86400000.</summary>
        public int PeriodMs { get; set; } = 1000;
        /// <summary>Attempts after the first one that failed, 0 to 10.</summary>
        public int Retries { get; set; } = 2;
        /// <summary>ads1115: 8, 16, 32, 64, 128, 250, 475 or 860.</summary>
        public int SamplesPerSecond { get; set; } = 128;
        /// <summary>ina219: shunt in ohm, above 0.</summary>
        public double ShuntOhm { get; set; } = 0.1;
        /// <summary>max31865: reference resistor in ohm, above 0.</summary>
        public double ReferenceOhm { get; set; } = 430;
        /// <summary>max31865: resistance at 0 °C, 100 or 1000.</summary>
        public int NominalOhm { get; set; } = 100;
        /// <summary>max31865: 2, 3 or 4.</summary>
        public int Wires { get; set; } = 3;
        /// <summary>max31865: mains filter for 60 Hz.</summary>
        public bool Mains60Hz { get; set; }
        /// <summary>ds18b20: its ROM as 16 hexadecimal digits, family code 28 first; null: the only part on the bus.</summary>
        public string Rom { get; set; }
        /// <summary>register: what is read.</summary>
        public RegisterSettings Register { get; set; }
        /// <summary>Its tags, at least one.</summary>
        public SensorTagSettings[] Tags { get; set; }
    }

    /// <summary>A part that has no kind of its own.</summary>
    public sealed class RegisterSettings
    {
        /// <summary>Bytes that are written once after start, hexadecimal, at most 32 bytes; or null.</summary>
        public string Setup { get; set; }
        /// <summary>Bytes that are written before each reading (a register, a command), hexadecimal; or null.</summary>
        public string Command { get; set; }
        /// <summary>From command to reading, 0 to 60000 ms; 0: in one conversation.</summary>
        public int WaitMs { get; set; }
        /// <summary>Bytes of the reply, CRC included, 1 to 32.</summary>
        public int ReplyBytes { get; set; } = 2;
        /// <summary>A CRC-8 follows each so many bytes; 0: none.</summary>
        public int CrcEvery { get; set; }
        /// <summary>Polynomial of the CRC-8, 1 to 255; 49 is Sensirion's 0x31.</summary>
        public int CrcPolynomial { get; set; } = 49;
        /// <summary>Start value of the CRC-8, 0 to 255.</summary>
        public int CrcStart { get; set; } = 255;
    }

    /// <summary>A tag of a sensor.</summary>
    public sealed class SensorTagSettings
    {
        /// <summary>Metric name, unique in the device.</summary>
        public string Name { get; set; }
        /// <summary>Which value, as <c>SensorKinds</c> names those of the kind; null for register.</summary>
        public string Value { get; set; }
        /// <summary>ads1115: full scale of this input: 6144, 4096, 2048, 1024, 512 or 256 mV; above 21 mA for a loop.</summary>
        public int FullScaleMv { get; set; } = 4096;
        /// <summary>register: first byte of the number in the reply.</summary>
        public int At { get; set; }
        /// <summary>register: bytes of the number, 1 to 4.</summary>
        public int Width { get; set; } = 2;
        /// <summary>register: two's complement.</summary>
        public bool Signed { get; set; }
        /// <summary>register: the least significant byte comes first.</summary>
        public bool LittleEndian { get; set; }
        /// <summary>register: bits at the low end that are no part of the number.</summary>
        public int Shift { get; set; }
        /// <summary>register: bits of the number; 0: all above shift.</summary>
        public int Bits { get; set; }
        /// <summary>Makes the voltage a 4-20 mA input; low and high are then the values at 4 and 20 mA.</summary>
        public LoopSettings Loop { get; set; }
        /// <summary>Time constant of a filter, 0 to 3600000 ms; 0: none.</summary>
        public int FilterMs { get; set; }
        /// <summary>Sparkplug datatype; null: Float.</summary>
        public string PublishAs { get; set; }
        /// <summary>value = measured * scale + offset.</summary>
        public double Scale { get; set; } = 1;
        /// <summary>Added after scale.</summary>
        public double Offset { get; set; }
        /// <summary>Engineering unit.</summary>
        public string Unit { get; set; }
        /// <summary>Low end of the range.</summary>
        public double Low { get; set; }
        /// <summary>High end of the range.</summary>
        public double High { get; set; }
        /// <summary>Deadband in engineering units.</summary>
        public double Deadband { get; set; }
        /// <summary>Deadband as percent of high - low.</summary>
        public double DeadbandPercent { get; set; }
        /// <summary>Minimum report interval in ms.</summary>
        public int MinReportMs { get; set; }
        /// <summary>Maximum report interval in ms; 0: on change only.</summary>
        public int MaxReportMs { get; set; }
        /// <summary>Calibration, service, watch; or null.</summary>
        public CareSettings Care { get; set; }
    }

    /// <summary>A 4-20 mA loop over a shunt.</summary>
    public sealed class LoopSettings
    {
        /// <summary>Shunt in ohm, above 0.</summary>
        public double ShuntOhm { get; set; } = 100;
        /// <summary>Square root of the span: flow from differential pressure.</summary>
        public bool SquareRoot { get; set; }
        /// <summary>With squareRoot: below this share of the span the value is low, 0 to 20 %.</summary>
        public double CutoffPercent { get; set; }
    }

    /// <summary>What maintenance does with a tag.</summary>
    public sealed class CareSettings
    {
        /// <summary>Out of service: bad, with its last value.</summary>
        public bool OutOfService { get; set; }
        /// <summary>The value is <see cref="ForcedValue"/>, whatever is measured.</summary>
        public bool Forced { get; set; }
        /// <summary>The value while forced, in engineering units.</summary>
        public double ForcedValue { get; set; }
        /// <summary>Bad (frozen) after it did not move for so long, 0 or 1000 to 86400000 ms; 0: not watched.</summary>
        public int FrozenAfterMs { get; set; }
        /// <summary>What is no movement, in engineering units, 0 or more.</summary>
        public double FrozenNoise { get; set; }
        /// <summary>Two-point calibration, or null.</summary>
        public CalibrationSettings Calibration { get; set; }
    }

    /// <summary>A two-point calibration. The two points both ways make gain and bias; equal ones: only date and name.</summary>
    public sealed class CalibrationSettings
    {
        /// <summary>Day, as 2026-03-01.</summary>
        public string On { get; set; }
        /// <summary>Who, at most 64 bytes.</summary>
        public string By { get; set; }
        /// <summary>Day when the next one is due, or null.</summary>
        public string Due { get; set; }
        /// <summary>What the tag showed at the lower point, uncalibrated.</summary>
        public double ShownLow { get; set; }
        /// <summary>What the reference showed there.</summary>
        public double TrueLow { get; set; }
        /// <summary>What the tag showed at the upper point, uncalibrated.</summary>
        public double ShownHigh { get; set; } = 1;
        /// <summary>What the reference showed there.</summary>
        public double TrueHigh { get; set; } = 1;
    }
}
