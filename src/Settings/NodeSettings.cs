namespace FieldNode.Settings
{
    /// <summary>
    /// The node file (<c>node.json</c>). Plain classes with fields' worth of public properties and arrays, so that both
    /// nanoFramework.Json and System.Text.Json fill the same model. JSON names are the property names in camelCase.
    /// A number that is absent keeps the default given here.
    /// </summary>
    public sealed class NodeSettings
    {
        /// <summary>Version of the file's form; 1.</summary>
        public int Version { get; set; }
        /// <summary>Sparkplug group id.</summary>
        public string Group { get; set; }
        /// <summary>Sparkplug edge node id.</summary>
        public string Node { get; set; }
        /// <summary>Where and how to publish.</summary>
        public BrokerSettings Broker { get; set; }
        /// <summary>Sparkplug choices; null: defaults.</summary>
        public SparkplugSettings Sparkplug { get; set; }
        /// <summary>Serial lines.</summary>
        public LineSettings[] Lines { get; set; }
        /// <summary>Sparkplug devices; each hangs on one line.</summary>
        public DeviceSettings[] Devices { get; set; }
    }

    /// <summary>The broker and our identity towards it.</summary>
    public sealed class BrokerSettings
    {
        /// <summary>Host name as in its certificate.</summary>
        public string Host { get; set; }
        /// <summary>TCP port, usually 8883 or 443.</summary>
        public int Port { get; set; } = 8883;
        /// <summary>MQTT client id; null: group-node.</summary>
        public string ClientId { get; set; }
        /// <summary>User name besides the certificate, or null.</summary>
        public string User { get; set; }
        /// <summary>File that holds the password (never the password itself), or null.</summary>
        public string PasswordFile { get; set; }
        /// <summary>PEM file of the only CA that is trusted.</summary>
        public string CaFile { get; set; }
        /// <summary>PEM file of the node's certificate.</summary>
        public string CertificateFile { get; set; }
        /// <summary>PEM file of the node's private key.</summary>
        public string KeyFile { get; set; }
        /// <summary>Keep-alive in s, 5 to 3600.</summary>
        public int KeepAliveS { get; set; } = 30;
    }

    /// <summary>Sparkplug choices.</summary>
    public sealed class SparkplugSettings
    {
        /// <summary>Numbers instead of names in data; off for hosts without an alias table.</summary>
        public bool Aliases { get; set; } = true;
        /// <summary>Hosts may write tags that are declared writable. Off: nothing passes but rebirth.</summary>
        public bool AllowWrites { get; set; }
        /// <summary>Largest data payload in bytes; more changes go into further messages.</summary>
        public int FrameBytesMax { get; set; } = 2048;
        /// <summary>How often the node's own metrics are sampled, in ms.</summary>
        public int HealthPeriodMs { get; set; } = 10000;
    }

    /// <summary>One serial line with Modbus RTU slaves.</summary>
    public sealed class LineSettings
    {
        /// <summary>Name that devices refer to.</summary>
        public string Name { get; set; }
        /// <summary>Port: /dev/ttyUSB0, COM3 on a PC; COM2 on the device.</summary>
        public string Port { get; set; }
        /// <summary>Baud rate.</summary>
        public int Baud { get; set; } = 9600;
        /// <summary>even, odd or none (none means two stop bits by the standard; stopBits says otherwise).</summary>
        public string Parity { get; set; } = "even";
        /// <summary>1 or 2; 0: as the standard has it for the parity.</summary>
        public int StopBits { get; set; }
        /// <summary>How long a slave may take until its first byte, in ms.</summary>
        public int ReplyTimeoutMs { get; set; } = 300;
        /// <summary>Registers that nobody asked for but that may be read to merge two requests into one.</summary>
        public int MergeGap { get; set; } = 8;
        /// <summary>Registers in one request, at most 125.</summary>
        public int RegistersMax { get; set; } = 125;
    }

    /// <summary>One Sparkplug device: a Modbus slave.</summary>
    public sealed class DeviceSettings
    {
        /// <summary>Sparkplug device id.</summary>
        public string Name { get; set; }
        /// <summary>Name of the line.</summary>
        public string Line { get; set; }
        /// <summary>Modbus unit, 1 to 247.</summary>
        public int Unit { get; set; }
        /// <summary>Attempts after the first one that failed, before the slave counts as gone.</summary>
        public int Retries { get; set; } = 2;
        /// <summary>Its tags.</summary>
        public TagSettings[] Tags { get; set; }
    }

    /// <summary>One tag of a device.</summary>
    public sealed class TagSettings
    {
        /// <summary>Metric name.</summary>
        public string Name { get; set; }
        /// <summary>coil, discrete, holding or input; null if <see cref="Address"/> is in 4xxxx form.</summary>
        public string Table { get; set; }
        /// <summary>0-based address with <see cref="Table"/>; without it 40001 to 465536 or 30001 to 365536 (or 1xxxx, 0xxxx as 6 digits).</summary>
        public int Address { get; set; }
        /// <summary>How the registers are read: bool, int16, uint16, int32, uint32, int64, uint64, float, double, string.</summary>
        public string Type { get; set; } = "uint16";
        /// <summary>abcd (big-endian), cdab (words swapped), badc (bytes swapped), dcba.</summary>
        public string Order { get; set; } = "abcd";
        /// <summary>Bit 0 to 15 of a register for type bool in holding or input; -1: none.</summary>
        public int Bit { get; set; } = -1;
        /// <summary>Registers of a string.</summary>
        public int Length { get; set; }
        /// <summary>Sparkplug datatype to publish as; null: Float where scaled, else that of the type.</summary>
        public string PublishAs { get; set; }
        /// <summary>value = raw * scale + offset.</summary>
        public double Scale { get; set; } = 1;
        /// <summary>Added after scale.</summary>
        public double Offset { get; set; }
        /// <summary>Engineering unit.</summary>
        public string Unit { get; set; }
        /// <summary>Low end of the range; counts when high is greater.</summary>
        public double Low { get; set; }
        /// <summary>High end of the range.</summary>
        public double High { get; set; }
        /// <summary>Deadband in engineering units.</summary>
        public double Deadband { get; set; }
        /// <summary>Deadband as percent of high - low.</summary>
        public double DeadbandPercent { get; set; }
        /// <summary>Poll period in ms.</summary>
        public int PeriodMs { get; set; } = 1000;
        /// <summary>Minimum report interval in ms.</summary>
        public int MinReportMs { get; set; }
        /// <summary>Maximum report interval in ms; 0: on change only.</summary>
        public int MaxReportMs { get; set; }
        /// <summary>May be written by a host (needs sparkplug.allowWrites).</summary>
        public bool Writable { get; set; }
    }
}
