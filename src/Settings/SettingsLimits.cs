namespace FieldNode.Settings
{
    /// <summary>What a node file may ask for. <see cref="SettingsCheck"/> holds it to these, docs/settings.md tells
    /// them.</summary>
    public static class SettingsLimits
    {
        /// <summary>The only version of the file's form.</summary>
        public const int Version = 1;

        /// <summary>Serial lines of a node.</summary>
        public const int LinesMax = 8;
        /// <summary>Sparkplug devices of a node.</summary>
        public const int DevicesMax = 64;
        /// <summary>Buses of a node.</summary>
        public const int BusesMax = 16;
        /// <summary>Sensors of a node.</summary>
        public const int SensorsMax = 64;
        /// <summary>Contacts, outputs and counters together.</summary>
        public const int PinsMax = 64;
        /// <summary>Highest number of a pin: Linux boards count far.</summary>
        public const int PinHighest = 1023;
        /// <summary>Tags of all devices together.</summary>
        public const int TagsMax = 2000;

        /// <summary>Smallest ring of the journal, in bytes.</summary>
        public const int JournalRamMin = 4096;
        /// <summary>Largest ring of the journal, in bytes.</summary>
        public const int JournalRamMax = 1048576;
        /// <summary>Longest hold window, in ms.</summary>
        public const int JournalHoldMaxMs = 3600000;
        /// <summary>Shortest hold window with a primary host, in ms: 1.5 times a keep-alive of 30 s. A host with a longer one needs a longer window.</summary>
        public const int HostHoldMinMs = 45000;
        /// <summary>Shortest time between two receipts, in ms.</summary>
        public const int JournalConfirmMinMs = 200;
        /// <summary>Longest time between two receipts while data flows, in ms.</summary>
        public const int JournalConfirmMaxMs = 60000;
        /// <summary>Least flash of the journal, in bytes: four segments.</summary>
        public const int JournalFlashMin = 16384;
        /// <summary>Most flash of the journal, in bytes.</summary>
        public const int JournalFlashMax = 4194304;
        /// <summary>Shortest outage after which the journal goes to flash, in ms.</summary>
        public const int JournalFlashAfterMinMs = 10000;

        /// <summary>Shortest time online after which a trial is confirmed, in ms.</summary>
        public const int ConfirmMinMs = 10000;

        /// <summary>Bytes of UTF-8 of a group, node or device id: they are in the topic of every message.</summary>
        public const int IdBytesMax = 64;
        /// <summary>Bytes of UTF-8 of a metric name.</summary>
        public const int MetricNameBytesMax = 128;
        /// <summary>Bytes of UTF-8 of a line's name: it is a part of the names of the node's own metrics.</summary>
        public const int LineNameBytesMax = 32;
        /// <summary>Bytes of UTF-8 of an engineering unit.</summary>
        public const int UnitBytesMax = 32;
        /// <summary>Bytes of UTF-8 of an MQTT client id and of a user name.</summary>
        public const int MqttTextBytesMax = 128;
        /// <summary>Bytes of UTF-8 of a file name and of a serial port's name.</summary>
        public const int FileNameBytesMax = 255;
        /// <summary>Characters of a host name (RFC 1035, section 2.3.4).</summary>
        public const int HostLengthMax = 253;

        /// <summary>Brokers beside the first.</summary>
        public const int OtherBrokersMax = 3;
        /// <summary>Shortest wait for a STATE of the primary host, in ms.</summary>
        public const int HostWaitMinMs = 1000;
        /// <summary>Longest wait for a STATE of the primary host, in ms.</summary>
        public const int HostWaitMaxMs = 3600000;
        /// <summary>Longest delay of births after a STATE, in ms.</summary>
        public const int BirthDelayMaxMs = 60000;
        /// <summary>Largest limit of values that hosts may write in a minute: a line does not take more.</summary>
        public const int WritesPerMinuteMax = 6000;
        /// <summary>Shortest bound of Node Control/Scan Rate, in ms.</summary>
        public const int ScanRateMinMs = 1000;
        /// <summary>Longest bound of Node Control/Scan Rate, in ms: a plant must not go blind for longer by one value.</summary>
        public const int ScanRateMaxMs = 3600000;
        /// <summary>Shortest MQTT keep-alive, in s.</summary>
        public const int KeepAliveMinS = 5;
        /// <summary>Longest MQTT keep-alive, in s.</summary>
        public const int KeepAliveMaxS = 3600;
        /// <summary>Longest delay of the first attempt to connect, in ms.</summary>
        public const int ConnectDelayMaxMs = 600000;

        /// <summary>Smallest bound of a data payload, in bytes: any tag that is not a string fits.</summary>
        public const int FrameBytesMin = 256;
        /// <summary>Largest bound of a data payload, in bytes.</summary>
        public const int FrameBytesMax = 65535;
        /// <summary>
        /// Bytes of a data payload beside one metric's name and text, rounded up: timestamp 7, seq 3, metric header
        /// 4, alias 4, metric timestamp 7, value header 4 or number 9, properties Quality and QualityReason 60.
        /// </summary>
        public const int FrameOverheadBytes = 128;
        /// <summary>Shortest period of the node's own metrics, in ms.</summary>
        public const int HealthPeriodMinMs = 1000;

        /// <summary>Shortest reply timeout, in ms.</summary>
        public const int ReplyTimeoutMinMs = 10;
        /// <summary>Longest reply timeout, in ms.</summary>
        public const int ReplyTimeoutMaxMs = 10000;
        /// <summary>Most registers that may be read though nobody asked for them.</summary>
        public const int MergeGapMax = 120;
        /// <summary>Registers in one answer (Modbus application protocol V1.1b3, 6.3: 0x7D).</summary>
        public const int RegistersMax = 125;
        /// <summary>Registers of a Modbus address space.</summary>
        public const int AddressSpace = 65536;
        /// <summary>Highest unit of a slave (Modbus over serial line V1.02, section 2.2).</summary>
        public const int UnitMax = 247;
        /// <summary>Highest unit behind a gateway.</summary>
        public const int GatewayUnitMax = 255;
        /// <summary>Longest pause of a line, and within a reply, in ms.</summary>
        public const int LinePauseMaxMs = 1000;
        /// <summary>Longest pause of a slave between its reply and the next request to it, in ms.</summary>
        public const int DevicePauseMaxMs = 10000;
        /// <summary>Most attempts after the first.</summary>
        public const int RetriesMax = 10;

        /// <summary>Shortest poll period, in ms.</summary>
        public const int PeriodMinMs = 50;
        /// <summary>Longest poll period and report interval, in ms: a day.</summary>
        public const int PeriodMaxMs = 86400000;
    }
}
