namespace FieldNode.Settings
{
    /// <content>The pins of the board itself.</content>
    public static partial class SettingsContent
    {
        private static TerminalSettings Terminal(RecordCursor at, TerminalSettings terminal)
        {
            if (!at.Has(terminal != null))
            {
                return null;
            }

            TerminalSettings it = terminal ?? new TerminalSettings();
            TerminalSettings usual = new TerminalSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Device = at.Text(it.Device, usual.Device);
            if ((has & 1 << 1) != 0) it.PollMs = at.Int(it.PollMs, usual.PollMs);
            if ((has & 1 << 2) != 0) it.SaveEveryMs = at.Int(it.SaveEveryMs, usual.SaveEveryMs);
            if ((has & 1 << 3) != 0) it.SaveEveryPulses = at.Int(it.SaveEveryPulses, usual.SaveEveryPulses);
            if ((has & 1 << 4) != 0) it.PowerFailPin = at.Int(it.PowerFailPin, usual.PowerFailPin);
            if ((has & 1 << 5) != 0) it.PowerFailHigh = at.Bool(it.PowerFailHigh, usual.PowerFailHigh);
            it.Contacts = Contacts(at, it.Contacts);
            it.Outputs = Outputs(at, it.Outputs);
            it.Counters = Counters(at, it.Counters);
            return it;
        }

        private static ContactSettings[] Contacts(RecordCursor at, ContactSettings[] contacts)
        {
            int length = at.Length(contacts == null ? -1 : contacts.Length);
            if (length < 0)
            {
                return null;
            }

            ContactSettings[] all = contacts ?? new ContactSettings[length];
            ContactSettings usual = new ContactSettings();
            for (int i = 0; i < length; i++)
            {
                ContactSettings it = contacts == null ? new ContactSettings() : contacts[i];
                all[i] = it;
                Contact(at, it, usual);
            }

            return all;
        }

        private static void Contact(RecordCursor at, ContactSettings it, ContactSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Pin = at.Int(it.Pin, usual.Pin);
            if ((has & 1 << 2) != 0) it.Pull = at.Text(it.Pull, usual.Pull);
            if ((has & 1 << 3) != 0) it.Inverted = at.Bool(it.Inverted, usual.Inverted);
            if ((has & 1 << 4) != 0) it.DebounceMs = at.Int(it.DebounceMs, usual.DebounceMs);
        }

        private static OutputSettings[] Outputs(RecordCursor at, OutputSettings[] outputs)
        {
            int length = at.Length(outputs == null ? -1 : outputs.Length);
            if (length < 0)
            {
                return null;
            }

            OutputSettings[] all = outputs ?? new OutputSettings[length];
            OutputSettings usual = new OutputSettings();
            for (int i = 0; i < length; i++)
            {
                OutputSettings it = outputs == null ? new OutputSettings() : outputs[i];
                all[i] = it;
                Output(at, it, usual);
            }

            return all;
        }

        private static void Output(RecordCursor at, OutputSettings it, OutputSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Pin = at.Int(it.Pin, usual.Pin);
            if ((has & 1 << 2) != 0) it.Inverted = at.Bool(it.Inverted, usual.Inverted);
            if ((has & 1 << 3) != 0) it.OnAtBoot = at.Bool(it.OnAtBoot, usual.OnAtBoot);
            if ((has & 1 << 4) != 0) it.AtLinkLoss = at.Text(it.AtLinkLoss, usual.AtLinkLoss);
            if ((has & 1 << 5) != 0) it.LinkLossMs = at.Int(it.LinkLossMs, usual.LinkLossMs);
            if ((has & 1 << 6) != 0) it.Writable = at.Bool(it.Writable, usual.Writable);
        }

        private static CounterSettings[] Counters(RecordCursor at, CounterSettings[] counters)
        {
            int length = at.Length(counters == null ? -1 : counters.Length);
            if (length < 0)
            {
                return null;
            }

            CounterSettings[] all = counters ?? new CounterSettings[length];
            CounterSettings usual = new CounterSettings();
            for (int i = 0; i < length; i++)
            {
                CounterSettings it = counters == null ? new CounterSettings() : counters[i];
                all[i] = it;
                Counter(at, it, usual);
            }

            return all;
        }

        private static void Counter(RecordCursor at, CounterSettings it, CounterSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Pin = at.Int(it.Pin, usual.Pin);
            if ((has & 1 << 2) != 0) it.Edge = at.Text(it.Edge, usual.Edge);
            if ((has & 1 << 3) != 0) it.Pull = at.Text(it.Pull, usual.Pull);
            if ((has & 1 << 4) != 0) it.UnitsPerPulse = at.Double(it.UnitsPerPulse, usual.UnitsPerPulse);
            if ((has & 1 << 5) != 0) it.Unit = at.Text(it.Unit, usual.Unit);
            if ((has & 1 << 6) != 0) it.RateName = at.Text(it.RateName, usual.RateName);
            if ((has & 1 << 7) != 0) it.RateUnit = at.Text(it.RateUnit, usual.RateUnit);
            if ((has & 1 << 8) != 0) it.RatePer = at.Text(it.RatePer, usual.RatePer);
            if ((has & 1 << 9) != 0) it.RateWindowMs = at.Int(it.RateWindowMs, usual.RateWindowMs);
            if ((has & 1 << 10) != 0) it.Writable = at.Bool(it.Writable, usual.Writable);
        }
    }
}
