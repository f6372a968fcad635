using System;
using System.Device.Gpio;
using System.Net.Security;
using System.Threading;
using FieldNode.Journal;
using FieldNode.Settings;
using GC = nanoFramework.Runtime.Native.GC;

namespace FieldNode.Esp32
{
    /// <summary>
    /// From reset to the loop. What is missing is shown on the LED and in the log. Without settings or certificates the node waits for
    /// somebody to bring them, and restarts once an hour to look again. Without network, time or broker it runs, and goes on trying.
    /// </summary>
    public sealed class Boot
    {
        private const string BoardFile = "I:\\board.json";
        private const string DefaultBoard = "olimex-esp32-poe-iso-wrover";
        private const int WaitTurnMs = 100;
        private const long WaitMaxMs = 3600000;

        private readonly DeviceLog log = new DeviceLog();
        private readonly FlashStore store = new FlashStore(FlashStore.UsualFolder);
        private readonly BootRecord record;
        private readonly GpioController gpio = new GpioController();
        private GpioPin watchdog;
        private Leds leds;

        /// <summary>Reads how the last run ended. No more than that: who fails from here on is marked (<see cref="Crash"/>).</summary>
        public Boot()
        {
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
                board = new SettingsJson(null).ParseBoard(SettingsJson.Read(BoardFile));
                pins = BoardPins.FindWired(board.Board);
                fault = BoardCheck.Fault(board, pins);
            }
            catch (Exception e)
            {
                fault = e.Message ?? BoardFile;
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
            return MakeNode(board, pins, settings, settingsCrc, ReadIdentity(settings));
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
            if (record.IsSafeMode)
            {
                log.Board(BoardEvent.SafeMode, record.FailedInARow, null);
                settings.Lines = null;
                settings.Devices = null;
                settings.Buses = null;
                settings.Sensors = null;
                settings.Terminals = null;
            }

            Node node = Build(settings, new Esp32Ports(field, wire, store, log, ReadPasswords(settings), record, settingsCrc, identity));
            power.Session = node.Session;
            new HangGuard(power).Start();
            return new Supervisor(node, new DeviceClock(time), power);
        }

        private NodeSettings ReadSettings(out int fileCrc)
        {
            string fault;
            try
            {
                SettingsSource source = new SettingsSource(store, log, new PowerPort(watchdog, record, null, null, leds, log));
                NodeSettings settings = source.Read();
                fileCrc = source.FileCrc;
                SettingsMark.Check(store, fileCrc, log.Ring, Environment.TickCount64, DeviceLog.BelievedUtcMs());
                return settings;
            }
            catch (Exception e)
            {
                fault = e.Message ?? SettingsSource.NodeFile;
            }

            fileCrc = 0;
            Wait(LedCode.BadSettings, BoardEvent.SettingsBad, fault);
            return null;
        }

        private LinkIdentity ReadIdentity(NodeSettings settings)
        {
            BrokerSettings broker = settings.Broker;
            OtherBrokerSettings[] others = settings.OtherBrokers ?? new OtherBrokerSettings[0];
            string[] authorities = new string[1 + others.Length];
            authorities[0] = Full(broker.CaFile);
            for (int i = 0; i < others.Length; i++)
            {
                authorities[i + 1] = others[i].CaFile == null ? authorities[0] : Full(others[i].CaFile);
            }

            string fault;
            try
            {
                return LinkIdentity.Load(authorities, Full(broker.CertificateFile), Full(broker.KeyFile));
            }
            catch (Exception e)
            {
                fault = e.Message ?? broker.CertificateFile;
            }

            Wait(LedCode.BadCertificate, BoardEvent.CertificateBad, fault);
            return null;
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
                return SettingsJson.ReadLine(Full(file));
            }
            catch (Exception e)
            {
                fault = e.Message ?? file;
            }

            Wait(LedCode.BadSettings, of, fault);
            return null;
        }

        /// <summary>Names in the settings are those of files beside the node file.</summary>
        private static string Full(string name)
        {
            return name.Length > 1 && name[1] == ':' ? name : "I:\\" + name;
        }

        /// <summary>
        /// Blinks and pets the watchdog for an hour: nanoff, which brings what is missing, restarts the board. Then it restarts by itself, for
        /// what failed may have been no fault of the file (memory, flash), and nobody else would find out.
        /// </summary>
        private void Wait(LedCode code, BoardEvent what, string text)
        {
            log.Board(what, 0, text);
            leds.Code = code;
            PowerPort power = new PowerPort(watchdog, record, null, null, leds, log);
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
    }
}
