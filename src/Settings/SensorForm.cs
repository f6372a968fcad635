using FieldNode.Field;

namespace FieldNode.Settings
{
    /// <summary>What the words of sensors and terminals mean; <see cref="SettingsCheck"/> and the builder of the node both ask here.</summary>
    public static class SensorForm
    {
        // Tables of words are made at each call, as in TagForm.

        /// <summary>Kinds of buses.</summary>
        public static string[] BusKinds => new string[] { "i2c", "spi", "onewire", "adc" };

        /// <summary>Kinds of sensors.</summary>
        public static string[] Kinds => new string[]
        {
            "bme280", "sht4x", "ads1115", "ina219", "scd4x", "register", "max31865", "ds18b20", "adc"
        };

        /// <summary>Inputs of an ads1115 by the number of their channel.</summary>
        public static string[] AdsInputs => new string[]
        {
            "ain0", "ain1", "ain2", "ain3", "ain0-ain1", "ain0-ain3", "ain1-ain3", "ain2-ain3"
        };

        /// <summary>Pull resistors, by the number of PinUse.</summary>
        public static string[] Pulls => new string[] { "none", "up", "down" };

        /// <summary>What outputs do at a link loss, by the number of LinkLoss.</summary>
        public static string[] LinkLosses => new string[] { "hold", "off", "on" };

        /// <summary>Edges.</summary>
        public static string[] Edges => new string[] { "falling", "rising" };

        /// <summary>Time bases of a rate.</summary>
        public static string[] Bases => new string[] { "s", "min", "h" };

        /// <summary>ms of the time bases.</summary>
        public static int[] BaseMs => new int[] { 1000, 60000, 3600000 };

        /// <summary>Conversions per second of an ads1115.</summary>
        public static int[] AdsRates => new int[] { 8, 16, 32, 64, 128, 250, 475, 860 };

        /// <summary>Full scales of an ads1115 in mV.</summary>
        public static int[] AdsFullScales => new int[] { 6144, 4096, 2048, 1024, 512, 256 };

        /// <summary>Kind of the bus that a kind of sensor hangs on.</summary>
        public static string BusKindOf(string kind)
        {
            switch (kind)
            {
                case "max31865": return "spi";
                case "ds18b20": return "onewire";
                case "adc": return "adc";
                default: return "i2c";
            }
        }

        /// <summary>Names of the values of a kind; null for register, whose tags describe the numbers themselves.</summary>
        public static string[] ValuesOf(string kind)
        {
            return kind == "ads1115" ? AdsInputs : PartFactory.ValueNames(kind);
        }

        /// <summary>The members that a tag of a sensor has in common with one of a slave.</summary>
        public static TagSettings CommonOf(SensorSettings sensor, SensorTagSettings tag)
        {
            return new TagSettings
            {
                Name = tag.Name,
                Type = "double",
                PublishAs = tag.PublishAs ?? "Float",
                Scale = tag.Scale,
                Offset = tag.Offset,
                Unit = tag.Unit,
                Low = tag.Low,
                High = tag.High,
                Deadband = tag.Deadband,
                DeadbandPercent = tag.DeadbandPercent,
                PeriodMs = sensor.PeriodMs,
                MinReportMs = tag.MinReportMs,
                MaxReportMs = tag.MaxReportMs,
                Care = tag.Care
            };
        }
    }
}
