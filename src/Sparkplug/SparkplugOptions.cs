using FieldNode.Journal;

namespace FieldNode.Sparkplug
{
    /// <summary>What an edge node is told at its start.</summary>
    public sealed class SparkplugOptions
    {
        // A field costs 12 bytes, whatever its type: what few nodes want shares one.
        private const byte ReturnIsRebirthBit = 1;
        private const byte VerifiesBirthsBit = 2;
        private byte choices;

        /// <summary>SettingsCrc: the board does not know it.</summary>
        public const long NoSettingsCrc = -1;

        /// <summary>CRC-32 of the node file, which the NBIRTH tells; or <see cref="NoSettingsCrc"/>.</summary>
        public long SettingsCrc { get; set; } = NoSettingsCrc;

        /// <summary>When the node's certificate ends, which the NBIRTH tells, ms since 1970 UTC; 0: not known.</summary>
        public long CertificateEndMs { get; set; }

        /// <summary>Group id: no <c>+ / #</c>.</summary>
        public string Group;
        /// <summary>Edge node id: no <c>+ / #</c>.</summary>
        public string Node;
        /// <summary>Longest data payload, in bytes; more changes go into further messages. Births are as long as they must be.</summary>
        public int FrameBytesMax = 2048;
        /// <summary>Longest command payload that is read, in bytes.</summary>
        public int CommandBytesMax = 2048;
        /// <summary>Most metrics in one command.</summary>
        public int CommandMetricsMax = 64;
        /// <summary>Hosts may write the tags that are writable; else nothing of theirs passes but rebirth.</summary>
        public bool TakesCommands;
        /// <summary>Tag that must be true and good for a write to pass; <see cref="NoKeySwitch"/>: none.</summary>
        public int KeySwitch = NoKeySwitch;
        /// <summary>Writes ask for no key switch.</summary>
        public const int NoKeySwitch = -1;
        /// <summary>What births tell and hosts may ask for besides a rebirth of the node; null: nothing.</summary>
        public EdgeControls Controls;
        /// <summary>A device's return after its death is a rebirth of the node, for hosts that drop its DBIRTH.</summary>
        public bool ReturnIsRebirth
        {
            get { return (choices & ReturnIsRebirthBit) != 0; }
            set { choices = (byte)(value ? choices | ReturnIsRebirthBit : choices & ~ReturnIsRebirthBit); }
        }

        /// <summary>The node subscribes to its own births, and tells which of them do not come back.</summary>
        public bool VerifiesBirths
        {
            get { return (choices & VerifiesBirthsBit) != 0; }
            set { choices = (byte)(value ? choices | VerifiesBirthsBit : choices & ~VerifiesBirthsBit); }
        }

        /// <summary>What keeps data until the broker has answered for it; null: nothing does, and what changes offline is told by the next birth alone.</summary>
        public SampleJournal Journal;
        /// <summary>Values that hosts may write in a minute, at once or evenly; 0: no limit.</summary>
        public int WritesPerMinuteMax;
        /// <summary>A write whose payload is older than so many ms, or as far ahead of the clock, or has no time, is refused; 0: not looked at.</summary>
        public int CommandAgeMaxMs;
        /// <summary>Takes the bytes that hosts send to one device; null: nobody does.</summary>
        public IBytesTaker Bytes;
        /// <summary>Host id of the primary host, or null: births then wait for nobody.</summary>
        public string PrimaryHost;
        /// <summary>That host speaks version 2.2: topic STATE/{host}, text ONLINE or OFFLINE.</summary>
        public bool IsLegacyHost;
        /// <summary>How long a server may leave a node without an online STATE before the next one is tried, in ms.</summary>
        public int HostWaitMs = 30000;
        /// <summary>Births follow an online STATE after a random time of up to so many ms.</summary>
        public int BirthDelayMaxMs = 1000;
        /// <summary>Start of that random; should differ from node to node. 0 counts as 1.</summary>
        public uint DelaySeed = 1;
        /// <summary>How many servers the session has.</summary>
        public int Servers = 1;
        /// <summary>The clock is not believed, and no connection tried, below this time: ms since 1970 UTC. A certificate needs a date too.</summary>
        public long ClockFloorMs = 1767225600000; // 2026-01-01
        /// <summary>Nor above this one: 15 years later. One wrong answer of a time server must not become the node's time.</summary>
        public long ClockCeilingMs = 2240611200000; // 2041-01-01
    }

    /// <summary>What happened in a Sparkplug session, for a log. Never reorder.</summary>
    public enum EdgeEvent
    {
        /// <summary>NBIRTH is out.</summary>
        NodeBorn = 1,
        /// <summary>DBIRTH is out.</summary>
        DeviceBorn = 2,
        /// <summary>DDEATH is out; the number is the <see cref="FieldNode.Tags.QualityReason"/>.</summary>
        DeviceDied = 3,
        /// <summary>A host asked for a rebirth of the device, 0 for the node.</summary>
        RebirthAsked = 4,
        /// <summary>A command could not be read; the number is the <see cref="FieldNode.ProtoLite.DecodeError"/>.</summary>
        CommandUnreadable = 5,
        // 6 and 7 are not used any more: verdicts have a call of their own

        /// <summary>The session ended; the number is the <see cref="FieldNode.Mqtt.MqttFault"/>.</summary>
        Offline = 8,
        /// <summary>The birth did not fit its buffer: a fault of ours.</summary>
        BirthTooLong = 9,
        // 10 is not used any more: that bdSeq could not be stored is a MqttFault

        /// <summary>
        /// The session was lost soon after its births; the number is the length of the longest in bytes, the device its own. MQTT 3.1.1 has no
        /// word for "too long": a broker, or what is in between, that takes no message of that length just ends the connection.
        /// </summary>
        LostAfterBirth = 11,
        /// <summary>The primary host is online; the number is the server, from 0.</summary>
        HostOnline = 12,
        /// <summary>The primary host is offline; the number is the server.</summary>
        HostOffline = 13,
        /// <summary>A rebirth of the device, 0 for the node, was asked for and not served: there were too many before it.</summary>
        RebirthRefused = 14,
        /// <summary>A birth did not come back in time; the number is the device. <see cref="BirthEcho"/>.</summary>
        BirthNotEchoed = 15,
        /// <summary>A message that is not ours came on the topic of a birth of ours; the number is the device, -1 for one that the node does not have.</summary>
        BirthByOther = 16,
        /// <summary>The broker keeps a message on such a topic; the number as before.</summary>
        BirthRetained = 17,
        /// <summary>The broker does not let us subscribe to our own births: this session goes without.</summary>
        EchoRefused = 18,
        /// <summary>The flash refuses segments of the journal, or takes them again; the number is 0 or 1.</summary>
        JournalFlash = 19,
        /// <summary>The next attempt to connect is due; the number is the wait in ms.</summary>
        NextAttempt = 20
    }

    /// <summary>
    /// What became of a command, or of one value of it that was taken. docs/SPEC.md, "Commands", has them by who must act. Never reorder.
    /// </summary>
    public enum CommandVerdict
    {
        /// <summary>Taken; and, once the slave has confirmed it, done.</summary>
        Passed = 0,
        /// <summary>No tag has that name or alias in that device.</summary>
        UnknownMetric = 1,
        /// <summary>The settings do not let hosts write it, or firmware is on trial.</summary>
        NotAllowed = 2,
        /// <summary>There is no value, or not one of the tag's kind.</summary>
        WrongType = 3,
        /// <summary>The value does not fit the tag's datatype, or what the tag is written to.</summary>
        OutOfRange = 4,
        /// <summary>Ours: the tag is writable, and no driver writes it.</summary>
        NotTaken = 5,
        /// <summary>The node has no such device.</summary>
        UnknownDevice = 6,
        /// <summary>The broker had stored it: nobody means it now.</summary>
        Retained = 7,
        /// <summary>The payload cannot be read.</summary>
        Unreadable = 8,
        /// <summary>Too many values are waiting for the line.</summary>
        QueueFull = 9,
        /// <summary>The device does not answer, or the pin cannot be had.</summary>
        Away = 10,
        /// <summary>It was taken, and never sent: the slave was given up before its turn.</summary>
        Dropped = 11,
        /// <summary>The slave answered with an exception, or the pin could not be set.</summary>
        FieldRefused = 12,
        /// <summary>It went out and nothing came back: whether it took effect is not known.</summary>
        NotConfirmed = 13,
        /// <summary>The slave confirmed it, and was then found to hold another value.</summary>
        Differs = 14,
        /// <summary>The key switch is off, or its position is not known.</summary>
        KeySwitchOff = 15,
        /// <summary>The command is too old, from the future, or has no time.</summary>
        TooOld = 16,
        /// <summary>Too many values were written in the last minute, or a restart or the next server is asked for too soon.</summary>
        TooMany = 17,
        /// <summary>A person has forced the tag or taken it out of service.</summary>
        Held = 18,
        /// <summary>Name and alias are not of one tag.</summary>
        Contradictory = 19
    }

    /// <summary>Who hears of events and carries writes to the field. Called on the loop's thread; MUST NOT throw.</summary>
    public interface IEdgeOwner
    {
        /// <summary>Something happened. <paramref name="device"/> is 0 for the node itself.</summary>
        void OnEdgeEvent(EdgeEvent what, int device, int number);

        /// <summary>A command was refused, as a whole; <paramref name="tag"/> is the first that could not be written, -1 if it names none.</summary>
        void OnRefused(CommandVerdict why, int device, int tag);

        /// <summary>A command begins that has values: each is checked first, then, if all would be taken, each is written.</summary>
        void BeginWrites();

        /// <summary>Would a driver take this value, behind those that were checked before it?</summary>
        CommandVerdict CheckWrite(int tag, double value, long bits);

        /// <summary>A host writes a tag; the value was checked. What becomes of it is the owner's to tell.</summary>
        void Write(int tag, double value, long bits);
    }
}
