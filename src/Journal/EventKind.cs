namespace FieldNode.Journal
{
    /// <summary>
    /// What an event record tells. Numbers are on flash: never reorder, never reuse. "a" and "b" are the two numbers of a record.
    /// docs/SPEC.md has the table.
    /// </summary>
    public enum EventKind
    {
        /// <summary>No event.</summary>
        None = 0,

        // the life of the node: kept in a ring of their own, which the plant and hosts cannot fill
        /// <summary>A run began; a: how the last one ended (RunEnd), name: version.</summary>
        Started = 1,
        /// <summary>The node leaves on purpose.</summary>
        Stopping = 2,
        /// <summary>It restarts; a: reason (RunEnd).</summary>
        Restarting = 3,
        /// <summary>Too many runs in a row ended in a fault: no field; a: how many.</summary>
        SafeMode = 4,
        /// <summary>A step threw; a: how many so far.</summary>
        StepFailed = 5,
        /// <summary>A fault of ours; a: EdgeEvent, name: device.</summary>
        InternalFault = 6,
        /// <summary>The node file is another than at the last run; a: its CRC-32, b: the former one's, 0 if there was none.</summary>
        SettingsChanged = 7,
        /// <summary>The node file cannot be used; name: the beginning of why.</summary>
        SettingsBad = 8,
        /// <summary>The board file cannot be used; name: the beginning of why.</summary>
        BoardFileBad = 9,
        /// <summary>A certificate or key cannot be used; name: the beginning of why.</summary>
        CertificateBad = 10,
        /// <summary>An exception left the loop; name: the beginning of its text.</summary>
        Crashed = 11,
        /// <summary>The clock shows a time that can be, for the first time in this run.</summary>
        ClockSet = 12,
        /// <summary>The clock was set; a: seconds, b: and milliseconds, by which it went forward (negative: back).</summary>
        TimeStep = 13,
        /// <summary>Events were not recorded; a: how many.</summary>
        EventsLost = 14,
        /// <summary>Totals were read from flash; a: of so many inputs, b: inputs that there are.</summary>
        TotalsRestored = 15,
        /// <summary>The firmware's own configuration has an access point on.</summary>
        AccessPointOn = 16,
        /// <summary>The board's clock shows a time that is not believed; a: its day since 1970-01-01.</summary>
        TimeRefused = 17,
        /// <summary>The node's certificate ends; a: days that are left. Told below 60, 30 and 7 days, once a run.</summary>
        CertificateEnds = 18,
        /// <summary>A bundle whose signature is right is being taken; a: sequence number, name: version.</summary>
        UpdateBegun = 19,
        /// <summary>It is ready to be tried, or was given up; a: UpdateReason, b: sequence number.</summary>
        UpdateEnded = 20,
        /// <summary>What runs is on trial; a: its starts so far, b: sequence number.</summary>
        TrialBegun = 21,
        /// <summary>The trial is over: confirmed, or given up; a: UpdateReason, b: sequence number.</summary>
        TrialEnded = 22,
        /// <summary>The store refuses what is written to it: full, broken or read-only; a: 0, or 1 once it takes it again.</summary>
        StoreState = 23,

        // the link
        /// <summary>NBIRTH is out; a: bdSeq.</summary>
        LinkUp = 40,
        /// <summary>A session ended; a: MqttFault, b: seconds that it had lasted.</summary>
        LinkDown = 41,
        /// <summary>An attempt failed before or after TLS; a: MqttFault.</summary>
        ConnectFailed = 42,
        /// <summary>TLS failed; a: MqttFault 20 to 29, b: WireDetail, 0 if not known.</summary>
        TlsFailed = 43,
        /// <summary>No address; name: why.</summary>
        NoNetwork = 44,
        /// <summary>No time that can be believed.</summary>
        NoTime = 45,
        /// <summary>A host asked for a rebirth; the name is the device, none for the node.</summary>
        RebirthAsked = 46,
        /// <summary>A session was lost within 30 s of its births; a: bytes of the longest, name: its device, empty for the node.</summary>
        LostAfterBirth = 47,
        /// <summary>The primary host is online; a: broker, from 1.</summary>
        HostOnline = 48,
        /// <summary>The primary host is offline; a: broker, from 1.</summary>
        HostOffline = 49,
        /// <summary>A rebirth was asked for and not served; the name as in <see cref="RebirthAsked"/>.</summary>
        RebirthRefused = 50,
        /// <summary>A birth did not come back; a: device, 0 for the node, name: device.</summary>
        BirthNotEchoed = 51,
        /// <summary>Somebody else published on a birth's topic; a: device, 0 for the node, -1 for one that the node does not have, name: device.</summary>
        BirthByOther = 52,
        /// <summary>The broker keeps a message on a birth's topic; a and name as in BirthByOther.</summary>
        BirthRetained = 53,
        /// <summary>The broker does not let us subscribe to our own births.</summary>
        EchoRefused = 54,
        /// <summary>The flash refuses segments of the journal: full or broken; a: 0, or 1 once it takes them again.</summary>
        JournalFlash = 55,

        // the field
        /// <summary>A device answers; name: device.</summary>
        DeviceBorn = 60,
        /// <summary>A device was given up; a: QualityReason, name: device.</summary>
        DeviceDied = 61,
        /// <summary>A request to a slave failed; a: ModbusFault, name: device.</summary>
        SlaveFault = 62,
        /// <summary>A measurement failed; a: QualityReason, name: device.</summary>
        SensorFault = 63,
        /// <summary>An output fell back; a: its state, name: device/tag.</summary>
        OutputFallback = 64,
        /// <summary>A serial port cannot be opened, or was lost; a: SerialFault, 0 once it is open again, name: line.</summary>
        PortState = 65,
        /// <summary>A tag is bad; a: QualityReason, 0 once nothing is wrong with it any more, name: device/tag.</summary>
        TagState = 66,

        // commands
        /// <summary>A command was refused as a whole; a: CommandVerdict, name: device, or the device/tag that it was refused for.</summary>
        CommandRefused = 80,
        /// <summary>A command could not be read; a: DecodeError, name: device.</summary>
        CommandUnreadable = 81,
        /// <summary>The field took a write; name: device/tag.</summary>
        WritePassed = 82,
        /// <summary>A write that was taken was not done, or not as asked; a: CommandVerdict, name: device/tag.</summary>
        WriteNotDone = 83,
        /// <summary>The offer of an update was refused; a: UpdateReason.</summary>
        OfferRefused = 84
    }

    /// <summary>What the ring has to know about kinds.</summary>
    public static class EventKinds
    {
        private const int FirstOften = 40;

        /// <summary>True for the life of the node itself: few, and never pushed out by what the plant or a host does.</summary>
        public static bool IsRare(EventKind kind)
        {
            return (int)kind < FirstOften;
        }

        /// <summary>True if it is written at once, while the budget of writes lasts.</summary>
        public static bool IsUrgent(EventKind kind)
        {
            switch (kind)
            {
                case EventKind.LinkUp:
                case EventKind.RebirthAsked:
                case EventKind.RebirthRefused:
                case EventKind.HostOnline:
                case EventKind.DeviceBorn:
                case EventKind.SlaveFault:
                case EventKind.SensorFault:
                case EventKind.TotalsRestored:
                case EventKind.ClockSet:
                    return false;
                default:
                    return true;
            }
        }

        /// <summary>True if another number a makes it another event; else events of this kind and name are alike.</summary>
        public static bool IsByNumber(EventKind kind)
        {
            switch (kind)
            {
                case EventKind.LinkDown:
                case EventKind.ConnectFailed:
                case EventKind.TlsFailed:
                case EventKind.BirthByOther:
                case EventKind.JournalFlash:
                case EventKind.BirthRetained:
                case EventKind.DeviceDied:
                case EventKind.SlaveFault:
                case EventKind.SensorFault:
                case EventKind.CommandRefused:
                case EventKind.CommandUnreadable:
                case EventKind.WriteNotDone:
                case EventKind.InternalFault:
                case EventKind.CertificateEnds:
                case EventKind.UpdateEnded:
                case EventKind.TrialEnded:
                case EventKind.OfferRefused:
                case EventKind.StoreState:
                case EventKind.PortState:
                case EventKind.TagState:
                    return true;
                default:
                    return false;
            }
        }
    }
}
