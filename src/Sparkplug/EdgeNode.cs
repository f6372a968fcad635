using System;
using System.Text;
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
    /// (Sparkplug 3.0.0, chapter 5). Commands are in EdgeNode.Commands.cs.
    /// </summary>
    public sealed partial class EdgeNode : IMqttListener
    {
        private const int EnvelopeBytes = 128; // timestamp, bdSeq, Node Control/Rebirth, seq
        private const int SeqBytes = 3;      // key and number, and a second byte of it from 128 on
        private const int NoSleep = int.MaxValue;

        private static readonly byte[] BdSeqName = Encoding.UTF8.GetBytes("bdSeq");
        private static readonly byte[] RebirthName = Encoding.UTF8.GetBytes("Node Control/Rebirth");

        private readonly TagTable tags;
        private readonly SparkplugOptions options;
        private readonly IEdgeOwner owner;
        private readonly BdSeqStore bdSeqs;
        private readonly RebirthBudget rebirths = new RebirthBudget();
        private readonly PayloadWriter writer = new PayloadWriter();
        private readonly byte[] frame;
        private readonly int metricsLimit;      // where seq begins at the latest in the longest data payload
        private readonly byte[] will = new byte[64];
        private readonly string[] dataTopics;   // by device; 0: NDATA
        private readonly string deathTopic;     // NDEATH; births and DDEATH make their topics when they are due
        private readonly bool[] born;           // by device; 0: the node
        private MqttSession session;
        private int willCount;
        private int bdSeq = -1;
        private int seq;
        private bool rebirthAsked;
        private bool stopping;

        /// <summary>Makes an edge node of a sealed tag table.</summary>
        public EdgeNode(TagTable tags, IFlashStore store, SparkplugOptions options, IEdgeOwner owner)
        {
            if (!tags.IsSealed)
            {
                throw new ArgumentException("the tag table is not sealed");
            }

            this.tags = tags;
            this.options = options;
            this.owner = owner;
            bdSeqs = new BdSeqStore(store);
            int devices = tags.DeviceCount;
            dataTopics = new string[devices];
            born = new bool[devices];
            int room = options.FrameBytesMax;
            int frameLimit = options.FrameBytesMax; // longest data payload: the setting, or one metric if that alone is longer
            for (int device = 0; device < devices; device++)
            {
                dataTopics[device] = Topic(device == 0 ? "NDATA" : "DDATA", device);
                int birth = tags.BirthBytesMax(device) + EnvelopeBytes;
                room = birth > room ? birth : room;
            }

            for (int tag = 0; tag < tags.Count; tag++)
            {
                int single = tags.MetricBytesMax(tag) + EnvelopeBytes;
                room = single > room ? single : room;
                frameLimit = single > frameLimit ? single : frameLimit;
            }

            metricsLimit = frameLimit - SeqBytes;
#if NANOFRAMEWORK_1_0
            frame = new byte[room];
#else
            frame = new byte[room + TagTable.SeqRoom - SeqBytes];
#endif
            deathTopic = Topic("NDEATH", 0);
            commandTopic = Topic("NCMD", 0);
            commandPrefix = "spBv1.0/" + options.Group + "/DCMD/" + options.Node + "/";
        }

        /// <summary>Topic of the will.</summary>
        public string WillTopic
        {
            get { return deathTopic; }
        }

        /// <summary>Filters to subscribe to, each with QoS 1: before the births (message-flow-edge-node-ncmd-subscribe, -dcmd-).</summary>
        public string[] Filters
        {
            get { return new[] { commandTopic, commandPrefix + "#" }; }
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

        /// <summary>Data payloads sent.</summary>
        public int DataFrames { get; private set; }

        /// <summary>Gives the edge node its session; once, before the first step.</summary>
        public void Attach(MqttSession withSession)
        {
            session = withSession;
        }

        /// <summary>Publishes what is due.</summary>
        /// <returns>In how many ms the next step is due at the latest.</returns>
        public int Step(long nowMs, long utcMs)
        {
            if (stopping || session.State != MqttState.Online)
            {
                return NoSleep;
            }

            tags.SendAt(utcMs);
            if (!born[0] || (rebirthAsked && rebirths.TryTake(nowMs)))
            {
                rebirthAsked = false;
                if (!PublishBirths(utcMs))
                {
                    return NoSleep;
                }
            }

            for (int device = tags.NextToTell(born, 0); device >= 0; device = tags.NextToTell(born, device + 1))
            {
                if (!StepDevice(device, utcMs))
                {
                    return NoSleep;
                }
            }

            return rebirthAsked ? rebirths.WaitMs(nowMs) : NoSleep;
        }

        /// <summary>Leaves on purpose: DDEATHs, NDEATH with QoS 1, then DISCONNECT once it is confirmed (5.1, intentional disconnect).</summary>
        public void Stop(long nowMs, long utcMs)
        {
            if (stopping)
            {
                return;
            }

            stopping = true;
            if (born[0] && session.State == MqttState.Online)
            {
                tags.SendAt(utcMs);
                for (int device = 1; device < born.Length; device++)
                {
                    if (born[device])
                    {
                        PublishDeath(device);
                    }
                }

                session.PublishConfirmed(deathTopic, will, 0, willCount);
            }

            ForgetBirths();
            session.Stop(nowMs);
        }

        /// <inheritdoc />
        public int OnConnecting(byte[] buffer, long nowMs, long utcMs)
        {
            if (utcMs < options.ClockFloorMs)
            {
                return 0;
            }

            bdSeq = bdSeqs.Next();
            if (bdSeq < 0)
            {
                owner.OnEdgeEvent(EdgeEvent.StoreFailed, 0, 0);
                return 0;
            }

            writer.Begin(will, 0, will.Length);
            writer.PayloadTimestamp(utcMs);
            WriteBdSeq(utcMs);
            willCount = writer.Count;
            Array.Copy(will, 0, buffer, 0, willCount);
            return willCount;
        }

        /// <inheritdoc />
        public void OnOnline(long nowMs, long utcMs)
        {
            ForgetBirths(); // births go out in the next step
        }

        /// <inheritdoc />
        public void OnReceipt(long pingSentMs, long nowMs)
        {
            // The journal will drop here what was confirmed.
        }

        /// <inheritdoc />
        public void OnOffline(MqttFault fault, long nowMs)
        {
            ForgetBirths();
            owner.OnEdgeEvent(EdgeEvent.Offline, 0, (int)fault);
        }

        private bool StepDevice(int device, long utcMs)
        {
            bool online = tags.IsDeviceOnline(device);
            if (online && !born[device])
            {
                return PublishBirth(device, utcMs);
            }

            if (!online)
            {
                return !born[device] || PublishDeath(device);
            }

            while (tags.HasChanges(device))
            {
                if (!PublishChanges(device))
                {
                    return false;
                }
            }

            return true;
        }

        private bool PublishBirths(long utcMs)
        {
            ForgetBirths();
            if (!PublishBirth(0, utcMs))
            {
                return false;
            }

            for (int device = 1; device < born.Length; device++)
            {
                if (tags.IsDeviceOnline(device) && !PublishBirth(device, utcMs))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>NBIRTH (seq 0, with bdSeq and the rebirth control, both without alias) or DBIRTH.</summary>
        private bool PublishBirth(int device, long utcMs)
        {
            int count = BuildBirth(device, utcMs);
            if (count < 0)
            {
                owner.OnEdgeEvent(EdgeEvent.BirthTooLong, device, 0);
                return false;
            }

            if (!Publish(Topic(device == 0 ? "NBIRTH" : "DBIRTH", device), count))
            {
                return false;
            }

            born[device] = true;
            if (device == 0)
            {
                NodeBirths++;
            }

            owner.OnEdgeEvent(device == 0 ? EdgeEvent.NodeBorn : EdgeEvent.DeviceBorn, device, count);
            return true;
        }

        /// <summary>Builds the birth; returns its length in <see cref="frame"/>, or -1 if it does not fit.</summary>
        internal int BuildBirth(int device, long utcMs)
        {
            writer.Begin(frame, 0, frame.Length);
            writer.PayloadTimestamp(utcMs);
            if (device == 0)
            {
                seq = 0;
                WriteBdSeq(utcMs);
                writer.BeginMetric();
                writer.Name(RebirthName, 0, RebirthName.Length);
                writer.Timestamp(utcMs);
                writer.Datatype(DataType.Boolean);
                writer.BoolValue(false);
                writer.EndMetric();
            }

            int end = tags.AppendBirth(device, frame, writer.Position, frame.Length - SeqBytes);
            return end < 0 || writer.Overflow ? -1 : AppendSeq(end);
        }

        private bool PublishChanges(int device)
        {
            DataFrames++;
            return Publish(dataTopics[device], BuildChanges(device));
        }

        /// <summary>Builds NDATA or DDATA of what waits in a device; returns its length in <see cref="frame"/>.</summary>
        internal int BuildChanges(int device)
        {
#if !NANOFRAMEWORK_1_0
            int number = seq;
            int end = tags.BuildData(device, frame, metricsLimit, number);
            if (end >= 0)
            {
                seq = (number + 1) & 0xFF;
                return end;
            }

            return AppendSeq(tags.AppendChanges(device, frame, ~end, metricsLimit));
#else
            int start = tags.AppendTime(frame, 0);
            return AppendSeq(tags.AppendChanges(device, frame, start, metricsLimit));
#endif
        }

        private bool PublishDeath(int device)
        {
            born[device] = false;
            owner.OnEdgeEvent(EdgeEvent.DeviceDied, device, (int)tags.DeviceReason(device));
            return PublishFrame(Topic("DDEATH", device), tags.AppendTime(frame, 0));
        }

        private bool PublishFrame(string topic, int end)
        {
            return Publish(topic, AppendSeq(end));
        }

        /// <summary>Ends the payload with seq: one more with each message of the node, 255 is followed by 0.</summary>
        private int AppendSeq(int end)
        {
            int number = seq;
            seq = (number + 1) & 0xFF;
            frame[end + 2] = 1;            // the second byte of a varint from 128 on; below that nobody reads it
            frame[end + 1] = (byte)number; // its top bit says whether another byte follows
            frame[end] = FieldKey.PayloadSeq;
            return end + 2 + (number >> 7);
        }

        // QoS 0. A number is used up even where sending failed: the session is over then, and the next one starts with NBIRTH at 0.
        private bool Publish(string topic, int count)
        {
            return session.Publish(topic, frame, 0, count) == MqttFault.None;
        }

        private void WriteBdSeq(long utcMs)
        {
            writer.BeginMetric();
            writer.Name(BdSeqName, 0, BdSeqName.Length);
            writer.Timestamp(utcMs);
            writer.Datatype(DataType.Int64);
            writer.LongValue(bdSeq);
            writer.EndMetric();
        }

        private void ForgetBirths()
        {
            Array.Clear(born, 0, born.Length);
        }

        private string Topic(string kind, int device)
        {
            string topic = "spBv1.0/" + options.Group + "/" + kind + "/" + options.Node;
            return device == 0 ? topic : topic + "/" + tags.DeviceName(device);
        }
    }
}
