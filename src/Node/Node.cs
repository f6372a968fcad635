using System;
using FieldNode.Field;
using FieldNode.Field.Gpio;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// A node: field drivers, tags, edge node and session in one loop on one thread. <see cref="Step"/> does what is due and says how
    /// long it may sleep; it reads no clock, so a whole node can be replayed under a virtual one. Made by NodeBuilder.
    /// </summary>
    public sealed class Node : IEdgeOwner, IBytesTaker
    {
        private const int SleepMaxMs = 1000; // a watchdog wants to be petted even if nothing is due
        private const int NotKnown = -1;

        private readonly TagTable tags;
        private readonly IFieldDriver[] drivers;
        private readonly EdgeNode edge;
        private readonly MqttSession session;
        private readonly HealthMetrics metrics;
        private readonly INodePorts ports;
        private readonly NodeEvents events;
        private readonly LoopTime loop; // null: no driver asks for it
        private readonly BelievedTime time;
        private readonly UpdateDevice update; // the last driver, or null
        private int stepFaults;
        private bool stopAsked;
        private bool isBegun;
        private bool wasSupplyFailing;
        private long wokenMs; // when the last step asked to be followed by the next

        // When each has something to do by its own word, in monotonic ms. Who has not is not called.
        private long nextDueMs; // the first of them
        private long sessionDueMs;
        private long metricsDueMs;
        private long edgeDueMs;
        private readonly long[] driverDueMs;
        private readonly int[] driverBusyMs; // by driver: how long the step after its turn began too late, or NotKnown

        internal Node(TagTable tags, IFieldDriver[] drivers, HealthMetrics metrics, INodePorts ports, NodeEvents events,
            SparkplugOptions sparkplug, MqttOptions mqtt, LoopTime loop, UpdateDevice update)
        {
            this.update = update;
            sparkplug.Bytes = update == null ? null : this;
            this.loop = loop;
            this.events = events;
            time = new BelievedTime(sparkplug.ClockFloorMs, sparkplug.ClockCeilingMs);
            this.tags = tags;
            this.drivers = drivers;
            this.metrics = metrics;
            this.ports = ports;
            edge = new EdgeNode(tags, ports.Store, sparkplug, this);
            mqtt.WillTopic = edge.WillTopic;
            mqtt.Filters = edge.Filters;
            session = new MqttSession(ports.Wire, edge, mqtt);
            edge.Attach(session);
            driverDueMs = new long[drivers.Length];
            driverBusyMs = loop == null ? null : new int[drivers.Length];
            ITopicKeeper keeper = ports.Wire as ITopicKeeper;
            if (keeper != null)
            {
                keeper.Keep(edge.DataTopics);
            }
        }

        /// <summary>The board's own pins, or null: they hear whether the node has its link, and keep totals at a stop.</summary>
        public GpioPoints Terminals { get; internal set; }

        /// <summary>What happened: the ring on flash and its counters.</summary>
        public NodeEvents Events
        {
            get { return events; }
        }

        /// <summary>The tag table, for tests and for what a board adds.</summary>
        public TagTable Tags
        {
            get { return tags; }
        }

        /// <summary>The edge node.</summary>
        public EdgeNode Edge
        {
            get { return edge; }
        }

        /// <summary>The session.</summary>
        public MqttSession Session
        {
            get { return session; }
        }

        /// <summary>True once an intended stop is complete: DISCONNECT is out, or there was no connection.</summary>
        public bool IsStopped { get; private set; }

        /// <summary>Does what is due: inbound packets, the field, the node's own metrics, then what there is to publish.</summary>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">Wall clock, ms since 1970 UTC; one that cannot be is not used (<see cref="BelievedTime"/>).</param>
        /// <returns>How many ms it may sleep, 0 to 1000.</returns>
        public int Step(long nowMs, long utcMs)
        {
            if (nowMs < nextDueMs)
            {
                return (int)(nextDueMs - nowMs); // woken early: nobody has anything to do
            }

            long shownMs = utcMs;
            utcMs = time.Of(nowMs, shownMs);
            if (time.News != TimeNews.None)
            {
                events.OnTimeNews(time.News, shownMs, nowMs, utcMs);
            }

            if (!isBegun)
            {
                isBegun = true;
                wokenMs = nowMs;
                events.Begin(nowMs, utcMs);
            }

            events.Step(nowMs, utcMs);
            tags.Tick(nowMs);
            if (nowMs >= sessionDueMs)
            {
                int due = session.Step(nowMs, utcMs);
                if (session.IsClockOld)
                {
                    return 0; // a request sent now would have its time-out and a sensor its wait behind it in the next step
                }

                sessionDueMs = nowMs + due;
            }

            StepDrivers(nowMs, utcMs);
            if (nowMs >= metricsDueMs || events.HasRefusal)
            {
                metricsDueMs = nowMs + metrics.Step(nowMs, utcMs, session, edge, events, ports.Health, stepFaults);
            }

            edgeDueMs = nowMs + edge.Step(nowMs, utcMs);
            TellLink(nowMs);
            IsStopped |= stopAsked && session.State == MqttState.Offline;

            nextDueMs = NextDueMs(nowMs);
            wokenMs = nextDueMs;
            return (int)(nextDueMs - nowMs);
        }

        private void StepDrivers(long nowMs, long utcMs)
        {
            long[] dues = driverDueMs;
            int busyMs = nowMs > wokenMs ? (int)(nowMs - wokenMs) : 0;
            for (int i = 0; i < dues.Length; i++)
            {
                if (loop != null && driverBusyMs[i] == NotKnown)
                {
                    driverBusyMs[i] = busyMs;
                }

                if (nowMs >= dues[i])
                {
                    if (loop != null)
                    {
                        loop.BusyMs = driverBusyMs[i];
                        driverBusyMs[i] = NotKnown;
                    }

                    dues[i] = nowMs + drivers[i].Step(nowMs, utcMs);
                }
            }
        }

        private long NextDueMs(long nowMs)
        {
            long[] dues = driverDueMs;
            long next = nowMs + SleepMaxMs;
            next = sessionDueMs < next ? sessionDueMs : next;
            next = metricsDueMs < next ? metricsDueMs : next;
            next = edgeDueMs < next ? edgeDueMs : next;
            for (int i = 0; i < dues.Length; i++)
            {
                if (dues[i] < next)
                {
                    next = dues[i];
                }
            }

            return next > nowMs ? next : nowMs;
        }

        private void TellLink(long nowMs)
        {
            bool isUp = edge.IsHostReachable;
            if (Terminals == null)
            {
                return;
            }

            if (Terminals.IsLinkUp != isUp)
            {
                Terminals.IsLinkUp = isUp;
                AllAreDue(); // an output's fallback counts from now
            }

            if (Terminals.IsSupplyFailing && !wasSupplyFailing)
            {
                edge.KeepForGood(nowMs);
            }

            wasSupplyFailing = Terminals.IsSupplyFailing;
        }

        // Something was asked of one of them from outside of its step.
        internal void AllAreDue()
        {
            nextDueMs = 0;
            sessionDueMs = 0;
            metricsDueMs = 0;
            Array.Clear(driverDueMs, 0, driverDueMs.Length);
        }

        /// <summary>Leaves on purpose: NDEATH, DISCONNECT. Step on until <see cref="IsStopped"/>.</summary>
        public void Stop(long nowMs, long utcMs)
        {
            if (!stopAsked)
            {
                stopAsked = true;
                utcMs = time.Of(nowMs, utcMs);
                events.Say(NodeEvent.Stopping, 0, null);
                events.IsLeaving = true;
                AllAreDue();
                edge.Stop(nowMs, utcMs);
                if (Terminals != null)
                {
                    Terminals.Stop(nowMs);
                }

                events.OnStopping(nowMs, utcMs);
            }
        }

        /// <summary>The run ends: what the journal has in RAM goes to flash.</summary>
        public void KeepForGood(long nowMs)
        {
            edge.KeepForGood(nowMs);
        }

        /// <summary>Leaves as <see cref="Stop"/> does, and wants to be started anew: the supervisor sees to it.</summary>
        public void Restart(long nowMs, long utcMs)
        {
            IsRestartWanted = true;
            Stop(nowMs, utcMs);
        }

        /// <summary>The end that is under way, or complete, is to be followed by a start.</summary>
        public bool IsRestartWanted { get; private set; }

        /// <summary>Told by the supervisor that a step threw: a fault of ours, which the node's metrics then show.</summary>
        public void CountStepFault()
        {
            stepFaults++;
            events.OnStepFailed(stepFaults);
            events.Say(NodeEvent.StepFailed, stepFaults, null);
        }

        // What hosts send to the device Update goes there, and its step is due with it. Called only if there is one.

        /// <inheritdoc />
        public int Device
        {
            get { return update.Device; }
        }

        /// <inheritdoc />
        public int BirthBytesMax
        {
            get { return update.BirthBytesMax; }
        }

        /// <inheritdoc />
        public void WriteBirth(PayloadWriter writer, long utcMs)
        {
            update.WriteBirth(writer, utcMs);
        }

        /// <inheritdoc />
        public bool Take(CommandReader metric, byte[] payload, long nowMs, long utcMs)
        {
            driverDueMs[driverDueMs.Length - 1] = 0;
            return update.Take(metric, payload, nowMs, utcMs);
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
            for (int i = 0; i < drivers.Length; i++)
            {
                drivers[i].BeginWrites();
            }
        }

        /// <inheritdoc />
        public CommandVerdict CheckWrite(int tag, double value, long bits)
        {
            WriteResult result = WriteResult.NotMine;
            for (int i = 0; i < drivers.Length && result == WriteResult.NotMine; i++)
            {
                result = drivers[i].CheckWrite(tag, value, bits);
            }

            return Verdicts.Of(result);
        }

        /// <inheritdoc />
        public void Write(int tag, double value, long bits)
        {
            for (int i = 0; i < drivers.Length; i++)
            {
                if (drivers[i].Write(tag, value, bits))
                {
                    driverDueMs[i] = 0;
                    return;
                }
            }
        }

        /// <inheritdoc />
        public void OnRefused(CommandVerdict why, int device, int tag)
        {
            events.OnVerdict(why, device, tag);
        }

        /// <inheritdoc />
        public void OnEdgeEvent(EdgeEvent what, int device, int number)
        {
            events.OnEdgeEvent(what, device, number, edge.BdSeq);
            switch (what)
            {
                case EdgeEvent.NodeBorn: events.Say(NodeEvent.NodeBorn, edge.BdSeq, null); break;
                case EdgeEvent.DeviceBorn: events.Say(NodeEvent.DeviceBorn, 0, tags.DeviceName(device)); break;
                case EdgeEvent.DeviceDied: events.SayDeath(number, tags.DeviceName(device)); break;
                case EdgeEvent.RebirthAsked: events.Say(NodeEvent.RebirthAsked, 0, tags.DeviceName(device)); break;
                case EdgeEvent.CommandUnreadable: events.Say(NodeEvent.CommandUnreadable, number, tags.DeviceName(device)); break;
                case EdgeEvent.Offline: events.Say(NodeEvent.Offline, number, null); break;
                case EdgeEvent.HostOnline: events.Say(NodeEvent.HostOnline, number + 1, null); break;
                case EdgeEvent.HostOffline: events.Say(NodeEvent.HostOffline, number + 1, null); break;
                case EdgeEvent.RebirthRefused: events.Say(NodeEvent.RebirthRefused, 0, tags.DeviceName(device)); break;
                case EdgeEvent.BirthNotEchoed: events.Say(NodeEvent.BirthNotEchoed, number, tags.DeviceName(device)); break;
                case EdgeEvent.BirthByOther: events.Say(NodeEvent.BirthByOther, number, tags.DeviceName(device)); break;
                case EdgeEvent.BirthRetained: events.Say(NodeEvent.BirthRetained, number, tags.DeviceName(device)); break;
                case EdgeEvent.EchoRefused: events.Say(NodeEvent.EchoRefused, 0, null); break;
                case EdgeEvent.JournalFlash: events.Say(NodeEvent.JournalFlash, number, null); break;
                case EdgeEvent.NextAttempt: events.Say(NodeEvent.NextAttempt, number, null); break;
                case EdgeEvent.LostAfterBirth: events.Say(NodeEvent.LostAfterBirth, number, tags.DeviceName(device)); break;
                default: events.Say(NodeEvent.InternalFault, (int)what, tags.DeviceName(device)); break;
            }
        }
    }
}
