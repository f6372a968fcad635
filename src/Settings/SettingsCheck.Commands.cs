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
            OneOf("verify", sparkplug.Verify, SparkplugForm.Verifications);
            Range("writesPerMinuteMax", sparkplug.WritesPerMinuteMax, 0, SettingsLimits.WritesPerMinuteMax);
            Range("commandAgeMaxMs", sparkplug.CommandAgeMaxMs, 0, SettingsLimits.PeriodMaxMs);
        }

        // A control that nobody could use would be a promise; one that writes needs the mode in which hosts may write.
        private void CheckControls(SparkplugSettings sparkplug)
        {
            ControlSettings controls = sparkplug.Controls;
            bool takesCommands = SparkplugForm.TakesCommands(sparkplug) || !IsClean("mode");
            place = "sparkplug.controls";
            if (controls.ScanRateMaxMs != 0)
            {
                Range("scanRateMaxMs", controls.ScanRateMaxMs, SettingsLimits.ScanRateMinMs, SettingsLimits.ScanRateMaxMs);
            }

            const string OnlyCommands = "only where sparkplug.mode is commands";
            if (controls.Reboot && !takesCommands)
            {
                Fault("reboot", "true", OnlyCommands);
            }

            if (controls.ScanRateMaxMs != 0 && !takesCommands && IsClean("scanRateMaxMs"))
            {
                Fault("scanRateMaxMs", controls.ScanRateMaxMs.ToString(), OnlyCommands);
            }

            bool hasOthers = settings.OtherBrokers != null && settings.OtherBrokers.Length > 0;
            if (controls.NextServer && (!takesCommands || !hasOthers))
            {
                Fault("nextServer", "true", takesCommands ? "only with otherBrokers" : OnlyCommands);
            }
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
