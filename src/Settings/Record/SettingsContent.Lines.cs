namespace FieldNode.Settings
{
    /// <content>Serial lines, their devices and tags.</content>
    public static partial class SettingsContent
    {
        private static LineSettings[] Lines(RecordCursor at, LineSettings[] lines)
        {
            int length = at.Length(lines == null ? -1 : lines.Length);
            if (length < 0)
            {
                return null;
            }

            LineSettings[] all = lines ?? new LineSettings[length];
            LineSettings usual = new LineSettings();
            for (int i = 0; i < length; i++)
            {
                LineSettings it = lines == null ? new LineSettings() : lines[i];
                all[i] = it;
                Line(at, it, usual);
            }

            return all;
        }

        private static void Line(RecordCursor at, LineSettings it, LineSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Port = at.Text(it.Port, usual.Port);
            if ((has & 1 << 2) != 0) it.Baud = at.Int(it.Baud, usual.Baud);
            if ((has & 1 << 3) != 0) it.Parity = at.Text(it.Parity, usual.Parity);
            if ((has & 1 << 4) != 0) it.StopBits = at.Int(it.StopBits, usual.StopBits);
            if ((has & 1 << 5) != 0) it.ReplyTimeoutMs = at.Int(it.ReplyTimeoutMs, usual.ReplyTimeoutMs);
            if ((has & 1 << 6) != 0) it.MergeGap = at.Int(it.MergeGap, usual.MergeGap);
            if ((has & 1 << 7) != 0) it.RegistersMax = at.Int(it.RegistersMax, usual.RegistersMax);
            if ((has & 1 << 8) != 0) it.PauseMs = at.Int(it.PauseMs, usual.PauseMs);
            if ((has & 1 << 9) != 0) it.GapMs = at.Int(it.GapMs, usual.GapMs);
            if ((has & 1 << 10) != 0) it.Gateway = at.Bool(it.Gateway, usual.Gateway);
        }

        private static DeviceSettings[] Devices(RecordCursor at, DeviceSettings[] devices)
        {
            int length = at.Length(devices == null ? -1 : devices.Length);
            if (length < 0)
            {
                return null;
            }

            DeviceSettings[] all = devices ?? new DeviceSettings[length];
            DeviceSettings usual = new DeviceSettings();
            for (int i = 0; i < length; i++)
            {
                DeviceSettings it = devices == null ? new DeviceSettings() : devices[i];
                all[i] = it;
                Device(at, it, usual);
            }

            return all;
        }

        private static void Device(RecordCursor at, DeviceSettings it, DeviceSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Line = at.Text(it.Line, usual.Line);
            if ((has & 1 << 2) != 0) it.Unit = at.Int(it.Unit, usual.Unit);
            if ((has & 1 << 3) != 0) it.Retries = at.Int(it.Retries, usual.Retries);
            if ((has & 1 << 4) != 0) it.PauseMs = at.Int(it.PauseMs, usual.PauseMs);
            if ((has & 1 << 5) != 0) it.RegistersMax = at.Int(it.RegistersMax, usual.RegistersMax);
            if ((has & 1 << 6) != 0) it.WriteMultiple = at.Bool(it.WriteMultiple, usual.WriteMultiple);
            it.Tags = Tags(at, it.Tags);
        }

        private static TagSettings[] Tags(RecordCursor at, TagSettings[] tags)
        {
            int length = at.Length(tags == null ? -1 : tags.Length);
            if (length < 0)
            {
                return null;
            }

            TagSettings[] all = tags ?? new TagSettings[length];
            TagSettings usual = new TagSettings();
            for (int i = 0; i < length; i++)
            {
                TagSettings it = tags == null ? new TagSettings() : tags[i];
                all[i] = it;
                Tag(at, it, usual);
            }

            return all;
        }

        private static void Tag(RecordCursor at, TagSettings it, TagSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Table = at.Text(it.Table, usual.Table);
            if ((has & 1 << 2) != 0) it.Address = at.Int(it.Address, usual.Address);
            if ((has & 1 << 3) != 0) it.Type = at.Text(it.Type, usual.Type);
            if ((has & 1 << 4) != 0) it.Order = at.Text(it.Order, usual.Order);
            if ((has & 1 << 5) != 0) it.Bit = at.Int(it.Bit, usual.Bit);
            if ((has & 1 << 6) != 0) it.Length = at.Int(it.Length, usual.Length);
            if ((has & 1 << 7) != 0) it.PublishAs = at.Text(it.PublishAs, usual.PublishAs);
            if ((has & 1 << 8) != 0) it.Scale = at.Double(it.Scale, usual.Scale);
            if ((has & 1 << 9) != 0) it.Offset = at.Double(it.Offset, usual.Offset);
            if ((has & 1 << 10) != 0) it.Unit = at.Text(it.Unit, usual.Unit);
            if ((has & 1 << 11) != 0) it.Low = at.Double(it.Low, usual.Low);
            if ((has & 1 << 12) != 0) it.High = at.Double(it.High, usual.High);
            if ((has & 1 << 13) != 0) it.Deadband = at.Double(it.Deadband, usual.Deadband);
            if ((has & 1 << 14) != 0) it.DeadbandPercent = at.Double(it.DeadbandPercent, usual.DeadbandPercent);
            if ((has & 1 << 15) != 0) it.PeriodMs = at.Int(it.PeriodMs, usual.PeriodMs);
            if ((has & 1 << 16) != 0) it.MinReportMs = at.Int(it.MinReportMs, usual.MinReportMs);
            if ((has & 1 << 17) != 0) it.MaxReportMs = at.Int(it.MaxReportMs, usual.MaxReportMs);
            if ((has & 1 << 18) != 0) it.Writable = at.Bool(it.Writable, usual.Writable);
            if ((has & 1 << 19) != 0) it.Charset = at.Text(it.Charset, usual.Charset);
            if ((has & 1 << 20) != 0) it.NotAvailable = at.Text(it.NotAvailable, usual.NotAvailable);
            if ((has & 1 << 21) != 0) it.ScaleAddress = at.Int(it.ScaleAddress, usual.ScaleAddress);
            it.Care = Care(at, it.Care);
        }

        private static CareSettings Care(RecordCursor at, CareSettings care)
        {
            if (!at.Has(care != null))
            {
                return null;
            }

            CareSettings it = care ?? new CareSettings();
            CareSettings usual = new CareSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.OutOfService = at.Bool(it.OutOfService, usual.OutOfService);
            if ((has & 1 << 1) != 0) it.Forced = at.Bool(it.Forced, usual.Forced);
            if ((has & 1 << 2) != 0) it.ForcedValue = at.Double(it.ForcedValue, usual.ForcedValue);
            if ((has & 1 << 3) != 0) it.FrozenAfterMs = at.Int(it.FrozenAfterMs, usual.FrozenAfterMs);
            if ((has & 1 << 4) != 0) it.FrozenNoise = at.Double(it.FrozenNoise, usual.FrozenNoise);
            it.Calibration = Calibration(at, it.Calibration);
            return it;
        }

        private static CalibrationSettings Calibration(RecordCursor at, CalibrationSettings calibration)
        {
            if (!at.Has(calibration != null))
            {
                return null;
            }

            CalibrationSettings it = calibration ?? new CalibrationSettings();
            CalibrationSettings usual = new CalibrationSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.On = at.Text(it.On, usual.On);
            if ((has & 1 << 1) != 0) it.By = at.Text(it.By, usual.By);
            if ((has & 1 << 2) != 0) it.Due = at.Text(it.Due, usual.Due);
            if ((has & 1 << 3) != 0) it.ShownLow = at.Double(it.ShownLow, usual.ShownLow);
            if ((has & 1 << 4) != 0) it.TrueLow = at.Double(it.TrueLow, usual.TrueLow);
            if ((has & 1 << 5) != 0) it.ShownHigh = at.Double(it.ShownHigh, usual.ShownHigh);
            if ((has & 1 << 6) != 0) it.TrueHigh = at.Double(it.TrueHigh, usual.TrueHigh);
            return it;
        }
    }
}
