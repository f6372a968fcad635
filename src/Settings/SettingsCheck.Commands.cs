namespace FieldNode.Settings
{
    /// <content>What hosts may do, and what those with faults want.</content>
    public sealed partial class SettingsCheck
    {
        private void CheckCommands(SparkplugSettings sparkplug)
        {
            place = "sparkplug";
            OneOf("mode", sparkplug.Mode, SparkplugForm.Modes);
            if (sparkplug.KeySwitch != null && !IsContact(sparkplug.KeySwitch))
            {
                Fault("keySwitch", Texts.Quote(sparkplug.KeySwitch), "the name of one of terminals.contacts");
            }

            OneOf("uint32", sparkplug.Uint32, SparkplugForm.UInt32Fields);
            OneOf("deviceReturn", sparkplug.DeviceReturn, SparkplugForm.Returns);
            Range("writesPerMinuteMax", sparkplug.WritesPerMinuteMax, 0, SettingsLimits.WritesPerMinuteMax);
            Range("commandAgeMaxMs", sparkplug.CommandAgeMaxMs, 0, SettingsLimits.PeriodMaxMs);
        }

        private bool IsContact(string name)
        {
            ContactSettings[] contacts = settings.Terminals == null ? null : settings.Terminals.Contacts;
            for (int i = 0; contacts != null && i < contacts.Length; i++)
            {
                if (contacts[i] != null && contacts[i].Name == name)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
