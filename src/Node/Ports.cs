using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;

namespace FieldNode
{
    /// <summary>What a board gives to a node. Made once at start; none of the parts may be null.</summary>
    public interface INodePorts
    {
        /// <summary>The connection to the broker.</summary>
        IMqttWire Wire { get; }

        /// <summary>Small files that survive power.</summary>
        IFlashStore Store { get; }

        /// <summary>Measures of the board itself.</summary>
        IHealth Health { get; }

        /// <summary>Where events go; the implementation makes text of them, or keeps them as they are.</summary>
        INodeLog Log { get; }

        /// <summary>A serial line as the settings describe it; not opened yet. Called at start, once for each line.</summary>
        ISerialLine CreateLine(LineSettings line);

        /// <summary>The password besides the certificate for a server of the node's list, from 0; or null. MUST NOT reach a log.</summary>
        string PasswordOf(int server);

        /// <summary>Version of the firmware, for the birth.</summary>
        string Version { get; }
    }

    /// <summary>
    /// A board that keeps the event ring itself, because it has events before there is a node; the same object implements
    /// <see cref="INodePorts"/>. Without it the node makes a ring in the store.
    /// </summary>
    public interface IEventPorts
    {
        /// <summary>The ring, which the node then feeds and steps.</summary>
        EventRing Events { get; }
    }

    /// <summary>
    /// A board that knows what it is; the same object implements <see cref="INodePorts"/>. Asked once, in construction, where the settings want it
    /// told. Null: not known, and then not told either.
    /// </summary>
    public interface IBoardFacts
    {
        /// <summary>Who made the hardware.</summary>
        string HardwareMake { get; }

        /// <summary>Which hardware it is.</summary>
        string HardwareModel { get; }

        /// <summary>What the firmware runs on.</summary>
        string Os { get; }

        /// <summary>Version of that.</summary>
        string OsVersion { get; }
    }

    /// <summary>
    /// A board that knows which settings and which certificate it has; the same object implements <see cref="INodePorts"/>. Asked once, in
    /// construction.
    /// </summary>
    public interface IIdentityPorts
    {
        /// <summary>CRC-32 of the node file that the settings were read from.</summary>
        int SettingsCrc { get; }

        /// <summary>When the node's certificate ends, ms since 1970 UTC; 0: not known.</summary>
        long CertificateEndMs { get; }
    }

    /// <summary>
    /// A board that has more memory for the journal than the least of them; the same object implements <see cref="INodePorts"/>. Asked once, in
    /// construction, where the settings leave it to the board.
    /// </summary>
    public interface IJournalPorts
    {
        /// <summary>Bytes for its ring.</summary>
        int JournalBytes { get; }
    }

    /// <summary>The board's clocks and its sleep.</summary>
    public interface IClock
    {
        /// <summary>Milliseconds that only ever rise.</summary>
        long NowMs();

        /// <summary>Milliseconds since 1970 UTC; it may step when the time is set.</summary>
        long UtcMs();

        /// <summary>Sleeps for up to so many ms; it may return early.</summary>
        void Sleep(int ms);
    }

    /// <summary>Power and watchdog of the board.</summary>
    public interface IPower
    {
        /// <summary>Tells the watchdog that the loop is alive. Called at least every 5 s while nothing blocks.</summary>
        void Pet();

        /// <summary>Ends this run; on a device it restarts. The reason is kept for the next birth.</summary>
        void Reboot(int reason);
    }

    /// <summary>Measures of the board itself.</summary>
    public interface IHealth
    {
        /// <summary>Free memory in bytes.</summary>
        long FreeMemoryBytes();

        /// <summary>How the run before this one ended, as the board numbers it; 0: it left no mark, or nothing is known.</summary>
        int LastReset();
    }

    /// <summary>What a node's log holds. Never reorder.</summary>
    public enum NodeEvent
    {
        /// <summary>NBIRTH is out; the number is bdSeq.</summary>
        NodeBorn = 1,
        /// <summary>DBIRTH is out; the name is the device.</summary>
        DeviceBorn = 2,
        /// <summary>A device does not answer, or leaves with the node (0); the number is the quality reason.</summary>
        DeviceDied = 3,
        /// <summary>A host asked for a rebirth; the name is the device, null for the node.</summary>
        RebirthAsked = 4,
        /// <summary>A command was refused; the number is the verdict.</summary>
        CommandRefused = 5,
        /// <summary>A command could not be read; the number is the decode error.</summary>
        CommandUnreadable = 6,
        /// <summary>The field took a write; the number is the tag, the name its device.</summary>
        WritePassed = 7,
        /// <summary>The session ended or did not come about; the number is the MQTT fault.</summary>
        Offline = 8,
        /// <summary>A step threw an exception; the number counts them.</summary>
        StepFailed = 9,
        /// <summary>Ours: a birth did not fit, or bdSeq could not be stored; the number is the edge event.</summary>
        InternalFault = 10,
        /// <summary>The node leaves on purpose.</summary>
        Stopping = 11,
        /// <summary>The clock was set; the number is by how many seconds it went forward, negative for back.</summary>
        TimeStepped = 12,
        /// <summary>A write that was taken was not done, or not as asked; the number is the verdict, the name the tag's device.</summary>
        WriteNotDone = 13,
        /// <summary>The board's clock shows a time that is not believed; the number is its day since 1970-01-01.</summary>
        TimeRefused = 14,
        /// <summary>The session was lost within 30 s of its births; the number is the length of the longest, the name its device.</summary>
        LostAfterBirth = 15,
        /// <summary>The primary host is online; the number is the broker, from 1.</summary>
        HostOnline = 16,
        /// <summary>The primary host is offline: nothing is published until it is back; the number is the broker, from 1.</summary>
        HostOffline = 17,
        /// <summary>A rebirth was asked for and not served: too many had come before.</summary>
        RebirthRefused = 18,
        /// <summary>A birth did not come back from the broker; the number is the device, 0 for the node, the name its own.</summary>
        BirthNotEchoed = 19,
        /// <summary>Somebody else published on the topic of a birth of ours; the number is the device, -1 for one that the node does not have.</summary>
        BirthByOther = 20,
        /// <summary>The broker keeps a message on such a topic; the number as before.</summary>
        BirthRetained = 21,
        /// <summary>The broker does not let us subscribe to our own births: this session goes without.</summary>
        EchoRefused = 22,
        /// <summary>A bundle is being taken; the number is its sequence number, the name its version.</summary>
        UpdateBegun = 23,
        /// <summary>It is ready to be tried (0), or was given up; the number is the update reason.</summary>
        UpdateEnded = 24,
        /// <summary>An offer was refused; the number is the update reason.</summary>
        OfferRefused = 25,
        /// <summary>What runs is on trial; the number is its starts so far.</summary>
        TrialBegun = 26,
        /// <summary>The trial is over: confirmed (0), or given up; the number is the update reason.</summary>
        TrialEnded = 27,
        /// <summary>The flash refuses segments of the journal (0), or takes them again (1).</summary>
        JournalFlash = 28,
        /// <summary>The next attempt to connect is due; the number is the wait in ms.</summary>
        NextAttempt = 29,
        /// <summary>A serial port cannot be opened, or was lost; the number is the serial fault, 0 once it is open again, the name the line.</summary>
        PortState = 30,
        /// <summary>A tag is bad; the number is the quality reason, 0 once nothing is wrong with it any more, the name device/tag (cut).</summary>
        TagState = 31,
        /// <summary>The store refuses what is written to it (0), or takes it again (1).</summary>
        StoreState = 32,
        /// <summary>The board's clock shows a time that is believed, after one that was not; the number is its day since 1970-01-01.</summary>
        TimeRight = 33,
        /// <summary>The node's certificate ends; the number is the days that are left.</summary>
        CertificateEnds = 34,
        /// <summary>An output fell back; the number is its state, the name device/tag (cut).</summary>
        OutputFallback = 35,
        /// <summary>Totals of so many pulse inputs were read from flash.</summary>
        TotalsRestored = 36,
        /// <summary>So many events were not recorded: too many at a time.</summary>
        EventsLost = 37
    }

    /// <summary>Takes events. MUST NOT throw and MUST NOT block.</summary>
    public interface INodeLog
    {
        /// <summary>Something happened.</summary>
        void Write(NodeEvent what, int number, string name);
    }
}
