using System.Text;
using FieldNode.Field;
using FieldNode.Journal;
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
        /// <summary>Tags that it adds besides the drivers' counters.</summary>
        public const int OwnTags = 26;

        /// <summary>Tags that it adds where the certificate's end is known.</summary>
        public const int CertificateTags = 1;

        /// <summary>Tags that it adds where births are verified.</summary>
        public const int BirthTags = 3;

        // Places among them, in the order in which they are added: they follow one another, and so do the drivers' counters behind them.
        private const int Uptime = 0;
        private const int FreeMemory = 1;
        private const int Version = 2;
        private const int Reconnects = 3;
        private const int Blind = 4;
        private const int LastFault = 5;
        private const int Rebirths = 6;
        private const int StepFaults = 7;
        private const int LastReset = 8;
        private const int Events = 9;        // first of those that count events
        private const int Commands = 20;     // first of those that count them, in the order of Verdicts
        private const int LastRefusal = Commands + Verdicts.Groups;

        private const long DayMs = 86400000;
        private const int FirstNoticeDays = 60;
        private const int SecondNoticeDays = 30;
        private const int LastNoticeDays = 7;

        private readonly TagTable tags;
        private readonly IFieldDriver[] drivers;
        private readonly HostMetrics host; // null: neither a primary host nor other brokers
        private readonly JournalMetrics journal; // null: there is none
        private readonly int first;
        private readonly byte[] refusal = new byte[NodeEvents.RefusalMax];
        private readonly int periodMs;
        private long startMs = -1;
        private long dueMs;
        private int notice = int.MaxValue; // days of the last notice of the certificate's end

        /// <summary>Adds the tags; before the table is sealed.</summary>
        /// <param name="hasCertificate">Also how long the certificate lasts: <see cref="CertificateTags"/> more.</param>
        /// <param name="withBirths">Also what came back of the births: <see cref="BirthTags"/> more, behind all others.</param>
        public HealthMetrics(TagTable tags, IFieldDriver[] drivers, HostMetrics host, JournalMetrics journal, int periodMs, bool hasCertificate, bool withBirths)
        {
            this.tags = tags;
            this.drivers = drivers;
            this.host = host;
            this.journal = journal;
            this.periodMs = periodMs;
            first = Add("Node/Uptime", DataType.Int64, "s");
            Add("Node/Free memory", DataType.Int64, "B");
            Add("Properties/Firmware version", DataType.String, null);
            Add("Node/Reconnects", DataType.Int64, null);
            Add("Node/Blind ms", DataType.Int64, "ms");
            Add("Node/Last fault", DataType.Int32, null);
            Add("Node/Rebirths asked", DataType.Int64, null);
            Add("Node/Step faults", DataType.Int64, null);
            Add("Node/Last reset", DataType.Int32, null);
            Add("Node/Boots", DataType.Int64, null);
            Add("Node/Connects failed", DataType.Int64, null);
            Add("Node/TLS failures", DataType.Int64, null);
            Add("Node/Field faults", DataType.Int64, null);
            Add("Node/Device deaths", DataType.Int64, null);
            Add("Node/Time steps", DataType.Int64, null);
            Add("Node/Events lost", DataType.Int64, null);
            Add("Node/Event writes", DataType.Int64, null);
            Add("Node/Longest birth", DataType.Int64, "B");
            Add("Node/Store faults", DataType.Int64, null);
            Add("Node/Devices away", DataType.Int32, null);
            Add("Node/Commands/Passed", DataType.Int64, null);
            Add("Node/Commands/Refused by policy", DataType.Int64, null);
            Add("Node/Commands/Refused by value", DataType.Int64, null);
            Add("Node/Commands/Failed", DataType.Int64, null);
            Add("Node/Commands/Not sent", DataType.Int64, null);
            Add("Node/Commands/Last not done", DataType.String, null);
            for (int d = 0; d < drivers.Length; d++)
            {
                for (int i = 0; i < drivers[d].CounterCount; i++)
                {
                    Add(drivers[d].CounterName(i), DataType.Int64, null);
                }
            }

            if (hasCertificate)
            {
                Add("Certificate/Days left", DataType.Int32, "d");
            }

            if (withBirths)
            {
                Add("Node/Births/Echoed", DataType.Int64, null);
                Add("Node/Births/Not echoed", DataType.Int64, null);
                Add("Node/Births/By others", DataType.Int64, null);
            }
        }

        /// <summary>
        /// Gives all of them a first value, once the table is sealed: a birth must not depend on the first step having come so far. That step
        /// stamps them all the same, but for the version, which never changes: it bears the time of the first birth.
        /// </summary>
        public void Prime(string firmwareVersion, bool hasCertificate, bool withBirths)
        {
            int end = first + OwnTags + (hasCertificate ? CertificateTags : 0) + (withBirths ? BirthTags : 0);
            for (int d = 0; d < drivers.Length; d++)
            {
                end += drivers[d].CounterCount;
            }

            for (int tag = first; tag < end; tag++)
            {
                if (tag == first + Version)
                {
                    byte[] version = Encoding.UTF8.GetBytes(firmwareVersion);
                    tags.SetText(tag, version, 0, version.Length);
                    continue;
                }

                if (tag == first + LastRefusal)
                {
                    tags.SetText(tag, refusal, 0, 0);
                }
                else
                {
                    tags.SetInt(tag, 0);
                }

                tags.ForceReport(tag);
            }

            if (host != null)
            {
                host.Prime();
            }

            if (journal != null)
            {
                journal.Prime();
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
            int at = first;
            tags.BeginSample(utcMs);
            tags.SetInt(at + Uptime, (nowMs - startMs) / 1000);
            tags.SetInt(at + FreeMemory, health.FreeMemoryBytes());
            tags.SetInt(at + Reconnects, session.Reconnects);
            tags.SetInt(at + Blind, session.BlindMs);
            tags.SetInt(at + LastFault, (int)session.LastFault);
            tags.SetInt(at + Rebirths, edge.RebirthsAsked);
            tags.SetInt(at + StepFaults, faults);
            tags.SetInt(at + LastReset, health.LastReset());
            tags.SetInt(at + Events, happened.Ring.Run);
            tags.SetInt(at + Events + 1, session.AttemptsFailed);
            tags.SetInt(at + Events + 2, happened.TlsFailures);
            tags.SetInt(at + Events + 3, happened.FieldFaults);
            tags.SetInt(at + Events + 4, happened.DeviceDeaths);
            tags.SetInt(at + Events + 5, happened.TimeSteps);
            tags.SetInt(at + Events + 6, happened.Ring.Lost);
            tags.SetInt(at + Events + 7, happened.Ring.Writes);
            tags.SetInt(at + Events + 8, edge.LongestBirth);
            tags.SetInt(at + Events + 9, happened.LookAtStore());
            tags.SetInt(at + Events + 10, happened.DevicesAway);
            SampleCommands(happened);
            at += OwnTags;
            for (int d = 0; d < drivers.Length; d++)
            {
                IFieldDriver driver = drivers[d];
                int count = driver.CounterCount;
                for (int i = 0; i < count; i++)
                {
                    tags.SetInt(at++, driver.Counter(i));
                }
            }

            if (host != null)
            {
                host.Sample(session, edge);
            }

            if (journal != null)
            {
                journal.Sample(edge.Journal, nowMs);
            }

            SampleCertificate(at, edge.CertificateEndMs, nowMs, utcMs, happened);
            SampleBirths(edge.Echo, edge.CertificateEndMs == 0 ? at : at + CertificateTags);
            return periodMs;
        }

        /// <summary>What ends without a word would take the node off the plant on a day that nobody knows.</summary>
        private void SampleCertificate(int tag, long endMs, long nowMs, long utcMs, NodeEvents happened)
        {
            if (endMs == 0 || utcMs == 0)
            {
                return; // no day is left from a time that is not known
            }

            long left = endMs - utcMs;
            int days = (int)((left < 0 ? left - DayMs + 1 : left) / DayMs);
            tags.SetInt(tag, days);
            int due = days < LastNoticeDays ? LastNoticeDays : days < SecondNoticeDays ? SecondNoticeDays : days < FirstNoticeDays ? FirstNoticeDays : notice;
            if (due < notice)
            {
                notice = due;
                happened.Ring.Add(EventKind.CertificateEnds, days, 0, (string)null, nowMs, utcMs);
            }
        }

        private void SampleBirths(BirthEcho echo, int at)
        {
            if (echo != null)
            {
                tags.SetInt(at, echo.BackCount);
                tags.SetInt(at + 1, echo.MissingCount);
                tags.SetInt(at + 2, echo.ByOthers);
            }
        }

        /// <summary>Sooner than the others if something was refused or failed: somebody waits for it to be done.</summary>
        private void SampleCommands(NodeEvents happened)
        {
            happened.HasRefusal = false;
            for (int group = 0; group < Verdicts.Groups; group++)
            {
                tags.SetInt(first + Commands + group, happened.Commands(group));
            }

            tags.SetText(first + LastRefusal, refusal, 0, happened.PutLastRefusal(refusal));
        }

        private int Add(string name, DataType type, string unit)
        {
            return tags.Add(0, new TagSpec
            {
                Name = name, DataType = type, EngUnit = unit, PeriodMs = periodMs + 1, TextBytesMax = NodeEvents.RefusalMax, AlwaysGood = true,
            });
        }
    }
}
