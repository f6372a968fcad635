namespace FieldNode.Settings
{
    /// <content>Updates.</content>
    public sealed partial class SettingsCheck
    {
        private void CheckUpdate()
        {
            UpdateSettings update = settings.Update;
            if (update == null)
            {
                return;
            }

            place = "update";
            if (update.KeySwitch != null && !IsContact(update.KeySwitch))
            {
                Fault("keySwitch", Texts.Quote(update.KeySwitch), "the name of one of terminals.contacts");
            }

            Range("confirmMs", update.ConfirmMs, SettingsLimits.ConfirmMinMs, SettingsLimits.PeriodMaxMs);
            Range("trialMs", update.TrialMs, SettingsLimits.ConfirmMinMs, SettingsLimits.PeriodMaxMs);
            if (IsClean("confirmMs") && IsClean("trialMs") && update.TrialMs < update.ConfirmMs)
            {
                Fault("trialMs", update.TrialMs.ToString(), "confirmMs or more");
            }

            place = "";
            if (IsDevice(UpdateSettings.Device))
            {
                Fault("update", Texts.Quote(UpdateSettings.Device), "no other device of that name");
            }
        }

        private bool IsDevice(string name)
        {
            bool isFound = settings.Terminals != null && IsName(settings.Terminals.Device, name);
            for (int i = 0; settings.Devices != null && i < settings.Devices.Length; i++)
            {
                isFound |= settings.Devices[i] != null && IsName(settings.Devices[i].Name, name);
            }

            for (int i = 0; settings.Sensors != null && i < settings.Sensors.Length; i++)
            {
                isFound |= settings.Sensors[i] != null && IsName(settings.Sensors[i].Device, name);
            }

            return isFound;
        }

        private static bool IsName(string text, string name)
        {
            return text != null && Texts.EqualsIgnoreCase(text, name);
        }
    }
}
