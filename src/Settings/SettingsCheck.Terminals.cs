namespace FieldNode.Settings
{
    // The board's own pins.
    public sealed partial class SettingsCheck
    {
        private void CheckTerminals()
        {
            TerminalSettings terminals = settings.Terminals;
            if (terminals == null)
            {
                return;
            }
            place = "terminals";
            Id("device", terminals.Device);
            CheckTerminalDevice(terminals.Device);
            Range("pollMs", terminals.PollMs, 1, 1000);
            Range("saveEveryMs", terminals.SaveEveryMs, 1000, SettingsLimits.PeriodMaxMs);
            Range("saveEveryPulses", terminals.SaveEveryPulses, 0, int.MaxValue);
            ContactSettings[] contacts = terminals.Contacts ?? new ContactSettings[0];
            OutputSettings[] outputs = terminals.Outputs ?? new OutputSettings[0];
            CounterSettings[] counters = terminals.Counters ?? new CounterSettings[0];
            int all = contacts.Length + outputs.Length + counters.Length;
            if (all == 0)
            {
                Fault("", "without contacts, outputs and counters", "at least one of them, or no terminals at all");
                return;
            }
            if (all > SettingsLimits.PinsMax)
            {
                Fault("", all.ToString() + " pins", "at most " + SettingsLimits.PinsMax.ToString());
                return;
            }
            if (terminals.PowerFailPin != -1)
            {
                Pin("powerFailPin", terminals.PowerFailPin, false, false);
            }
            NameSet names = new NameSet(all * 2);
            CheckContacts(contacts, names);
            CheckOutputs(outputs, names);
            CheckCounters(counters, names);
            tagCount += all;
        }

        private void CheckContacts(ContactSettings[] contacts, NameSet names)
        {
            for (int i = 0; i < contacts.Length; i++)
            {
                place = "terminals.contacts[" + i.ToString() + "]";
                ContactSettings contact = contacts[i];
                if (contact == null)
                {
                    Fault("", "null", "an object with at least name and pin");
                    continue;
                }
                TerminalName("name", contact.Name, names);
                OneOf("pull", contact.Pull, SensorForm.Pulls);
                Range("debounceMs", contact.DebounceMs, 0, 10000);
                Pin("pin", contact.Pin, false, contact.Pull != "none");
            }
        }

        private void CheckOutputs(OutputSettings[] outputs, NameSet names)
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                place = "terminals.outputs[" + i.ToString() + "]";
                OutputSettings output = outputs[i];
                if (output == null)
                {
                    Fault("", "null", "an object with at least name and pin");
                    continue;
                }
                TerminalName("name", output.Name, names);
                OneOf("atLinkLoss", output.AtLinkLoss, SensorForm.LinkLosses);
                Range("linkLossMs", output.LinkLossMs, 0, SettingsLimits.PeriodMaxMs);
                Pin("pin", output.Pin, true, false);
            }
        }

        private void CheckCounters(CounterSettings[] counters, NameSet names)
        {
            for (int i = 0; i < counters.Length; i++)
            {
                place = "terminals.counters[" + i.ToString() + "]";
                CounterSettings counter = counters[i];
                if (counter == null)
                {
                    Fault("", "null", "an object with at least name and pin");
                    continue;
                }
                TerminalName("name", counter.Name, names);
                if (counter.RateName != null)
                {
                    TerminalName("rateName", counter.RateName, names);
                    tagCount++;
                }
                OneOf("edge", counter.Edge, SensorForm.Edges);
                if (counter.Pull != "up" && counter.Pull != "none")
                {
                    Fault("pull", Texts.Quote(counter.Pull), "up, none");
                }
                OneOf("ratePer", counter.RatePer, SensorForm.Bases);
                Range("rateWindowMs", counter.RateWindowMs, 1000, 3600000);
                Positive("unitsPerPulse", counter.UnitsPerPulse);
                Plain("unit", counter.Unit, SettingsLimits.UnitBytesMax, true);
                Plain("rateUnit", counter.RateUnit, SettingsLimits.UnitBytesMax, true);
                Pin("pin", counter.Pin, false, counter.Pull == "up");
            }
            place = "terminals";
            if (board != null && counters.Length > board.Counters)
            {
                Fault("counters", counters.Length.ToString() + " counters",
                    "at most " + board.Counters.ToString() + ": so many has " + board.Name);
            }
        }

        private void TerminalName(string member, string name, NameSet names)
        {
            if (MetricName(member, name) && names.Add(name, 0) >= 0)
            {
                Fault(member, Texts.Quote(name), "a name that no other tag of the terminals has");
            }
        }

        private void CheckTerminalDevice(string device)
        {
            for (int i = 0; settings.Devices != null && i < settings.Devices.Length && IsClean("device"); i++)
            {
                if (settings.Devices[i] != null && Texts.EqualsIgnoreCase(settings.Devices[i].Name, device))
                {
                    Unique("device", Texts.Quote(device), i, "a name", "devices");
                }
            }
            for (int i = 0; settings.Sensors != null && i < settings.Sensors.Length && IsClean("device"); i++)
            {
                if (settings.Sensors[i] != null && Texts.EqualsIgnoreCase(settings.Sensors[i].Device, device))
                {
                    Unique("device", Texts.Quote(device), i, "a device", "sensors");
                }
            }
        }
    }
}
