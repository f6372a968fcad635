using System;
using System.Device.Gpio;
using System.Net.Security;
using System.Threading;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using GC = nanoFramework.Runtime.Native.GC;

namespace FieldNode.Esp32
{
    /// <summary>
    /// From reset to the loop. What is missing is shown on the LED and in the log. Without settings or certificates the node waits for
    /// somebody to bring them, and restarts once an hour to look again. Without network, time or broker it runs, and goes on trying.
    /// </summary>
    public sealed class Boot
    {
        private const string DefaultBoard = "olimex-esp32-poe-iso-wrover";
        private const int WaitTurnMs = 100;
        private const long WaitMaxMs = 3600000;

        private readonly DeviceLog log = new DeviceLog();
        private readonly StoreWatch store = new StoreWatch(new FlashStore(FlashStore.UsualFolder));
        private readonly BootRecord record;
        private readonly HandOver start; // null: deployed without a loader
        private readonly NodeFiles files;
        private readonly GpioController gpio = new GpioController();
        private int boardCrc;
        private GpioPin watchdog;
        private Leds leds;

        /// <summary>Reads how the last run ended. No more than that: who fails from here on is marked (<see cref="Crash"/>).</summary>
        /// <param name="start">What the loader says, or null without one.</param>
        public Boot(HandOver start)
        {
            this.start = start;
            files = new NodeFiles(start);
            record = new BootRecord(store);
        }

        /// <summary>Runs until the board restarts.</summary>
        public void Run()
        {
            log.Ring = new EventRing(store);
            log.Ring.Start(record.LastEnd, Esp32Ports.FirmwareVersion, Environment.TickCount64, DeviceLog.BelievedUtcMs());
            log.Board(BoardEvent.Started, (int)record.LastEnd, Esp32Ports.FirmwareVersion);
            Supervisor supervisor = MakeNode();
            GC.Run(true); // what the start left is gone, and the node begins with one free block
            supervisor.Run();
        }

        // The runtime keeps what any frame still names: what only the start needs is named in frames that have ended when the node begins.
        private Supervisor MakeNode()
        {
            string fault;
            BoardSettings board = null;
            BoardPins pins = null;
            try
            {
                byte[] file = files.Read(NodeFiles.BoardFile);
                boardCrc = Crc32.Of(file, 0, file.Length);
                board = new SettingsJson(null).ParseBoard(file);
                pins = BoardPins.FindWired(board.Board);
                fault = BoardCheck.Fault(board, pins);
            }
            catch (Exception e)
            {
                fault = e.Message ?? NodeFiles.BoardFile;
            }

            pins = pins ?? BoardPins.FindWired(DefaultBoard);
            watchdog = pins.Watchdog < 0 ? null : gpio.OpenPin(pins.Watchdog, PinMode.Output);
            leds = new Leds(gpio, pins.Led);
            if (fault != null)
            {
                Wait(LedCode.BadSettings, BoardEvent.BoardFileBad, fault);
            }

            // Settings of 100 tags are some 40 KB (measured on nanoCLR), as much as the node.
            NodeSettings settings = ReadSettings(out int settingsCrc);
            LinkIdentity identity = ReadIdentity(settings);
            if (start != null)
            {
                start.Forget();
            }

            return MakeNode(board, pins, settings, settingsCrc, identity);
        }

        /// <summary>The last word after an exception that nothing else caught. The mark comes first: memory may be what it died of.</summary>
        public void Crash(Exception e)
        {
            record.Mark(RunEnd.Exception);
            log.Board(BoardEvent.Crashed, 0, e.Message);
            log.CloseRing();
        }

        private Supervisor MakeNode(BoardSettings board, BoardPins pins, NodeSettings settings, int settingsCrc, LinkIdentity identity)
        {
            Network network = new Network(board, ReadSecret(board.WifiPasswordFile, BoardEvent.BoardFileBad));
            network.Start(Environment.TickCount64);
            Esp32FieldPorts field = new Esp32FieldPorts(pins, gpio, board.Sensors == "packages");
            TimeKeeper time = new TimeKeeper(board, network, store, board.Rtc ? new Ds3231(field.I2c()) : null, identity.EndMs);
            PowerPort power = new PowerPort(watchdog, record, network, time, leds, log);
            SslProtocols protocols = board.Tls == 13 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.Tls12;
            TlsLink link = new TlsLink(identity, protocols, network);
            M2MqttWire wire = new M2MqttWire(link, link, M2MqttWire.UsualPacketMax);
            LeaveField(settings);
            Node node = Build(settings, Ports(board, pins, settings, settingsCrc, identity, field, wire));
            power.Session = node.Session;
            new HangGuard(power).Start();
            return new Supervisor(node, new DeviceClock(time), power);
        }

        private Esp32Ports Ports(BoardSettings board, BoardPins pins, NodeSettings settings, int settingsCrc, LinkIdentity identity,
            Esp32FieldPorts field, M2MqttWire wire)
        {
            string[] passwords = ReadPasswords(settings);
            if (start == null)
            {
                return new Esp32Ports(field, wire, store, log, passwords, record, settingsCrc, identity);
            }

            UpdateTarget target = UpdateFacts.Target(pins.Name, board.DriveKb != 0 ? board.DriveKb : pins.DriveKb, start.Loader);
            BrokerSettings broker = settings.Broker;
            OwnParts parts = new OwnParts(pins.Name, Authorities(settings), NodeFiles.Full(broker.CertificateFile), NodeFiles.Full(broker.KeyFile),
                new NewKey(store));
            return new UpdatablePorts(field, wire, store, log, passwords, record, settingsCrc, identity, start, target, parts, boardCrc);
        }

        // Safe mode, and a deployed firmware that is older than what this node has run: it connects and can be updated.
        private void LeaveField(NodeSettings settings)
        {
            bool isRestricted = start != null && start.IsRestricted;
            if (isRestricted)
            {
                log.Board(BoardEvent.UpdateOnly, 0, null);
            }

            if (record.IsSafeMode)
            {
                log.Board(BoardEvent.SafeMode, record.FailedInARow, null);
            }

            if (isRestricted || record.IsSafeMode)
            {
                BareSettings.LeaveField(settings);
            }
        }

        private NodeSettings ReadSettings(out int fileCrc)
        {
            string fault;
            try
            {
                SettingsSource source = new SettingsSource(files, store, log, new PowerPort(watchdog, record, null, null, leds, log));
                NodeSettings settings = source.Read();
                fileCrc = source.FileCrc;
                SettingsMark.Check(store, fileCrc, log.Ring, Environment.TickCount64, DeviceLog.BelievedUtcMs());
                return settings;
            }
            catch (Exception e)
            {
                fault = e.Message ?? NodeFiles.NodeFile;
            }

            fileCrc = 0;
            Wait(LedCode.BadSettings, BoardEvent.SettingsBad, fault);
            return null;
        }

        private LinkIdentity ReadIdentity(NodeSettings settings)
        {
            BrokerSettings broker = settings.Broker;
            string fault;
            try
            {
                return LinkIdentity.Load(files, Authorities(settings), NodeFiles.Full(broker.CertificateFile), NodeFiles.Full(broker.KeyFile), new NewKey(store));
            }
            catch (Exception e)
            {
                fault = e.Message ?? broker.CertificateFile;
            }

            Wait(LedCode.BadCertificate, BoardEvent.CertificateBad, fault);
            return null;
        }

        private static string[] Authorities(NodeSettings settings)
        {
            OtherBrokerSettings[] others = settings.OtherBrokers ?? new OtherBrokerSettings[0];
            string[] authorities = new string[1 + others.Length];
            authorities[0] = NodeFiles.Full(settings.Broker.CaFile);
            for (int i = 0; i < others.Length; i++)
            {
                authorities[i + 1] = others[i].CaFile == null ? authorities[0] : NodeFiles.Full(others[i].CaFile);
            }

            return authorities;
        }

        /// <summary>Makes the node. What the file wants and the board does not have is the installer's, and a restart would not help.</summary>
        private Node Build(NodeSettings settings, Esp32Ports ports)
        {
            try
            {
                Node node = NodeBuilder.Build(settings, ports);
                ports.EndConstruction();
                return node;
            }
            catch (ArgumentException e)
            {
                Wait(LedCode.BadSettings, BoardEvent.SettingsBad, e.Message);
                return null;
            }
        }

        private string[] ReadPasswords(NodeSettings settings)
        {
            OtherBrokerSettings[] others = settings.OtherBrokers ?? new OtherBrokerSettings[0];
            string[] passwords = new string[1 + others.Length];
            passwords[0] = ReadSecret(settings.Broker.PasswordFile, BoardEvent.SettingsBad);
            for (int i = 0; i < others.Length; i++)
            {
                passwords[i + 1] = ReadSecret(others[i].PasswordFile, BoardEvent.SettingsBad);
            }

            return passwords;
        }

        // A file that a file names: if it is not there, that is a fault of the file which names it.
        private string ReadSecret(string file, BoardEvent of)
        {
            if (file == null)
            {
                return null;
            }

            string fault;
            try
            {
                return SettingsJson.ReadLine(NodeFiles.Full(file));
            }
            catch (Exception e)
            {
                fault = e.Message ?? file;
            }

            Wait(LedCode.BadSettings, of, fault);
            return null;
        }

        /// <summary>
        /// Blinks and pets the watchdog for an hour: nanoff, which brings what is missing, restarts the board. Then it restarts by itself, for
        /// what failed may have been no fault of the file (memory, flash), and nobody else would find out. A trial is not waited for.
        /// </summary>
        private void Wait(LedCode code, BoardEvent what, string text)
        {
            log.Board(what, 0, text);
            leds.Code = code;
            PowerPort power = new PowerPort(watchdog, record, null, null, leds, log);
            RefuseTrial(power);
            long endMs = Environment.TickCount64 + WaitMaxMs;
            while (true)
            {
                power.Pet();
                log.StepRing();
                if (Environment.TickCount64 >= endMs)
                {
                    power.Reboot((int)RunEnd.Waited);
                }

                Thread.Sleep(WaitTurnMs);
            }
        }

        // What was on trial cannot start with the files that there are: what was before it can.
        private void RefuseTrial(PowerPort power)
        {
            if (start == null || !start.IsTrial)
            {
                return;
            }

            UpdateRecord slots = new UpdateRecord(store);
            for (int i = 0; i < UpdateRecord.Slots; i++)
            {
                if (slots.StateOf(i) == SlotState.Trial)
                {
                    slots.Take(i, SlotSignal.Refused, UpdateReason.BadSettings);
                    slots.Keep(); // if it is not kept, this start counts as one of the three
                }
            }

            log.Board(BoardEvent.TrialRefused, (int)UpdateReason.BadSettings, null);
            power.Reboot((int)RunEnd.Waited);
        }
    }
}
