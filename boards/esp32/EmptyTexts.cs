using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>Texts that are null in the file and that nanoFramework.Json makes empty.</summary>
    internal static class EmptyTexts
    {
        /// <summary>Makes them null again.</summary>
        internal static void ToNull(NodeSettings settings)
        {
            settings.Board = SettingsJson.OrNull(settings.Board);
            OfBroker(settings.Broker);
            for (int i = 0; settings.Sensors != null && i < settings.Sensors.Length; i++)
            {
                OfSensor(settings.Sensors[i]);
            }

            for (int d = 0; settings.Devices != null && d < settings.Devices.Length; d++)
            {
                TagSettings[] tags = settings.Devices[d].Tags;
                for (int i = 0; tags != null && i < tags.Length; i++)
                {
                    tags[i].Table = SettingsJson.OrNull(tags[i].Table);
                    tags[i].PublishAs = SettingsJson.OrNull(tags[i].PublishAs);
                    tags[i].Unit = SettingsJson.OrNull(tags[i].Unit);
                    OfCare(tags[i].Care);
                }
            }

            CounterSettings[] counters = settings.Terminals == null ? null : settings.Terminals.Counters;
            for (int i = 0; counters != null && i < counters.Length; i++)
            {
                counters[i].Unit = SettingsJson.OrNull(counters[i].Unit);
                counters[i].RateName = SettingsJson.OrNull(counters[i].RateName);
                counters[i].RateUnit = SettingsJson.OrNull(counters[i].RateUnit);
            }
        }

        private static void OfBroker(BrokerSettings broker)
        {
            if (broker != null)
            {
                broker.ClientId = SettingsJson.OrNull(broker.ClientId);
                broker.User = SettingsJson.OrNull(broker.User);
                broker.PasswordFile = SettingsJson.OrNull(broker.PasswordFile);
            }
        }

        private static void OfSensor(SensorSettings sensor)
        {
            sensor.Rom = SettingsJson.OrNull(sensor.Rom);
            if (sensor.Register != null)
            {
                sensor.Register.Setup = SettingsJson.OrNull(sensor.Register.Setup);
                sensor.Register.Command = SettingsJson.OrNull(sensor.Register.Command);
            }

            for (int i = 0; sensor.Tags != null && i < sensor.Tags.Length; i++)
            {
                SensorTagSettings tag = sensor.Tags[i];
                tag.Value = SettingsJson.OrNull(tag.Value);
                tag.PublishAs = SettingsJson.OrNull(tag.PublishAs);
                tag.Unit = SettingsJson.OrNull(tag.Unit);
                OfCare(tag.Care);
            }
        }

        private static void OfCare(CareSettings care)
        {
            if (care != null && care.Calibration != null)
            {
                care.Calibration.Due = SettingsJson.OrNull(care.Calibration.Due);
            }
        }
    }
}
