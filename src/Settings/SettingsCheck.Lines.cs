namespace FieldNode.Settings
{
    // Serial lines and the devices on them.
    public sealed partial class SettingsCheck
    {
        private int deviceRegistersMax; // of the device whose tags are looked at; 0: as its line has it

        private void CheckLines()
        {
            LineSettings[] lines = settings.Lines;
            if (lines == null)
            {
                return;
            }
            NameSet names = new NameSet(lines.Length);
            for (int i = 0; i < lines.Length; i++)
            {
                place = "lines[" + i.ToString() + "]";
                if (lines[i] == null)
                {
                    Fault("", "null", "an object with at least name and port");
                    continue;
                }
                CheckLine(lines[i]);
                if (IsClean("name"))
                {
                    int first = names.Add(lines[i].Name, i);
                    Unique("name", Texts.Quote(lines[i].Name), first, "a name", "lines");
                }
                for (int other = 0; other < i && IsClean("port"); other++)
                {
                    if (lines[other] != null && IsSamePort(lines[other].Port, lines[i].Port))
                    {
                        Unique("port", Texts.Quote(lines[i].Port), other, "a port", "lines");
                    }
                }
            }
            place = "";
            if (lines.Length > SettingsLimits.LinesMax)
            {
                Fault("lines", lines.Length.ToString() + " lines", "0 to " + SettingsLimits.LinesMax.ToString());
            }
        }

        private void CheckLine(LineSettings line)
        {
            if (!Texts.IsLineName(line.Name))
            {
                Fault("name", Texts.Quote(line.Name),
                    "1 to 32 bytes of text without / . , \\ @ # $ % ^ & * ( ) [ ] { } | ! ` ~ : ; ' \" < > ?");
            }
            Plain("port", line.Port, SettingsLimits.FileNameBytesMax, false);
            OneOfNumbers("baud", line.Baud, LineForm.Bauds);
            OneOf("parity", line.Parity, LineForm.Parities);
            Range("stopBits", line.StopBits, 0, 2);
            Range("replyTimeoutMs", line.ReplyTimeoutMs,
                SettingsLimits.ReplyTimeoutMinMs, SettingsLimits.ReplyTimeoutMaxMs);
            Range("mergeGap", line.MergeGap, 0, SettingsLimits.MergeGapMax);
            Range("registersMax", line.RegistersMax, 1, SettingsLimits.RegistersMax);
            Range("pauseMs", line.PauseMs, 0, SettingsLimits.LinePauseMaxMs);
            Range("gapMs", line.GapMs, 0, SettingsLimits.LinePauseMaxMs);
        }

        // On Windows COM3 and com3 are one port; a path is as it is written.
        private static bool IsSamePort(string a, string b)
        {
            if (a == null || b == null || a.Length == 0)
            {
                return false;
            }
            return a == b || a[0] != '/' && Texts.EqualsIgnoreCase(a, b);
        }

        private void CheckDevices()
        {
            DeviceSettings[] devices = settings.Devices;
            if (devices == null)
            {
                return;
            }
            NameSet names = new NameSet(devices.Length);
            for (int i = 0; i < devices.Length; i++)
            {
                place = "devices[" + i.ToString() + "]";
                DeviceSettings device = devices[i];
                if (device == null)
                {
                    Fault("", "null", "an object with at least name, line, unit and tags");
                    continue;
                }
                Id("name", device.Name);
                if (IsClean("name"))
                {
                    Unique("name", Texts.Quote(device.Name), names.Add(device.Name, i), "a name", "devices");
                }
                LineSettings line = LineOf(device);
                Range("unit", device.Unit, 1,
                    line != null && line.Gateway ? SettingsLimits.GatewayUnitMax : SettingsLimits.UnitMax);
                Range("retries", device.Retries, 0, SettingsLimits.RetriesMax);
                Range("pauseMs", device.PauseMs, 0, SettingsLimits.DevicePauseMaxMs);
                Range("registersMax", device.RegistersMax, 0, SettingsLimits.RegistersMax);
                deviceRegistersMax = device.RegistersMax;
                CheckUnitUnique(devices, i);
                CheckTags(device, line);
            }
            place = "";
            if (devices.Length > SettingsLimits.DevicesMax)
            {
                Fault("devices", devices.Length.ToString() + " devices",
                    "0 to " + SettingsLimits.DevicesMax.ToString());
            }
        }

        // Over slaves, sensors and terminals.
        private void CheckTotals()
        {
            place = "";
            if (tagCount > SettingsLimits.TagsMax)
            {
                Fault("devices", tagCount.ToString() + " tags",
                    "0 to " + SettingsLimits.TagsMax.ToString() + " tags in all");
            }
        }

        // The line that a device names; null with a fault if there is none. Says nothing if the lines' names are in
        // doubt.
        private LineSettings LineOf(DeviceSettings device)
        {
            LineSettings[] lines = settings.Lines;
            string known = "";
            bool sure = !faults.IsTouched("lines");
            for (int i = 0; lines != null && i < lines.Length; i++)
            {
                if (lines[i] != null && lines[i].Name != null && lines[i].Name == device.Line)
                {
                    return lines[i];
                }
                sure = sure && !faults.IsTouched("lines[" + i.ToString() + "].name");
                if (lines[i] != null && lines[i].Name != null && i < SettingsLimits.LinesMax)
                {
                    known += (known.Length == 0 ? "" : ", ") + lines[i].Name;
                }
            }
            if (sure || device.Line == null)
            {
                Fault("line", Texts.Quote(device.Line), known.Length == 0 ? "the name of one of lines" : known);
            }
            return null;
        }

        private void CheckUnitUnique(DeviceSettings[] devices, int index)
        {
            if (!IsClean("unit") || !IsClean("line"))
            {
                return;
            }
            for (int i = 0; i < index; i++)
            {
                if (devices[i] != null && devices[i].Unit == devices[index].Unit
                    && devices[i].Line == devices[index].Line)
                {
                    Unique("unit", devices[index].Unit.ToString(), i, "a unit", "devices");
                    return;
                }
            }
        }

        private void Unique(string member, string value, int first, string what, string list)
        {
            if (first >= 0)
            {
                Fault(member, value, what + " that " + list + "[" + first.ToString() + "] does not have");
            }
        }
    }
}
