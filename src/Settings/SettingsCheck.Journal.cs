namespace FieldNode.Settings
{
    /// <content>Store and forward.</content>
    public sealed partial class SettingsCheck
    {
        private void CheckJournal()
        {
            JournalSettings journal = settings.Journal;
            if (journal == null)
            {
                return;
            }

            place = "journal";
            int frame = settings.Sparkplug == null ? new SparkplugSettings().FrameBytesMax : settings.Sparkplug.FrameBytesMax;
            if (journal.RamBytes != JournalSettings.ByBoard && journal.RamBytes != 0)
            {
                int least = 2 * frame > SettingsLimits.JournalRamMin ? 2 * frame : SettingsLimits.JournalRamMin;
                if (journal.RamBytes < least || journal.RamBytes > SettingsLimits.JournalRamMax)
                {
                    Fault("ramBytes", journal.RamBytes.ToString(),
                        "-1, 0, or " + least.ToString() + " to " + SettingsLimits.JournalRamMax.ToString() + ": at least two of sparkplug.frameBytesMax");
                }
            }

            bool hasHost = settings.Sparkplug != null && settings.Sparkplug.PrimaryHost != null;
            Range("holdMs", journal.HoldMs, 0, SettingsLimits.JournalHoldMaxMs);
            if (hasHost && journal.HoldMs < SettingsLimits.HostHoldMinMs && IsClean("holdMs"))
            {
                Fault("holdMs", journal.HoldMs.ToString(),
                    SettingsLimits.HostHoldMinMs.ToString() + " or more with sparkplug.primaryHost: 1.5 times the host's keep-alive");
            }

            Range("confirmMs", journal.ConfirmMs, SettingsLimits.JournalConfirmMinMs, SettingsLimits.JournalConfirmMaxMs);
            if (journal.FlashBytes != 0)
            {
                Range("flashBytes", journal.FlashBytes, SettingsLimits.JournalFlashMin, SettingsLimits.JournalFlashMax);
            }

            Range("flashAfterMs", journal.FlashAfterMs, SettingsLimits.JournalFlashAfterMinMs, SettingsLimits.PeriodMaxMs);
        }
    }
}
