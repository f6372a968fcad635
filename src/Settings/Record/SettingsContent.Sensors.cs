namespace FieldNode.Settings
{
    /// <content>Buses and sensors.</content>
    public static partial class SettingsContent
    {
        private static BusSettings[] Buses(RecordCursor at, BusSettings[] buses)
        {
            int length = at.Length(buses == null ? -1 : buses.Length);
            if (length < 0)
            {
                return null;
            }

            BusSettings[] all = buses ?? new BusSettings[length];
            BusSettings usual = new BusSettings();
            for (int i = 0; i < length; i++)
            {
                BusSettings it = buses == null ? new BusSettings() : buses[i];
                all[i] = it;
                Bus(at, it, usual);
            }

            return all;
        }

        private static void Bus(RecordCursor at, BusSettings it, BusSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Kind = at.Text(it.Kind, usual.Kind);
            if ((has & 1 << 2) != 0) it.Port = at.Text(it.Port, usual.Port);
        }

        private static SensorSettings[] Sensors(RecordCursor at, SensorSettings[] sensors)
        {
            int length = at.Length(sensors == null ? -1 : sensors.Length);
            if (length < 0)
            {
                return null;
            }

            SensorSettings[] all = sensors ?? new SensorSettings[length];
            SensorSettings usual = new SensorSettings();
            for (int i = 0; i < length; i++)
            {
                SensorSettings it = sensors == null ? new SensorSettings() : sensors[i];
                all[i] = it;
                Sensor(at, it, usual);
            }

            return all;
        }

        private static void Sensor(RecordCursor at, SensorSettings it, SensorSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Device = at.Text(it.Device, usual.Device);
            if ((has & 1 << 2) != 0) it.Bus = at.Text(it.Bus, usual.Bus);
            if ((has & 1 << 3) != 0) it.Kind = at.Text(it.Kind, usual.Kind);
            if ((has & 1 << 4) != 0) it.Address = at.Int(it.Address, usual.Address);
            if ((has & 1 << 5) != 0) it.PeriodMs = at.Int(it.PeriodMs, usual.PeriodMs);
            if ((has & 1 << 6) != 0) it.Retries = at.Int(it.Retries, usual.Retries);
            if ((has & 1 << 7) != 0) it.SamplesPerSecond = at.Int(it.SamplesPerSecond, usual.SamplesPerSecond);
            if ((has & 1 << 8) != 0) it.ShuntOhm = at.Double(it.ShuntOhm, usual.ShuntOhm);
            if ((has & 1 << 9) != 0) it.ReferenceOhm = at.Double(it.ReferenceOhm, usual.ReferenceOhm);
            if ((has & 1 << 10) != 0) it.NominalOhm = at.Int(it.NominalOhm, usual.NominalOhm);
            if ((has & 1 << 11) != 0) it.Wires = at.Int(it.Wires, usual.Wires);
            if ((has & 1 << 12) != 0) it.Mains60Hz = at.Bool(it.Mains60Hz, usual.Mains60Hz);
            if ((has & 1 << 13) != 0) it.Rom = at.Text(it.Rom, usual.Rom);
            it.Register = Register(at, it.Register);
            it.Tags = SensorTags(at, it.Tags);
        }

        private static RegisterSettings Register(RecordCursor at, RegisterSettings register)
        {
            if (!at.Has(register != null))
            {
                return null;
            }

            RegisterSettings it = register ?? new RegisterSettings();
            RegisterSettings usual = new RegisterSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Setup = at.Text(it.Setup, usual.Setup);
            if ((has & 1 << 1) != 0) it.Command = at.Text(it.Command, usual.Command);
            if ((has & 1 << 2) != 0) it.WaitMs = at.Int(it.WaitMs, usual.WaitMs);
            if ((has & 1 << 3) != 0) it.ReplyBytes = at.Int(it.ReplyBytes, usual.ReplyBytes);
            if ((has & 1 << 4) != 0) it.CrcEvery = at.Int(it.CrcEvery, usual.CrcEvery);
            if ((has & 1 << 5) != 0) it.CrcPolynomial = at.Int(it.CrcPolynomial, usual.CrcPolynomial);
            if ((has & 1 << 6) != 0) it.CrcStart = at.Int(it.CrcStart, usual.CrcStart);
            return it;
        }

        private static SensorTagSettings[] SensorTags(RecordCursor at, SensorTagSettings[] sensorTags)
        {
            int length = at.Length(sensorTags == null ? -1 : sensorTags.Length);
            if (length < 0)
            {
                return null;
            }

            SensorTagSettings[] all = sensorTags ?? new SensorTagSettings[length];
            SensorTagSettings usual = new SensorTagSettings();
            for (int i = 0; i < length; i++)
            {
                SensorTagSettings it = sensorTags == null ? new SensorTagSettings() : sensorTags[i];
                all[i] = it;
                SensorTag(at, it, usual);
            }

            return all;
        }

        private static void SensorTag(RecordCursor at, SensorTagSettings it, SensorTagSettings usual)
        {
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Name = at.Text(it.Name, usual.Name);
            if ((has & 1 << 1) != 0) it.Value = at.Text(it.Value, usual.Value);
            if ((has & 1 << 2) != 0) it.FullScaleMv = at.Int(it.FullScaleMv, usual.FullScaleMv);
            if ((has & 1 << 3) != 0) it.At = at.Int(it.At, usual.At);
            if ((has & 1 << 4) != 0) it.Width = at.Int(it.Width, usual.Width);
            if ((has & 1 << 5) != 0) it.Signed = at.Bool(it.Signed, usual.Signed);
            if ((has & 1 << 6) != 0) it.LittleEndian = at.Bool(it.LittleEndian, usual.LittleEndian);
            if ((has & 1 << 7) != 0) it.Shift = at.Int(it.Shift, usual.Shift);
            if ((has & 1 << 8) != 0) it.Bits = at.Int(it.Bits, usual.Bits);
            if ((has & 1 << 9) != 0) it.FilterMs = at.Int(it.FilterMs, usual.FilterMs);
            if ((has & 1 << 10) != 0) it.PublishAs = at.Text(it.PublishAs, usual.PublishAs);
            if ((has & 1 << 11) != 0) it.Scale = at.Double(it.Scale, usual.Scale);
            if ((has & 1 << 12) != 0) it.Offset = at.Double(it.Offset, usual.Offset);
            if ((has & 1 << 13) != 0) it.Unit = at.Text(it.Unit, usual.Unit);
            if ((has & 1 << 14) != 0) it.Low = at.Double(it.Low, usual.Low);
            if ((has & 1 << 15) != 0) it.High = at.Double(it.High, usual.High);
            if ((has & 1 << 16) != 0) it.Deadband = at.Double(it.Deadband, usual.Deadband);
            if ((has & 1 << 17) != 0) it.DeadbandPercent = at.Double(it.DeadbandPercent, usual.DeadbandPercent);
            if ((has & 1 << 18) != 0) it.MinReportMs = at.Int(it.MinReportMs, usual.MinReportMs);
            if ((has & 1 << 19) != 0) it.MaxReportMs = at.Int(it.MaxReportMs, usual.MaxReportMs);
            it.Loop = Loop(at, it.Loop);
            it.Care = Care(at, it.Care);
        }

        private static LoopSettings Loop(RecordCursor at, LoopSettings loop)
        {
            if (!at.Has(loop != null))
            {
                return null;
            }

            LoopSettings it = loop ?? new LoopSettings();
            LoopSettings usual = new LoopSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.ShuntOhm = at.Double(it.ShuntOhm, usual.ShuntOhm);
            if ((has & 1 << 1) != 0) it.SquareRoot = at.Bool(it.SquareRoot, usual.SquareRoot);
            if ((has & 1 << 2) != 0) it.CutoffPercent = at.Double(it.CutoffPercent, usual.CutoffPercent);
            return it;
        }
    }
}
