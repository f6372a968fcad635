using System;
using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>
    /// What happens in a node, as typed events for the ring on flash and as counters for its metrics. Nothing of it allocates, except for a
    /// name in a line of the log; the ring limits these. It has no clock: <see cref="Step"/> gives it the time of the step in which things happen.
    /// </summary>
    public sealed partial class NodeEvents : IFaultListener, ITagListener, IEventListener
    {
        /// <summary>A clock that goes otherwise than the monotonic one by so much from one step to the next was set, in ms.</summary>
        public const int TimeStepMs = 1000;

        private const long DayMs = 86400000;

        private readonly EventRing ring;
        private readonly TagTable tags;
        private readonly INodePorts ports;
        private readonly StoreWatch store; // null: the board's is not watched
        private readonly byte[] name = new byte[EventRecord.NameMax];
        private long nowMs;
        private long utcMs;
        private long offsetMs;      // utcMs - nowMs of the step before; only while the clock is set
        private bool isClockSet;
        private bool isLinkUp;
        private bool isRefusalTold; // of the store
        private long linkUpMs;

        /// <summary>Events of a node; the table must be sealed.</summary>
        public NodeEvents(EventRing ring, TagTable tags, INodePorts ports)
        {
            this.ring = ring;
            this.tags = tags;
            this.ports = ports;
            store = ports.Store as StoreWatch;
            ring.Listener = this;
        }

        /// <summary>The ring.</summary>
        public EventRing Ring
        {
            get { return ring; }
        }

        /// <summary>TLS handshakes that failed, or that the broker refused.</summary>
        public int TlsFailures { get; private set; }

        /// <summary>Requests and measurements that failed.</summary>
        public int FieldFaults { get; private set; }

        /// <summary>Devices given up.</summary>
        public int DeviceDeaths { get; private set; }

        /// <summary>Times that the clock was set while the node ran, or showed a time that is not believed.</summary>
        public int TimeSteps { get; private set; }

        /// <summary>Monotonic time of the step.</summary>
        public long NowMs
        {
            get { return nowMs; }
        }

        /// <summary>Takes the time of a step, looks whether the clock was set, and lets the ring write what is due.</summary>
        public void Step(long stepMs, long stepUtcMs)
        {
            nowMs = stepMs;
            utcMs = stepUtcMs;
            long offset = stepUtcMs - stepMs;
            long moved = offset - offsetMs;
            offsetMs = offset;
            if (stepUtcMs == 0)
            {
                isClockSet = false;
            }
            else if (!isClockSet || moved >= TimeStepMs || moved <= -TimeStepMs)
            {
                OnClock(moved);
            }

            ring.Step(stepMs, stepUtcMs);
        }

        /// <summary>The first step of the node: a board that did not record the start of this run leaves it to us.</summary>
        public void Begin(long stepMs, long stepUtcMs)
        {
            ring.Start(ring.LastEnd, ports.Version, stepMs, stepUtcMs);
        }

        /// <summary>Set when the node begins to leave on purpose: deaths and the end of the session are then no events.</summary>
        public bool IsLeaving { get; set; }

        /// <summary>The node leaves on purpose: the last record of this run.</summary>
        public void OnStopping(long stopMs, long stopUtcMs)
        {
            ring.Add(EventKind.Stopping, 0, 0, (string)null, stopMs, stopUtcMs);
            ring.Close(stopMs, stopUtcMs);
        }

        /// <summary>
        /// A line for the log. A log that throws breaks its word, and is heard no more of: a line that is lost is better than a node that is.
        /// </summary>
        public void Say(NodeEvent what, int number, string about)
        {
            try
            {
                ports.Log.Write(what, number, about);
            }
            catch (Exception)
            {
                // The ring has the event; a log that loses lines counts them itself.
            }
        }

        /// <summary>The board's clock shows a time that is not believed, or one that is again.</summary>
        public void OnTimeNews(TimeNews news, long shownMs, long stepMs, long stepUtcMs)
        {
            if (news == TimeNews.Refused)
            {
                OnTimeRefused(shownMs, stepMs, stepUtcMs);
            }
            else
            {
                OnTimeRight(stepMs, stepUtcMs);
            }
        }

        private void OnTimeRefused(long shownMs, long stepMs, long stepUtcMs)
        {
            long day = shownMs / DayMs;
            int number = day > int.MaxValue ? int.MaxValue : day < 0 ? 0 : (int)day;
            TimeSteps++;
            ring.Add(EventKind.TimeRefused, number, 0, (string)null, stepMs, stepUtcMs);
            Say(NodeEvent.TimeRefused, number, null);
        }

        private void OnTimeRight(long stepMs, long stepUtcMs)
        {
            if (isClockSet) // else it is recorded as the first of this run
            {
                ring.Add(EventKind.ClockSet, 0, 0, (string)null, stepMs, stepUtcMs);
            }

            Say(NodeEvent.TimeRight, (int)(stepUtcMs / DayMs), null);
        }

        /// <summary>A step threw an exception.</summary>
        public void OnStepFailed(int soFar)
        {
            ring.Add(EventKind.StepFailed, soFar, 0, (string)null, nowMs, utcMs);
        }

        /// <summary>Something happened in the Sparkplug session.</summary>
        public void OnEdgeEvent(EdgeEvent what, int device, int number, int bdSeq)
        {
            switch (what)
            {
                case EdgeEvent.NodeBorn: OnBorn(bdSeq); break;
                case EdgeEvent.DeviceBorn:
                case EdgeEvent.DeviceDied:
                case EdgeEvent.NextAttempt:
                    break; // devices tell of themselves, with a link or without one
                case EdgeEvent.RebirthAsked: Add(EventKind.RebirthAsked, 0, device); break;
                case EdgeEvent.CommandUnreadable:
                    Add(EventKind.CommandUnreadable, number, device);
                    OnVerdict(CommandVerdict.Unreadable, device, NoTag);
                    break;
                case EdgeEvent.Offline: OnOffline((MqttFault)number); break;
                case EdgeEvent.HostOnline: Add(EventKind.HostOnline, number + 1, 0); break;
                case EdgeEvent.HostOffline: Add(EventKind.HostOffline, number + 1, 0); break;
                case EdgeEvent.RebirthRefused: Add(EventKind.RebirthRefused, 0, device); break;
                case EdgeEvent.BirthNotEchoed: Add(EventKind.BirthNotEchoed, number, device); break;
                case EdgeEvent.BirthByOther: Add(EventKind.BirthByOther, number, device); break;
                case EdgeEvent.BirthRetained: Add(EventKind.BirthRetained, number, device); break;
                case EdgeEvent.EchoRefused: Add(EventKind.EchoRefused, 0, 0); break;
                case EdgeEvent.JournalFlash: Add(EventKind.JournalFlash, number, 0); break;
                case EdgeEvent.LostAfterBirth: Add(EventKind.LostAfterBirth, number, device); break;
                default: Add(EventKind.InternalFault, (int)what, device); break;
            }
        }

        /// <inheritdoc />
        public void OnSlaveFault(int device, ModbusFault fault)
        {
            FieldFaults++;
            if (fault < ModbusFault.IllegalFunction || fault > ModbusFault.IllegalValue) // those are about tags, which tell of themselves
            {
                Add(EventKind.SlaveFault, (int)fault, device);
            }
        }

        /// <inheritdoc />
        public void OnSensorFault(int device, QualityReason why)
        {
            FieldFaults++;
            Add(EventKind.SensorFault, (int)why, device);
        }

        /// <inheritdoc />
        public void OnFallback(int tag, bool isOn)
        {
            AddTag(EventKind.OutputFallback, isOn ? 1 : 0, tag);
        }

        /// <inheritdoc />
        public void OnTotalsRestored(int restored, int inputs)
        {
            ring.Add(EventKind.TotalsRestored, restored, inputs, (string)null, nowMs, utcMs);
        }

        private void OnClock(long movedMs)
        {
            if (!isClockSet)
            {
                isClockSet = true;
                ring.Add(EventKind.ClockSet, 0, 0, (string)null, nowMs, utcMs);
                return;
            }

            TimeSteps++;
            long seconds = movedMs / 1000;
            int shown = seconds > int.MaxValue ? int.MaxValue : seconds < int.MinValue ? int.MinValue : (int)seconds;
            ring.Add(EventKind.TimeStep, shown, (int)(movedMs % 1000), (string)null, nowMs, utcMs);
            Say(NodeEvent.TimeStepped, shown, null);
        }

        private void OnBorn(int bdSeq)
        {
            if (isLinkUp)
            {
                return; // a rebirth
            }

            isLinkUp = true;
            linkUpMs = nowMs;
            ring.Add(EventKind.LinkUp, bdSeq, 0, (string)null, nowMs, utcMs);
        }

        private void OnOffline(MqttFault fault)
        {
            if (IsLeaving)
            {
                return;
            }

            if (isLinkUp)
            {
                isLinkUp = false;
                ring.Add(EventKind.LinkDown, (int)fault, (int)((nowMs - linkUpMs) / 1000), (string)null, nowMs, utcMs);
                return;
            }

            bool isTls = fault >= MqttFault.TlsFailed && fault <= MqttFault.TlsTimeout;
            TlsFailures += isTls ? 1 : 0;
            IWireDetail detail = ports.Wire as IWireDetail;
            ring.Add(isTls ? EventKind.TlsFailed : EventKind.ConnectFailed, (int)fault,
                isTls && detail != null ? detail.LastFaultDetail : 0, (string)null, nowMs, utcMs);
        }

        private void Add(EventKind kind, int number, int device)
        {
            ring.Add(kind, number, 0, tags.DeviceName(device), nowMs, utcMs);
        }

        private void AddTag(EventKind kind, int number, int tag)
        {
            PutName(tag, name, 0);
            ring.Add(kind, number, 0, name, nowMs, utcMs);
        }

        /// <summary>Writes device/tag into NameMax bytes, the rest zeros.</summary>
        /// <returns>The place behind its last byte.</returns>
        private int PutName(int tag, byte[] into, int at)
        {
            int end = EventRecord.PutName(tags.DeviceName(tags.DeviceOf(tag)), into, at);
            int limit = at + EventRecord.NameMax;
            if (end > at && end < limit)
            {
                into[end++] = (byte)'/';
            }

            return end + tags.CopyName(tag, into, end, limit - end);
        }
    }
}
