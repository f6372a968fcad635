namespace FieldNode.Settings
{
    /// <summary>What the words of sensors and terminals mean; <see cref="SettingsCheck"/> and the builder of the node both ask here.</summary>
    public static class SensorForm
    {
        // Tables of words are made at each call, as in TagForm.

        /// <summary>Kinds of buses.</summary>
        public static string[] BusKinds => new string[] { "i2c", "spi", "onewire", "adc" };

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
