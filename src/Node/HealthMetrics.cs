using System.Text;
using FieldNode.Field;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// The node's own metrics: what maintenance looks at first. They are tags of device 0, sampled now and then, so they follow the same
    /// report by exception as everything else.
    /// </summary>
    public sealed class HealthMetrics
    {
        private readonly TagTable tags;
        private readonly IFieldDriver[] drivers;
        private readonly int uptime;
        private readonly int freeMemory;
        private readonly int version;
        private readonly int reconnects;
        private readonly int blind;
        private readonly int lastFault;
        private readonly int rebirths;
        private readonly int stepFaults;
        private readonly int lastReset;
        private readonly int events; // first of the tags that count events
        private readonly int commands; // first of the tags that count them, in the order of Verdicts
        private readonly int lastRefusal;
        private readonly byte[] refusal = new byte[NodeEvents.RefusalMax];
        private readonly int[] counters; // first tag of each driver's counters
        private readonly int periodMs;
        private int last;                // tag; they follow one another from uptime on
        private readonly byte[] versionText;
        private long startMs = -1;
        private long dueMs;

        /// <summary>Adds the tags; before the table is sealed.</summary>
        public HealthMetrics(TagTable tags, IFieldDriver[] drivers, int periodMs, string firmwareVersion)
        {
            this.tags = tags;
            this.drivers = drivers;
            this.periodMs = periodMs;
            versionText = Encoding.UTF8.GetBytes(firmwareVersion);
            uptime = Add("Node/Uptime", DataType.Int64, "s");
            freeMemory = Add("Node/Free memory", DataType.Int64, "B");
            version = Add("Properties/Firmware version", DataType.String, null);
            reconnects = Add("Node/Reconnects", DataType.Int64, null);
            blind = Add("Node/Blind ms", DataType.Int64, "ms");
            lastFault = Add("Node/Last fault", DataType.Int32, null);
            rebirths = Add("Node/Rebirths asked", DataType.Int64, null);
            stepFaults = Add("Node/Step faults", DataType.Int64, null);
            lastReset = Add("Node/Last reset", DataType.Int32, null);
            events = Add("Node/Boots", DataType.Int64, null);
            Add("Node/Connects failed", DataType.Int64, null);
            Add("Node/TLS failures", DataType.Int64, null);
            Add("Node/Field faults", DataType.Int64, null);
            Add("Node/Device deaths", DataType.Int64, null);
            Add("Node/Time steps", DataType.Int64, null);
            Add("Node/Events lost", DataType.Int64, null);
            Add("Node/Event writes", DataType.Int64, null);
            Add("Node/Longest birth", DataType.Int64, "B");
            commands = Add("Node/Commands/Passed", DataType.Int64, null);
            Add("Node/Commands/Refused by policy", DataType.Int64, null);
            Add("Node/Commands/Refused by value", DataType.Int64, null);
            Add("Node/Commands/Failed", DataType.Int64, null);
            Add("Node/Commands/Not sent", DataType.Int64, null);
            lastRefusal = Add("Node/Commands/Last not done", DataType.String, null);
            counters = new int[drivers.Length];
            for (int d = 0; d < drivers.Length; d++)
            {
                for (int i = 0; i < drivers[d].CounterCount; i++)
                {
                    int tag = Add(drivers[d].CounterName(i), DataType.Int64, null);
                    counters[d] = i == 0 ? tag : counters[d];
                }
            }
        }

        /// <summary>Tags that it adds besides the drivers' counters.</summary>
        public const int OwnTags = 24;

        /// <summary>
        /// Gives all of them a first value, once the table is sealed: a birth must not depend on the first step having come so far. That step
        /// stamps them all the same.
        /// </summary>
        public void Prime()
        {
            for (int tag = uptime; tag <= last; tag++)
            {
                if (tag == version)
                {
                    tags.SetText(tag, versionText, 0, versionText.Length);
                }
                else if (tag == lastRefusal)
                {
                    tags.SetText(tag, refusal, 0, 0);
                }
                else
                {
                    tags.SetInt(tag, 0);
                }

                tags.ForceReport(tag);
            }
        }

        /// <summary>Samples all of them if they are due.</summary>
        /// <returns>In how many ms they are due again.</returns>
        public int Step(long nowMs, long utcMs, MqttSession session, EdgeNode edge, NodeEvents happened, IHealth health,
            int faults)
        {
            if (startMs < 0)
            {
                startMs = nowMs;
                dueMs = nowMs;
            }

            if (nowMs < dueMs)
            {
                if (happened.HasRefusal)
                {
                    tags.BeginSample(utcMs);
                    SampleCommands(happened);
                }

                return (int)(dueMs - nowMs);
            }

            dueMs = nowMs + periodMs;
            tags.BeginSample(utcMs);
            tags.SetInt(uptime, (nowMs - startMs) / 1000);
            tags.SetInt(freeMemory, health.FreeMemoryBytes());
            tags.SetText(version, versionText, 0, versionText.Length);
            tags.SetInt(reconnects, session.Reconnects);
            tags.SetInt(blind, session.BlindMs);
            tags.SetInt(lastFault, (int)session.LastFault);
            tags.SetInt(rebirths, edge.RebirthsAsked);
            tags.SetInt(stepFaults, faults);
            tags.SetInt(lastReset, health.LastReset());
            tags.SetInt(events, happened.Ring.Run);
            tags.SetInt(events + 1, session.AttemptsFailed);
            tags.SetInt(events + 2, happened.TlsFailures);
            tags.SetInt(events + 3, happened.FieldFaults);
            tags.SetInt(events + 4, happened.DeviceDeaths);
            tags.SetInt(events + 5, happened.TimeSteps);
            tags.SetInt(events + 6, happened.Ring.Lost);
            tags.SetInt(events + 7, happened.Ring.Writes);
            tags.SetInt(events + 8, edge.LongestBirth);
            SampleCommands(happened);
            for (int d = 0; d < drivers.Length; d++)
            {
                IFieldDriver driver = drivers[d];
                for (int i = 0; i < driver.CounterCount; i++)
                {
                    tags.SetInt(counters[d] + i, driver.Counter(i));
                }
            }

            return periodMs;
        }

        /// <summary>Sooner than the others if something was refused or failed: somebody waits for it to be done.</summary>
        private void SampleCommands(NodeEvents happened)
        {
            happened.HasRefusal = false;
            for (int group = 0; group < Verdicts.Groups; group++)
            {
                tags.SetInt(commands + group, happened.Commands(group));
            }

            tags.SetText(lastRefusal, refusal, 0, happened.PutLastRefusal(refusal));
        }

        private int Add(string name, DataType type, string unit)
        {
            last = tags.Add(0, new TagSpec
            {
                Name = name, DataType = type, EngUnit = unit, PeriodMs = periodMs + 1, TextBytesMax = NodeEvents.RefusalMax, AlwaysGood = true,
            });
            return last;
        }
    }
}
