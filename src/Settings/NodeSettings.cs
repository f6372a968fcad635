namespace FieldNode.Settings
{
    /// <summary>
    /// The node file (<c>node.json</c>). Plain classes with fields' worth of public properties and arrays, so that both
    /// nanoFramework.Json and System.Text.Json fill the same model. JSON names are the property names in camelCase.
    /// A number that is absent keeps the default given here.
    /// </summary>
    public sealed class NodeSettings
    {
        /// <summary>Version of the file's form; 1. Must be given.</summary>
        public int Version { get; set; }
        /// <summary>Sparkplug group id, 1 to 64 bytes of UTF-8 without <c>+ / #</c>.</summary>
        public string Group { get; set; }
        /// <summary>Sparkplug edge node id, as <see cref="Group"/>.</summary>
        public string Node { get; set; }
        /// <summary>Where and how to publish.</summary>
        public BrokerSettings Broker { get; set; }
        /// <summary>Further brokers in the order in which they are tried after <see cref="Broker"/>, at most 3; null: none.</summary>
        public OtherBrokerSettings[] OtherBrokers { get; set; }
        /// <summary>Sparkplug choices; null: defaults.</summary>
        public SparkplugSettings Sparkplug { get; set; }
        /// <summary>Serial lines, at most 8; null: none.</summary>
        public LineSettings[] Lines { get; set; }
        /// <summary>Sparkplug devices, at most 64; each hangs on one line. Null: none, the node publishes only
        /// itself.</summary>
        public DeviceSettings[] Devices { get; set; }
        /// <summary>Buses that sensors hang on; none: null.</summary>
        public BusSettings[] Buses { get; set; }
        /// <summary>Sensors on them; none: null.</summary>
        public SensorSettings[] Sensors { get; set; }
        /// <summary>The board's own pins; null: not used.</summary>
        public TerminalSettings Terminals { get; set; }
        /// <summary>Updates over the node's own session; null: none.</summary>
        public UpdateSettings Update { get; set; }
        /// <summary>Store and forward; null: its defaults.</summary>
        public JournalSettings Journal { get; set; }
        /// <summary>The node's heartbeat counts up once in so many ms, 1000 to 86400000; 0: none, and no care metrics.</summary>
        public int HeartbeatMs { get; set; } = 10000;
        /// <summary>Name of the board whose pins are checked, such as esp32; null: not checked.</summary>
        public string Board { get; set; }
    }

    /// <summary>The broker and our identity towards it.</summary>
    public sealed class BrokerSettings
    {
        /// <summary>Host name as in its certificate.</summary>
        public string Host { get; set; }
        /// <summary>TCP port, 1 to 65535, usually 8883 or 443.</summary>
        public int Port { get; set; } = 8883;
        /// <summary>MQTT client id; null: group-node.</summary>
        public string ClientId { get; set; }
        /// <summary>User name besides the certificate, or null.</summary>
        public string User { get; set; }
        /// <summary>File that holds the password (never the password itself), or null.</summary>
        public string PasswordFile { get; set; }
        /// <summary>PEM file of the only CA that is trusted: a root, or an issuing CA by itself.</summary>
        public string CaFile { get; set; }
        /// <summary>PEM file of the node's certificate.</summary>
        public string CertificateFile { get; set; }
        /// <summary>PEM file of the node's private key.</summary>
        public string KeyFile { get; set; }
        /// <summary>MQTT keep-alive, 5 to 3600 s.</summary>
        public int KeepAliveS { get; set; } = 30;
        /// <summary>The first attempt to connect after a start, a lost session or a network that was away waits a random time of up to so many ms, 0 to 600000: what takes one node's link takes that of thousands.</summary>
        public int ConnectDelayMaxMs { get; set; }
    }

    /// <summary>A further broker. Client id, certificate, key and keep-alive are those of the first.</summary>
    public sealed class OtherBrokerSettings
    {
        /// <summary>Host name as in its certificate.</summary>
        public string Host { get; set; }
        /// <summary>TCP port, 1 to 65535, usually 8883 or 443.</summary>
        public int Port { get; set; } = 8883;
        /// <summary>User name besides the certificate, or null.</summary>
        public string User { get; set; }
        /// <summary>File that holds the password (never the password itself), or null.</summary>
        public string PasswordFile { get; set; }
        /// <summary>PEM file of the only CA that is trusted for it; null: that of the first broker.</summary>
        public string CaFile { get; set; }
    }

    /// <summary>The host that the node's data is meant for.</summary>
    public sealed class PrimaryHostSettings
    {
        /// <summary>Its host id, 1 to 64 bytes of UTF-8 without <c>+ / #</c>; births wait until its STATE says that it is online.</summary>
        public string Id { get; set; }
        /// <summary>It speaks version 2.2: topic STATE/{id}, text ONLINE or OFFLINE, no timestamps.</summary>
        public bool Legacy { get; set; }
        /// <summary>How long a broker may leave the node without an online STATE before the next one is tried, 1000 to 3600000 ms.</summary>
        public int WaitMs { get; set; } = 30000;
        /// <summary>Births follow an online STATE after a random time of up to so many ms, 0 to 60000: one STATE wakes all nodes.</summary>
        public int BirthDelayMaxMs { get; set; } = 1000;
    }

    /// <summary>Sparkplug choices.</summary>
    public sealed class SparkplugSettings
    {
        /// <summary>Numbers instead of names in data; off for hosts without an alias table.</summary>
        public bool Aliases { get; set; } = true;
        /// <summary>readOnly: nothing of what hosts send passes but rebirth. commands: they may write tags that are declared writable.</summary>
        public string Mode { get; set; } = "readOnly";
        /// <summary>Largest data payload, 256 to 65535 bytes; more changes go into further messages.</summary>
        public int FrameBytesMax { get; set; } = 2048;
        /// <summary>How often the node's own metrics are sampled, 1000 to 86400000 ms.</summary>
        public int HealthPeriodMs { get; set; } = 10000;
        /// <summary>The host that the node's data is meant for; null: births wait for nobody.</summary>
        public PrimaryHostSettings PrimaryHost { get; set; }
        /// <summary>What hosts may ask for besides a rebirth of the node; null: nothing.</summary>
        public ControlSettings Controls { get; set; }
        /// <summary>Contact of the terminals that must be on, and good, for a write to pass; null: none.</summary>
        public string KeySwitch { get; set; }
        /// <summary>Values that hosts may write in a minute, at once or evenly, 0 to 6000; 0: no limit.</summary>
        public int WritesPerMinuteMax { get; set; }
        /// <summary>Writes that are older than so many ms by their payload's time, or as far ahead of the node's clock, or that have no time, are refused, 0 to 86400000; 0: not looked at.</summary>
        public int CommandAgeMaxMs { get; set; }
        /// <summary>int_value, or long_value for hosts that look for a UInt32 there.</summary>
        public string Uint32 { get; set; } = "int_value";
        /// <summary>birth, or rebirth for hosts that drop the DBIRTH of a device that died.</summary>
        public string DeviceReturn { get; set; } = "birth";
        /// <summary>Data carries the datatype of each metric too, for hosts that do not remember the birth's.</summary>
        public bool DatatypeInData { get; set; }
        /// <summary>off, or echo: the node subscribes to its own births, and tells which of them do not come back.</summary>
        public string Verify { get; set; } = "off";
    }

    /// <summary>One serial line with Modbus RTU slaves.</summary>
    public sealed class LineSettings
    {
        /// <summary>Name that devices refer to, 1 to 32 bytes; unique.</summary>
        public string Name { get; set; }
        /// <summary>Port: /dev/ttyUSB0, COM3 on a PC; COM2 on the device. One line per port.</summary>
        public string Port { get; set; }
        /// <summary>Baud rate: one of the usual ones from 1200 to 230400.</summary>
        public int Baud { get; set; } = 9600;
        /// <summary>even, odd or none (none means two stop bits by the standard; stopBits says otherwise).</summary>
        public string Parity { get; set; } = "even";
        /// <summary>1 or 2; 0: as the standard has it for the parity.</summary>
        public int StopBits { get; set; }
        /// <summary>How long a slave may take until its first byte, 10 to 10000 ms.</summary>
        public int ReplyTimeoutMs { get; set; } = 300;
        /// <summary>Registers that nobody asked for but that may be read to merge two requests into one, 0 to
        /// 120.</summary>
        public int MergeGap { get; set; } = 8;
        /// <summary>Registers in one request, 1 to 125.</summary>
        public int RegistersMax { get; set; } = 125;
        /// <summary>Silence on the line before each request, 0 to 1000 ms, if it is more than 3.5 characters.</summary>
        public int PauseMs { get; set; }
        /// <summary>Pause within a reply that does not end it, 0 to 1000 ms.</summary>
        public int GapMs { get; set; } = 100;
        /// <summary>The line ends at a gateway, behind which units up to 255 may be.</summary>
        public bool Gateway { get; set; }
    }

    /// <summary>One Sparkplug device: a Modbus slave.</summary>
    public sealed class DeviceSettings
    {
        /// <summary>Sparkplug device id, as <see cref="NodeSettings.Group"/>; unique in the node.</summary>
        public string Name { get; set; }
        /// <summary>Name of the line.</summary>
        public string Line { get; set; }
        /// <summary>Modbus unit, 1 to 247, behind a gateway to 255; unique on its line.</summary>
        public int Unit { get; set; }
        /// <summary>Attempts after the first one that failed, 0 to 10, before the slave counts as gone.</summary>
        public int Retries { get; set; } = 2;
        /// <summary>From its reply to the next request to it, 0 to 10000 ms.</summary>
        public int PauseMs { get; set; }
        /// <summary>Registers in one request to it, 1 to 125; 0: as its line has it.</summary>
        public int RegistersMax { get; set; }
        /// <summary>It knows only the functions that write many: 15 instead of 5, 16 instead of 6.</summary>
        public bool WriteMultiple { get; set; }
        /// <summary>Its tags, at least one; at most 2000 in the node.</summary>
        public TagSettings[] Tags { get; set; }
    }

    /// <summary>One tag of a device.</summary>
    public sealed class TagSettings
    {
        /// <summary>Metric name, 1 to 128 bytes; <c>/</c> makes folders. Unique in the device.</summary>
        public string Name { get; set; }
        /// <summary>coil, discrete, holding or input; null if <see cref="Address"/> is in 4xxxx form.</summary>
        public string Table { get; set; }
        /// <summary>0-based address with <see cref="Table"/>; without it in 4xxxx form, see
        /// <see cref="FieldNode.Field.Modbus.ModbusAddress"/>. Must be given: -1 is no address.</summary>
        public int Address { get; set; } = -1;
        /// <summary>How the registers are read: bool, int16, uint16, int32, uint32, int64, uint64, float, double,
        /// string, uint8, int8, bcd, mod10, umod10.</summary>
        public string Type { get; set; } = "uint16";
        /// <summary>abcd (big-endian), cdab (words swapped), badc (bytes swapped), dcba.</summary>
        public string Order { get; set; } = "abcd";
        /// <summary>Bit 0 (lowest) to 15 of a register for type bool in holding or input; -1: true if the register is
        /// not 0. For uint8 and int8: 8 for the high byte, -1 or 0 for the low one.</summary>
        public int Bit { get; set; } = -1;
        /// <summary>Registers of a string (1 to 125), of a bcd (1 to 4), of a mod10 or umod10 (2 to 4).</summary>
        public int Length { get; set; }
        /// <summary>What the bytes of a string mean: utf-8, latin1, ascii.</summary>
        public string Charset { get; set; } = "utf-8";
        /// <summary>What the registers hold if the slave has no value, hexadecimal and as long as they are, or nan; null: no such
        /// code.</summary>
        public string NotAvailable { get; set; }
        /// <summary>Address, written as <see cref="Address"/>, of a register whose value n scales the tag's: raw * 10^n; -1:
        /// none.</summary>
        public int ScaleAddress { get; set; } = -1;
        /// <summary>Sparkplug datatype to publish as; null: Float where scaled, else that of the type.</summary>
        public string PublishAs { get; set; }
        /// <summary>value = raw * scale + offset; not 0. Only for numbers, as offset, low, high and both
        /// deadbands.</summary>
        public double Scale { get; set; } = 1;
        /// <summary>Added after scale.</summary>
        public double Offset { get; set; }
        /// <summary>Engineering unit, at most 32 bytes, or null.</summary>
        public string Unit { get; set; }
        /// <summary>Low end of the range in engineering units; low and high both 0: no range.</summary>
        public double Low { get; set; }
        /// <summary>High end of the range, above <see cref="Low"/>.</summary>
        public double High { get; set; }
        /// <summary>Deadband in engineering units, 0 or more.</summary>
        public double Deadband { get; set; }
        /// <summary>Deadband as percent of high - low, 0 to 100; the larger of both counts.</summary>
        public double DeadbandPercent { get; set; }
        /// <summary>Poll period, 50 to 86400000 ms.</summary>
        public int PeriodMs { get; set; } = 1000;
        /// <summary>Minimum report interval, 0 to 86400000 ms; 0: no limit.</summary>
        public int MinReportMs { get; set; }
        /// <summary>Maximum report interval, up to 86400000 ms and not below <see cref="MinReportMs"/>; 0: on change
        /// only.</summary>
        public int MaxReportMs { get; set; }
        /// <summary>May be written by a host (needs sparkplug.mode commands): a coil or whole holding registers, no
        /// string.</summary>
        public bool Writable { get; set; }
        /// <summary>Calibration, service, watch; or null.</summary>
        public CareSettings Care { get; set; }
    }
}
