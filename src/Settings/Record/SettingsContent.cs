namespace FieldNode.Settings
{
    /// <summary>
    /// The members of the settings in the order of the record; one line for each, which writes and reads it. A new member goes behind the last
    /// line of its class with the next bit (a group has 32; then a second <c>at.Group()</c> begins one), objects and arrays behind the groups.
    /// Then <c>fieldnode settings-record --form</c> prints what belongs into <c>docs/SPEC.md</c> and <see cref="SettingsRecord.Form"/>; a test says so.
    /// </summary>
    public static partial class SettingsContent
    {
        /// <summary>The whole content: reads into the settings, or writes them.</summary>
        public static void Node(RecordCursor at, NodeSettings it)
        {
            NodeSettings usual = new NodeSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Version = at.Int(it.Version, usual.Version);
            if ((has & 1 << 1) != 0) it.Group = at.Text(it.Group, usual.Group);
            if ((has & 1 << 2) != 0) it.Node = at.Text(it.Node, usual.Node);
            if ((has & 1 << 3) != 0) it.HeartbeatMs = at.Int(it.HeartbeatMs, usual.HeartbeatMs);
            if ((has & 1 << 4) != 0) it.Board = at.Text(it.Board, usual.Board);
            it.Broker = Broker(at, it.Broker);
            it.Sparkplug = Sparkplug(at, it.Sparkplug);
            it.Lines = Lines(at, it.Lines);
            it.Devices = Devices(at, it.Devices);
            it.Buses = Buses(at, it.Buses);
            it.Sensors = Sensors(at, it.Sensors);
            it.Terminals = Terminal(at, it.Terminals);
            it.OtherBrokers = OtherBrokers(at, it.OtherBrokers);
            it.Update = Update(at, it.Update);
            it.Journal = Journal(at, it.Journal);
        }

        private static JournalSettings Journal(RecordCursor at, JournalSettings journal)
        {
            if (!at.Has(journal != null))
            {
                return null;
            }

            JournalSettings it = journal ?? new JournalSettings();
            JournalSettings usual = new JournalSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.RamBytes = at.Int(it.RamBytes, usual.RamBytes);
            if ((has & 1 << 1) != 0) it.HoldMs = at.Int(it.HoldMs, usual.HoldMs);
            if ((has & 1 << 2) != 0) it.ConfirmMs = at.Int(it.ConfirmMs, usual.ConfirmMs);
            if ((has & 1 << 3) != 0) it.InOrder = at.Bool(it.InOrder, usual.InOrder);
            if ((has & 1 << 4) != 0) it.FlashBytes = at.Int(it.FlashBytes, usual.FlashBytes);
            if ((has & 1 << 5) != 0) it.FlashAfterMs = at.Int(it.FlashAfterMs, usual.FlashAfterMs);
            return it;
        }

        private static UpdateSettings Update(RecordCursor at, UpdateSettings update)
        {
            if (!at.Has(update != null))
            {
                return null;
            }

            UpdateSettings it = update ?? new UpdateSettings();
            UpdateSettings usual = new UpdateSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Accept = at.Bool(it.Accept, usual.Accept);
            if ((has & 1 << 1) != 0) it.KeySwitch = at.Text(it.KeySwitch, usual.KeySwitch);
            if ((has & 1 << 2) != 0) it.ConfirmMs = at.Int(it.ConfirmMs, usual.ConfirmMs);
            if ((has & 1 << 3) != 0) it.TrialMs = at.Int(it.TrialMs, usual.TrialMs);
            return it;
        }

        private static OtherBrokerSettings[] OtherBrokers(RecordCursor at, OtherBrokerSettings[] brokers)
        {
            int length = at.Length(brokers == null ? -1 : brokers.Length);
            if (length < 0)
            {
                return null;
            }

            OtherBrokerSettings[] all = brokers ?? new OtherBrokerSettings[length];
            OtherBrokerSettings usual = new OtherBrokerSettings();
            for (int i = 0; i < length; i++)
            {
                OtherBrokerSettings it = brokers == null ? new OtherBrokerSettings() : brokers[i];
                all[i] = it;
                int has = at.Group();
                if ((has & 1 << 0) != 0) it.Host = at.Text(it.Host, usual.Host);
                if ((has & 1 << 1) != 0) it.Port = at.Int(it.Port, usual.Port);
                if ((has & 1 << 2) != 0) it.User = at.Text(it.User, usual.User);
                if ((has & 1 << 3) != 0) it.PasswordFile = at.Text(it.PasswordFile, usual.PasswordFile);
                if ((has & 1 << 4) != 0) it.CaFile = at.Text(it.CaFile, usual.CaFile);
            }

            return all;
        }

        private static BrokerSettings Broker(RecordCursor at, BrokerSettings broker)
        {
            if (!at.Has(broker != null))
            {
                return null;
            }

            BrokerSettings it = broker ?? new BrokerSettings();
            BrokerSettings usual = new BrokerSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Host = at.Text(it.Host, usual.Host);
            if ((has & 1 << 1) != 0) it.Port = at.Int(it.Port, usual.Port);
            if ((has & 1 << 2) != 0) it.ClientId = at.Text(it.ClientId, usual.ClientId);
            if ((has & 1 << 3) != 0) it.User = at.Text(it.User, usual.User);
            if ((has & 1 << 4) != 0) it.PasswordFile = at.Text(it.PasswordFile, usual.PasswordFile);
            if ((has & 1 << 5) != 0) it.CaFile = at.Text(it.CaFile, usual.CaFile);
            if ((has & 1 << 6) != 0) it.CertificateFile = at.Text(it.CertificateFile, usual.CertificateFile);
            if ((has & 1 << 7) != 0) it.KeyFile = at.Text(it.KeyFile, usual.KeyFile);
            if ((has & 1 << 8) != 0) it.KeepAliveS = at.Int(it.KeepAliveS, usual.KeepAliveS);
            if ((has & 1 << 9) != 0) it.ConnectDelayMaxMs = at.Int(it.ConnectDelayMaxMs, usual.ConnectDelayMaxMs);
            return it;
        }

        private static SparkplugSettings Sparkplug(RecordCursor at, SparkplugSettings sparkplug)
        {
            if (!at.Has(sparkplug != null))
            {
                return null;
            }

            SparkplugSettings it = sparkplug ?? new SparkplugSettings();
            SparkplugSettings usual = new SparkplugSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Aliases = at.Bool(it.Aliases, usual.Aliases);
            if ((has & 1 << 1) != 0) it.Mode = at.Text(it.Mode, usual.Mode);
            if ((has & 1 << 2) != 0) it.FrameBytesMax = at.Int(it.FrameBytesMax, usual.FrameBytesMax);
            if ((has & 1 << 3) != 0) it.HealthPeriodMs = at.Int(it.HealthPeriodMs, usual.HealthPeriodMs);
            if ((has & 1 << 4) != 0) it.KeySwitch = at.Text(it.KeySwitch, usual.KeySwitch);
            if ((has & 1 << 5) != 0) it.WritesPerMinuteMax = at.Int(it.WritesPerMinuteMax, usual.WritesPerMinuteMax);
            if ((has & 1 << 6) != 0) it.CommandAgeMaxMs = at.Int(it.CommandAgeMaxMs, usual.CommandAgeMaxMs);
            if ((has & 1 << 7) != 0) it.Uint32 = at.Text(it.Uint32, usual.Uint32);
            if ((has & 1 << 8) != 0) it.DeviceReturn = at.Text(it.DeviceReturn, usual.DeviceReturn);
            if ((has & 1 << 9) != 0) it.DatatypeInData = at.Bool(it.DatatypeInData, usual.DatatypeInData);
            if ((has & 1 << 10) != 0) it.Verify = at.Text(it.Verify, usual.Verify);
            it.PrimaryHost = PrimaryHost(at, it.PrimaryHost);
            it.Controls = Controls(at, it.Controls);
            return it;
        }

        private static ControlSettings Controls(RecordCursor at, ControlSettings controls)
        {
            if (!at.Has(controls != null))
            {
                return null;
            }

            ControlSettings it = controls ?? new ControlSettings();
            ControlSettings usual = new ControlSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.DeviceRebirth = at.Bool(it.DeviceRebirth, usual.DeviceRebirth);
            if ((has & 1 << 1) != 0) it.Properties = at.Bool(it.Properties, usual.Properties);
            if ((has & 1 << 2) != 0) it.Reboot = at.Bool(it.Reboot, usual.Reboot);
            if ((has & 1 << 3) != 0) it.NextServer = at.Bool(it.NextServer, usual.NextServer);
            if ((has & 1 << 4) != 0) it.ScanRateMaxMs = at.Int(it.ScanRateMaxMs, usual.ScanRateMaxMs);
            return it;
        }

        private static PrimaryHostSettings PrimaryHost(RecordCursor at, PrimaryHostSettings host)
        {
            if (!at.Has(host != null))
            {
                return null;
            }

            PrimaryHostSettings it = host ?? new PrimaryHostSettings();
            PrimaryHostSettings usual = new PrimaryHostSettings();
            int has = at.Group();
            if ((has & 1 << 0) != 0) it.Id = at.Text(it.Id, usual.Id);
            if ((has & 1 << 1) != 0) it.Legacy = at.Bool(it.Legacy, usual.Legacy);
            if ((has & 1 << 2) != 0) it.WaitMs = at.Int(it.WaitMs, usual.WaitMs);
            if ((has & 1 << 3) != 0) it.BirthDelayMaxMs = at.Int(it.BirthDelayMaxMs, usual.BirthDelayMaxMs);
            return it;
        }
    }
}
