using System;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Tags;

[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("FieldNode.Benchmarks")]

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// A Sparkplug B edge node above one MQTT session: the will with its bdSeq, NBIRTH and every DBIRTH, data by exception under one
    /// running seq, DDEATH when a device stops answering, rebirth when a host asks, NDEATH at an intended end
    /// (Sparkplug 3.0.0, chapter 5).
    /// <para>This file: what is fixed, and what is due. EdgeNode.Session.cs: the session, by the table of <see cref="EdgeSession"/>. EdgeNode.Births.cs: births and deaths. EdgeNode.Data.cs: data and seq.
    /// EdgeNode.Devices.cs: devices that come and go. EdgeNode.Kept.cs: what a journal keeps, and sends again.
    /// EdgeNode.Commands.cs: what hosts ask for. EdgeNode.Controls.cs: rebirths. EdgeNode.Echo.cs: whether births come back.</para>
    /// </summary>
    public sealed partial class EdgeNode : IMqttListener
    {
        private const int EnvelopeBytes = 128; // timestamp, bdSeq, Node Control/Rebirth, seq
        private const int SeqBytes = 3;      // key and number, and a second byte of it from 128 on
        private const int NoSleep = int.MaxValue;
        private const long NoHold = long.MaxValue;
        private const int GoesOn = -1;

        private readonly TagTable tags;
        private readonly SparkplugOptions options;
        private readonly IEdgeOwner owner;
        private readonly BdSeqStore bdSeqs;
        private readonly RebirthBudget rebirths = new RebirthBudget();
        private readonly PayloadWriter writer;  // the table's
        private readonly byte[] frame;
        private readonly int metricsLimit;      // where seq begins at the latest in the longest data payload
        private readonly string[] dataTopics;   // by device; 0: NDATA
        private readonly string deathTopic;     // NDEATH; births and DDEATH make their topics when they are due
        private readonly bool[] born;           // by device; 0: the node
        private MqttSession session;
        private int bdSeq = -1;
        private int seq;
        private int longestCount;               // of the births of this session, in bytes
        private int longestDevice;
        private long onlineMs;
        private readonly EdgeSession state = new EdgeSession();
        private bool birthsDue;
        private bool isFlowing;                 // births are out, and what changes goes out at once
        private readonly ReturnHoldOff returns;
        private long heldUntilMs = NoHold; // when the first wait is over: of a device that flaps, or for a birth that is to come back
        private readonly WriteBudget writes; // null: no limit

        /// <summary>Makes an edge node of a sealed tag table.</summary>
        public EdgeNode(TagTable tags, IFlashStore store, SparkplugOptions options, IEdgeOwner owner)
        {
            if (!tags.IsSealed)
            {
                throw new ArgumentException("the tag table is not sealed");
            }

            this.tags = tags;
            writer = tags.Writer;
            this.options = options;
            this.owner = owner;
            journal = options.Journal;
            plainSeqs = journal == null ? PlainSeqs : 0;
            bdSeqs = new BdSeqStore(store);
            int devices = tags.DeviceCount;
            dataTopics = new string[devices];
            born = new bool[devices];
            returns = new ReturnHoldOff(devices);
            writes = options.WritesPerMinuteMax == 0 ? null : new WriteBudget(options.WritesPerMinuteMax);
            int room = options.FrameBytesMax;
            int frameLimit = options.FrameBytesMax; // longest data payload: the setting, or one metric if that alone is longer
            for (int device = 0; device < devices; device++)
            {
                dataTopics[device] = Topic(device == 0 ? "NDATA" : "DDATA", device);
                int birth = tags.BirthBytesMax(device) + EnvelopeBytes;
                birth += device == 0 ? IdentityBytesMax() : 0;
                birth += options.Controls == null ? 0 : options.Controls.BytesMax(device);
                birth += options.Bytes == null || options.Bytes.Device != device ? 0 : options.Bytes.BirthBytesMax;
                room = birth > room ? birth : room;
            }

            for (int tag = 0; tag < tags.Count; tag++)
            {
                int single = tags.MetricBytesMax(tag) + EnvelopeBytes;
                room = single > room ? single : room;
                frameLimit = single > frameLimit ? single : frameLimit;
            }

            metricsLimit = frameLimit - SeqBytes;
            frame = new byte[room];
            deathTopic = Topic("NDEATH", 0);
            commandTopic = Topic("NCMD", 0);
            commandPrefix = "spBv1.0/" + options.Group + "/DCMD/" + options.Node + "/";
            random = options.DelaySeed == 0 ? 1 : options.DelaySeed;
            if (options.VerifiesBirths)
            {
                echo = new BirthEcho(Topic("NBIRTH", 0), Topic("DBIRTH", 0) + "/", devices, owner);
            }

            if (options.PrimaryHost != null)
            {
                host = new PrimaryHost(options.PrimaryHost, options.Servers, options.IsLegacyHost);
            }
        }

        /// <summary>Topic of the will.</summary>
        public string WillTopic
        {
            get { return deathTopic; }
        }

        /// <summary>Filters to subscribe to, each with QoS 1: before the births (message-flow-edge-node-ncmd-subscribe, -dcmd-).</summary>
        public string[] Filters
        {
            get
            {
                string[] own = host == null ? new[] { commandTopic, commandPrefix + "#" }
                    : new[] { commandTopic, commandPrefix + "#", host.Topic };
                return echo == null || !echo.IsAsked ? own : WithBirths(own);
            }
        }

        /// <summary>Topics of data, by device: the session publishes to them again and again.</summary>
        public string[] DataTopics
        {
            get { return dataTopics; }
        }

        /// <summary>The buffer that births and data are built in, for measurements.</summary>
        internal byte[] Frame
        {
            get { return frame; }
        }

        /// <summary>True between NBIRTH and the end of the session.</summary>
        public bool IsBorn
        {
            get { return born[0]; }
        }

        /// <summary>bdSeq of the current session, or -1.</summary>
        public int BdSeq
        {
            get { return bdSeq; }
        }

        /// <summary>Births of the node, rebirths included.</summary>
        public int NodeBirths { get; private set; }

        /// <summary>Length of the longest birth so far, in bytes: a broker must take messages of that length.</summary>
        public int LongestBirth { get; private set; }

        /// <summary>Gives the edge node its session; once, before the first step.</summary>
        public void Attach(MqttSession withSession)
        {
            session = withSession;
        }

        /// <summary>Publishes what is due.</summary>
        /// <returns>In how many ms the next step is due at the latest.</returns>
        public int Step(long nowMs, long utcMs)
        {
            if (!isFlowing)
            {
                int waitMs = StepApart(nowMs, utcMs);
                if (waitMs != GoesOn)
                {
                    return waitMs;
                }
            }

            bool[] told = born;
            int last = tags.LastNews;
            if (last >= 0)
            {
                TagTable table = tags;
                table.SendAt(utcMs);
                for (int device = table.FirstNews; device <= last; device++)
                {
                    if (table.IsDeviceOnline(device) != told[device] && !StepState(device, nowMs, utcMs))
                    {
                        return AtBrokenLink(nowMs, utcMs);
                    }

                    while (told[device] && table.HasChanges(device)) // what waits in a device that is not born goes out with its birth
                    {
                        if (session.Publish(dataTopics[device], frame, 0, BuildChanges(device)) != MqttFault.None)
                        {
                            return AtBrokenLink(nowMs, utcMs);
                        }
                    }
                }

                table.ForgetNews();
            }

            return heldUntilMs == NoHold ? NoSleep : StepHeld(nowMs, utcMs);
        }

        // The session ends with its next step. What waited behind the message that failed must not be overwritten until then.
        private int AtBrokenLink(long nowMs, long utcMs)
        {
            if (journal != null)
            {
                Keep(nowMs, utcMs);
            }

            return NoSleep;
        }

        // Births are due, nobody hears the node, or live data waits for the backlog.
        private int StepApart(long nowMs, long utcMs)
        {
            bool isBorn = born[0] && !birthsDue;
            bool isLive = isBorn && (journal == null || journal.IsLive);
            if (!isLive && journal != null)
            {
                Keep(nowMs, utcMs);
            }

            if (isBorn)
            {
                isFlowing = isLive;
                return GoesOn;
            }

            if (session.State != MqttState.Online)
            {
                return NoSleep;
            }

            int waitMs = StepWait(nowMs, utcMs);
            if (state.State != EdgeState.Born)
            {
                return waitMs;
            }

            tags.SendAt(utcMs);
            birthsDue = false;
            if (!PublishBirths(nowMs, utcMs))
            {
                return NoSleep;
            }

            if (journal != null)
            {
                BeginJournal(nowMs);
            }

            isFlowing = journal == null || journal.IsLive;
            return GoesOn;
        }

        // QoS 0. A number is used up even where sending failed: the session is over then, and the next one starts with NBIRTH at 0.
        private bool Publish(string topic, int count)
        {
            return session.Publish(topic, frame, 0, count) == MqttFault.None;
        }

        private string Topic(string kind, int device)
        {
            string topic = "spBv1.0/" + options.Group + "/" + kind + "/" + options.Node;
            return device == 0 ? topic : topic + "/" + tags.DeviceName(device);
        }
    }
}
