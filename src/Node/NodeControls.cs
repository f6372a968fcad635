using FieldNode.Field;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// <c>Node Control/Reboot</c>, <c>Next Server</c> and <c>Scan Rate</c>: tags of the node that hosts may write, and the driver that does what
    /// they say (Sparkplug 3.0.0, 4.2.1; docs/SPEC.md, "Commands"). So they are judged as every write is. A command is carried out in the step that
    /// heard it, behind its last value. A node whose settings want none of the three has no such object.
    /// </summary>
    public sealed class NodeControls : IFieldDriver
    {
        /// <summary>Tags that it adds at most.</summary>
        public const int TagsMax = 3;

        /// <summary>A restart is refused until the node has run for so many ms: who asks without end must not keep it from its data.</summary>
        public const int RebootFromMs = 300000;

        /// <summary>The next server is refused until the session has stood for so many ms.</summary>
        public const int NextServerFromMs = MqttSession.StableMs;

        private const int NoTag = -1;
        private const int NotAsked = -1;
        private const int PeriodMs = 10000; // of the aliases' order: these seldom change

        private readonly TagTable tags;
        private readonly IFieldDriver[] drivers; // this one among them
        private readonly int reboot = NoTag;
        private readonly int nextServer = NoTag;
        private readonly int scanRate = NoTag;
        private Node node;
        private long startMs = NotAsked;
        private bool rebootAsked;
        private bool nextServerAsked;
        private int paceAsked = NotAsked;

        /// <summary>Adds its tags; before the table is sealed.</summary>
        /// <param name="tags">The table.</param>
        /// <param name="drivers">All drivers of the node: those that read in rounds are paced.</param>
        /// <param name="wanted">Which of the three.</param>
        public NodeControls(TagTable tags, IFieldDriver[] drivers, ControlSettings wanted)
        {
            this.tags = tags;
            this.drivers = drivers;
            reboot = wanted.Reboot ? Add("Node Control/Reboot", DataType.Boolean) : NoTag;
            nextServer = wanted.NextServer ? Add("Node Control/Next Server", DataType.Boolean) : NoTag;
            if (wanted.ScanRateMaxMs > 0)
            {
                TagSpec spec = Spec("Node Control/Scan Rate", DataType.Int64);
                spec.EngUnit = "ms";
                spec.HasRange = true;
                spec.EngHigh = wanted.ScanRateMaxMs;
                scanRate = tags.Add(0, spec);
            }
        }

        /// <summary>True if settings want any of the three, and hosts may write.</summary>
        public static bool IsWanted(SparkplugSettings choices)
        {
            ControlSettings wanted = choices.Controls;
            return wanted != null && SparkplugForm.TakesCommands(choices) && (wanted.Reboot || wanted.NextServer || wanted.ScanRateMaxMs > 0);
        }

        /// <summary>Nothing is pressed, and no round is slowed down: the first values, once the table and the drivers are sealed.</summary>
        public void Prime(Node ofNode)
        {
            node = ofNode;
            SetIfThere(reboot);
            SetIfThere(nextServer);
            SetIfThere(scanRate);
            if (scanRate != NoTag)
            {
                Pace(0, 0);
            }
        }

        /// <inheritdoc />
        public IFaultListener Listener { get; set; }

        /// <inheritdoc />
        public int CounterCount
        {
            get { return 0; }
        }

        /// <inheritdoc />
        public string CounterName(int index)
        {
            return null;
        }

        /// <inheritdoc />
        public long Counter(int index)
        {
            return 0;
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
        }

        /// <inheritdoc />
        public WriteResult CheckWrite(int tag, double value, long bits)
        {
            if (tag != reboot && tag != nextServer && tag != scanRate)
            {
                return WriteResult.NotMine;
            }

            long nowMs = node.Events.NowMs;
            bool tooSoon = tag == reboot ? nowMs - startMs < RebootFromMs
                : tag == nextServer && nowMs - node.Edge.OnlineSinceMs < NextServerFromMs;
            return tooSoon && bits != 0 ? WriteResult.TooSoon : WriteResult.Queued; // false is what a host writes to reset its own tag
        }

        /// <inheritdoc />
        public bool Write(int tag, double value, long bits)
        {
            if (tag == scanRate)
            {
                paceAsked = (int)bits;
                return true;
            }

            if (tag != reboot && tag != nextServer)
            {
                return false;
            }

            rebootAsked = rebootAsked || (tag == reboot && bits != 0);
            nextServerAsked = nextServerAsked || (tag == nextServer && bits != 0);
            Tell(tag);
            tags.ReportAgain(tag); // it is not pressed any more
            return true;
        }

        /// <inheritdoc />
        public int Step(long nowMs, long utcMs)
        {
            if (startMs < 0)
            {
                startMs = nowMs;
            }

            if (paceAsked >= 0)
            {
                Pace(paceAsked, nowMs);
                tags.BeginSample(utcMs);
                tags.ForceReport(scanRate);
                tags.SetInt(scanRate, paceAsked);
                paceAsked = NotAsked;
                Tell(scanRate);
            }

            if (rebootAsked)
            {
                rebootAsked = false;
                node.Restart(nowMs, utcMs);
            }
            else if (nextServerAsked)
            {
                node.Edge.GoToNextServer(nowMs, utcMs);
                node.AllAreDue();
            }

            nextServerAsked = false;
            return int.MaxValue;
        }

        private void Pace(int leastMs, long nowMs)
        {
            for (int i = 0; i < drivers.Length; i++)
            {
                IPaced paced = drivers[i] as IPaced;
                if (paced != null)
                {
                    paced.Pace(leastMs, nowMs);
                }
            }

            node.AllAreDue();
        }

        private void Tell(int tag)
        {
            if (Listener != null)
            {
                Listener.OnWrite(tag, WriteResult.Done);
            }
        }

        private void SetIfThere(int tag)
        {
            if (tag != NoTag)
            {
                tags.SetInt(tag, 0);
            }
        }

        private int Add(string name, DataType type)
        {
            return tags.Add(0, Spec(name, type));
        }

        private static TagSpec Spec(string name, DataType type)
        {
            return new TagSpec { Name = name, DataType = type, Writable = true, AlwaysGood = true, PeriodMs = PeriodMs };
        }
    }
}
