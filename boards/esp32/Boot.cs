using System;
using System.Device.Gpio;
using System.IO;
using System.Net.Security;
using System.Threading;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// From reset to the loop. What is missing is shown on the LED and in the log. Without settings or certificates the node waits for
    /// somebody to bring them: a restart would not help. Without network, time or broker it runs, and goes on trying.
    /// </summary>
    public sealed class Boot
    {
        private const string BoardFile = "I:\\board.json";
        private const string NodeFile = "I:\\node.json";
        private const string DefaultBoard = "olimex-esp32-poe-iso-wrover";
        private const int FaultsMax = 8;
        private const int WaitTurnMs = 100;

        private readonly DeviceLog log = new DeviceLog();
        private readonly FlashStore store = new FlashStore(FlashStore.UsualFolder);
        private readonly BootRecord record;
        private readonly GpioController gpio = new GpioController();
        private BoardPins pins;
        private GpioPin watchdog;
        private Leds leds;

        /// <summary>Reads how the last run ended.</summary>
        public Boot()
        {
            record = new BootRecord(store);
            log.Board(BoardEvent.Started, (int)record.LastEnd, Esp32Ports.FirmwareVersion);
        }

        /// <summary>Runs until the board restarts.</summary>
        public void Run()
        {
            string fault = null;
            BoardSettings board = null;
            try
            {
                board = SettingsJson.ReadBoard(BoardFile);
                pins = Boards.ByName(board.Board);
                fault = pins == null ? "unknown board" : null;
            }
            catch (Exception e)
            {
                fault = e.Message ?? BoardFile;
            }

            pins = pins ?? Boards.ByName(DefaultBoard);
            watchdog = pins.Watchdog < 0 ? null : gpio.OpenPin(pins.Watchdog, PinMode.Output);
            leds = new Leds(gpio, pins.Led, pins.LedHigh);
            if (fault != null)
            {
                Wait(LedCode.BadSettings, BoardEvent.BoardFileBad, fault);
            }

            MakeNode(board).Run();
        }

        /// <summary>The last word after an exception that nothing else caught.</summary>
        public void Crash(Exception e)
        {
            log.Board(BoardEvent.Crashed, 0, e.Message);
            record.Mark(RunEnd.Exception);
        }

        /// <summary>
        /// Reads, checks and builds. The settings are some 36 KB of objects for 100 tags (measured on nanoCLR), and the interpreter keeps
        /// what a frame still names: so this method returns before the loop begins, and nothing holds them then.
        /// </summary>
        private Supervisor MakeNode(BoardSettings board)
        {
            NodeSettings settings = ReadSettings();
            LinkIdentity identity = ReadIdentity(settings.Broker);
            Network network = new Network(board, ReadSecret(board.WifiPasswordFile));
            network.Start(Environment.TickCount64);
            TimeKeeper time = new TimeKeeper(board, network, store, board.Rtc ? MakeRtc() : null);
            PowerPort power = new PowerPort(watchdog, record, network, time, leds, log);
            SslProtocols protocols = board.Tls == 13 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.Tls12;
            TlsLink link = new TlsLink(identity, protocols, network);
            M2MqttWire wire = new M2MqttWire(link, link, M2MqttWire.UsualPacketMax);
            if (record.IsSafeMode)
            {
                log.Board(BoardEvent.SafeMode, record.FailedInARow, null);
                LeaveField(settings);
            }

            string password = ReadSecret(settings.Broker.PasswordFile);
            Node node = NodeBuilder.Build(settings, new Esp32Ports(pins, wire, store, log, password, record));
            power.Session = node.Session;
            new HangGuard(power).Start();
            return new Supervisor(node, new DeviceClock(time), power);
        }

        /// <summary>Safe mode: no line, no bus, no pin. The node publishes only itself.</summary>
        private static void LeaveField(NodeSettings settings)
        {
            settings.Lines = null;
            settings.Devices = null;
            settings.Buses = null;
            settings.Sensors = null;
            settings.Terminals = null;
        }

        private NodeSettings ReadSettings()
        {
            string fault;
            try
            {
                NodeSettings settings = SettingsJson.ReadNode(NodeFile);
                FaultList faults = new FaultList(FaultsMax);
                if (SettingsCheck.Run(settings, faults))
                {
                    return settings;
                }

                fault = faults.Count == 0 ? "check" : faults.PathOf(0) + ": " + faults.ValueOf(0) + ", allowed " + faults.AllowedOf(0);
            }
            catch (Exception e)
            {
                fault = e.Message ?? NodeFile;
            }

            Wait(LedCode.BadSettings, BoardEvent.SettingsBad, fault);
            return null;
        }

        private LinkIdentity ReadIdentity(BrokerSettings broker)
        {
            string fault;
            try
            {
                return LinkIdentity.Load(Full(broker.CaFile), Full(broker.CertificateFile), Full(broker.KeyFile));
            }
            catch (Exception e)
            {
                fault = e.Message ?? broker.CertificateFile;
            }

            Wait(LedCode.BadCertificate, BoardEvent.CertificateBad, fault);
            return null;
        }

        private Ds3231 MakeRtc()
        {
            try
            {
                nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(
                    pins.I2cData, nanoFramework.Hardware.Esp32.DeviceFunction.I2C1_DATA);
                nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(
                    pins.I2cClock, nanoFramework.Hardware.Esp32.DeviceFunction.I2C1_CLOCK);
                return new Ds3231();
            }
            catch (Exception)
            {
                return null; // then NTP has to bring the time
            }
        }

        private static string ReadSecret(string file)
        {
            return file == null ? null : File.ReadAllText(Full(file)).TrimEnd('\r', '\n');
        }

        /// <summary>Names in the settings are those of files beside the node file.</summary>
        private static string Full(string name)
        {
            return name.Length > 1 && name[1] == ':' ? name : "I:\\" + name;
        }

        /// <summary>Blinks and pets the watchdog for ever: nanoff, which brings what is missing, restarts the board.</summary>
        private void Wait(LedCode code, BoardEvent what, string text)
        {
            log.Board(what, 0, text);
            leds.Code = code;
            PowerPort power = new PowerPort(watchdog, record, null, null, leds, log);
            while (true)
            {
                power.Pet();
                Thread.Sleep(WaitTurnMs);
            }
        }
    }
}
