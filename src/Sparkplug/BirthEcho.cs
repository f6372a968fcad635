using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// Is what we publish allowed to arrive? An MQTT 3.1.1 broker drops a PUBLISH that its access list forbids without a word, and goes on. So the
    /// node subscribes to its own births and waits for each to come back: NBIRTH, and the DBIRTH of each device. A birth is known again by its
    /// topic, its length and the time in its payload; nothing of it is kept but these. What comes back is compared and thrown away: it is never
    /// a command, and nothing is sent for it (docs/SPEC.md, "Verified births").
    /// <para>Made only where the settings ask for it.</para>
    /// </summary>
    public sealed class BirthEcho
    {
        /// <summary>A birth is due back so many ms after it was sent, or after the last one that did come back.</summary>
        public const int WaitMs = 10000;

        /// <summary>And after so many ms in any case, however many come back meanwhile.</summary>
        public const int LongestMs = 60000;

        /// <summary>A loop that stood still for so many ms has not read yet what came meanwhile: the waits begin anew.</summary>
        public const int GapMs = 1000;

        /// <summary>Beginning of a payload that is looked at: key and time, ten bytes at most.</summary>
        public const int BeginningBytes = 1 + Varint.BytesMax;

        private const long Never = long.MaxValue;
        private const long NoTime = -1;

        private const byte NotBorn = 0; // not in this session
        private const byte Awaited = 1;
        private const byte Back = 2;
        private const byte Missing = 3;

        private readonly IEdgeOwner owner;
        private readonly byte[] states;      // by device; 0: the node
        private readonly int[] counts;       // of the newest birth: its bytes
        private readonly long[] timesMs;     // and its payload's time, ms since 1970 UTC
        private readonly long[] sentMs;      // when it went out
        private long firstTimeMs = Never;    // of the first birth of this run
        private long lastTimeMs = NoTime;    // of the newest
        private long heardMs;                // when one came back last
        private long steppedMs;
        private long dueMs = Never;
        private bool isPassing;              // the message that goes by unread is a birth of ours
        private bool isLeftOut;              // the last session broke off at its SUBSCRIBE: this one asks for commands only
        private bool wasOnline;

        /// <summary>For so many devices, the node itself included.</summary>
        /// <param name="nodeTopic">Topic of NBIRTH.</param>
        /// <param name="devicePrefix">Topic of a DBIRTH up to the device.</param>
        public BirthEcho(string nodeTopic, string devicePrefix, int devices, IEdgeOwner owner)
        {
            NodeTopic = nodeTopic;
            DevicePrefix = devicePrefix;
            this.owner = owner;
            states = new byte[devices];
            counts = new int[devices];
            timesMs = new long[devices];
            sentMs = new long[devices];
        }

        /// <summary>Topic of NBIRTH.</summary>
        public string NodeTopic { get; private set; }

        /// <summary>Topic of a DBIRTH up to the device.</summary>
        public string DevicePrefix { get; private set; }

        /// <summary>False for the attempt after one that broke off at its SUBSCRIBE: it goes without.</summary>
        public bool IsAsked
        {
            get { return !isLeftOut; }
        }

        /// <summary>True if all births of this session came back. Of one that goes without their topics nothing is known, so nothing is held against it.</summary>
        public bool AreAllBack
        {
            get { return isLeftOut || (states[0] == Back && CountOf(Awaited) + CountOf(Missing) == 0); }
        }

        /// <summary>Births of this session that came back, one for each topic.</summary>
        public int BackCount
        {
            get { return CountOf(Back); }
        }

        /// <summary>Those that did not come back in time, and have not since.</summary>
        public int MissingCount
        {
            get { return CountOf(Missing); }
        }

        /// <summary>Messages on our topics that are not ours.</summary>
        public int ByOthers { get; private set; }

        /// <summary>A birth is out.</summary>
        /// <param name="timeMs">Its payload's time.</param>
        /// <param name="count">Its bytes.</param>
        /// <returns>When <see cref="Step"/> is due, in monotonic ms.</returns>
        public long Sent(int device, long timeMs, int count, long nowMs)
        {
            if (isLeftOut)
            {
                return Never;
            }

            states[device] = Awaited;
            counts[device] = count;
            timesMs[device] = timeMs;
            sentMs[device] = nowMs;
            steppedMs = nowMs;
            firstTimeMs = timeMs < firstTimeMs ? timeMs : firstTimeMs;
            lastTimeMs = timeMs > lastTimeMs ? timeMs : lastTimeMs;
            dueMs = nowMs + WaitMs < dueMs ? nowMs + WaitMs : dueMs;
            return dueMs;
        }

        /// <summary>A message came on one of the topics; of its payload the beginning is enough.</summary>
        /// <param name="device">Whose topic, 0 for the node; -1 for a device that the node does not have.</param>
        /// <param name="there">Bytes of the payload that are there.</param>
        /// <param name="count">Bytes that it has.</param>
        public void Take(int device, byte[] payload, int offset, int there, int count, bool retain, long nowMs)
        {
            if (retain)
            {
                ByOthers++; // we let no broker keep anything
                owner.OnEdgeEvent(EdgeEvent.BirthRetained, device < 0 ? 0 : device, device);
                return;
            }

            long timeMs = TimeOf(payload, offset, there);
            if (device >= 0 && states[device] != NotBorn && timeMs == timesMs[device] && count == counts[device])
            {
                states[device] = Back; // also if it comes late
                heardMs = nowMs;
                return;
            }

            // One that was sent before the newest, and comes while that is still out: of a rebirth, or of the session before.
            bool isFormer = device >= 0 && states[device] != Back && timeMs >= firstTimeMs && timeMs <= lastTimeMs;
            if (!isFormer)
            {
                ByOthers++;
                owner.OnEdgeEvent(EdgeEvent.BirthByOther, device < 0 ? 0 : device, device);
            }
        }

        /// <summary>A message longer than the wire takes begins: is it one of ours?</summary>
        public void Passes(bool isOurs)
        {
            isPassing = isOurs;
        }

        /// <summary>It is over.</summary>
        /// <returns>True if it was on one of the topics, and is dealt with.</returns>
        public bool Passed()
        {
            bool was = isPassing;
            isPassing = false;
            return was;
        }

        /// <summary>Judges what did not come back. To be called with each step while something is due.</summary>
        /// <returns>When it is due again, in monotonic ms.</returns>
        public long Step(long nowMs)
        {
            bool stood = nowMs - steppedMs >= GapMs;
            steppedMs = nowMs;
            if (dueMs == Never || (nowMs < dueMs && !stood))
            {
                return dueMs;
            }

            dueMs = Never;
            for (int device = 0; device < states.Length; device++)
            {
                if (states[device] == Awaited)
                {
                    sentMs[device] = stood ? nowMs : sentMs[device];
                    Judge(device, nowMs);
                }
            }

            return dueMs;
        }

        /// <summary>The session stands; if it does without our births, and did not with them, they were what the broker refused.</summary>
        public void OnOnline()
        {
            wasOnline = true;
            if (isLeftOut)
            {
                owner.OnEdgeEvent(EdgeEvent.EchoRefused, 0, 0);
            }
        }

        /// <summary>
        /// It ended, or did not come about: nothing is awaited any more. A broker may refuse a subscription in SUBACK, or end the connection for it
        /// (RabbitMQ 3.10, aedes 1.2): after such an end the births are left out once. The attempt after a session asks for them again.
        /// </summary>
        /// <param name="hasSubscribed">Its SUBSCRIBE was out.</param>
        /// <returns>True if the filters of the next one are others.</returns>
        public bool OnOffline(bool hasSubscribed)
        {
            bool before = isLeftOut;
            isLeftOut = wasOnline ? false : hasSubscribed ? !isLeftOut : isLeftOut;
            wasOnline = false;
            isPassing = false;
            dueMs = Never;
            for (int device = 0; device < states.Length; device++)
            {
                states[device] = NotBorn;
            }

            return isLeftOut != before;
        }

        private void Judge(int device, long nowMs)
        {
            long sent = sentMs[device];
            long due = (heardMs > sent ? heardMs : sent) + WaitMs;
            due = due < sent + LongestMs ? due : sent + LongestMs;
            if (nowMs < due)
            {
                dueMs = due < dueMs ? due : dueMs;
                return;
            }

            states[device] = Missing;
            owner.OnEdgeEvent(EdgeEvent.BirthNotEchoed, device, device);
        }

        private int CountOf(byte state)
        {
            int count = 0;
            for (int device = 0; device < states.Length; device++)
            {
                count += states[device] == state ? 1 : 0;
            }

            return count;
        }

        // Our payloads begin with their time; another library may put it elsewhere, and then it is not ours.
        private static long TimeOf(byte[] payload, int offset, int there)
        {
            if (there < 2 || payload[offset] != FieldKey.PayloadTimestamp)
            {
                return NoTime;
            }

            long time = 0;
            for (int i = 1; i < there && i < BeginningBytes; i++)
            {
                byte part = payload[offset + i];
                time |= (long)(part & 0x7F) << (7 * (i - 1));
                if (part < 128)
                {
                    return time;
                }
            }

            return NoTime;
        }
    }
}
