using FieldNode.Field.Gpio;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>
    /// Whether what runs may stay. It is confirmed once it was online for a while with births that came back (where the settings ask for that) and that
    /// nobody asked for again, and with every device answering that answered before it. A broker that is away proves nothing, so its time does not count; the rest of the time is bounded.
    /// </summary>
    public sealed class TrialWatch
    {
        /// <summary>How often it looks, in ms.</summary>
        public const int PeriodMs = 1000;

        private const long NotOnline = -1;

        private readonly UpdateSettings settings;
        private readonly FieldMemory memory;
        private readonly TagTable tags;
        private EdgeNode edge;
        private MqttSession session;
        private GpioPoints terminals;
        private long lastMs = NotOnline;
        private long onlineMs = NotOnline; // since when it is online and nobody asked for a rebirth
        private long spentMs;
        private int rebirths;
        private int connectDelayMaxMs; // of the settings

        /// <summary>A watch; what was before is read here.</summary>
        public TrialWatch(UpdateSettings settings, FieldMemory memory, TagTable tags)
        {
            this.settings = settings;
            this.memory = memory;
            this.tags = tags;
            memory.Recall();
        }

        /// <summary>True once what runs may stay.</summary>
        public bool IsConfirmed { get; private set; }

        /// <summary>Gives it what is made after it. Outputs stay as at boot from here on, and attempts to connect are not delayed.</summary>
        /// <param name="watched">The edge node.</param>
        /// <param name="itsSession">Its session.</param>
        /// <param name="outputs">The board's own pins, or null.</param>
        public void Attach(EdgeNode watched, MqttSession itsSession, GpioPoints outputs)
        {
            edge = watched;
            session = itsSession;
            terminals = outputs;
            connectDelayMaxMs = session.ConnectDelayMaxMs;
            session.ConnectDelayMaxMs = 0; // its time runs, and who tries it waits
            SetTrial(true);
        }

        /// <summary>The trial is over, and it stays: hosts may write again.</summary>
        public void End()
        {
            session.ConnectDelayMaxMs = connectDelayMaxMs;
            SetTrial(false);
        }

        /// <summary>Looks.</summary>
        /// <returns>None, or why it is given up.</returns>
        public UpdateReason Step(long nowMs, long utcMs)
        {
            long passedMs = lastMs == NotOnline ? 0 : nowMs - lastMs;
            lastMs = nowMs;
            bool isOnline = edge.State == EdgeState.Born && edge.IsBorn;
            if (!isOnline)
            {
                onlineMs = NotOnline;
                spentMs += IsWaiting(utcMs) ? 0 : passedMs;
                return spentMs >= settings.TrialMs ? UpdateReason.NeverOnline : UpdateReason.None;
            }

            if (onlineMs == NotOnline || edge.RebirthsAsked != rebirths)
            {
                onlineMs = nowMs;
                rebirths = edge.RebirthsAsked;
            }

            spentMs += passedMs;
            bool isFieldRight = memory.IsFieldAsBefore(tags);
            IsConfirmed = isFieldRight && AreBirthsAccepted() && nowMs - onlineMs >= settings.ConfirmMs;
            return IsConfirmed || spentMs < settings.TrialMs ? UpdateReason.None
                : isFieldRight ? UpdateReason.NeverConfirmed : UpdateReason.FieldLost;
        }

        // With "verify": "echo" the node knows it; without, that nobody asked for them again has to do.
        private bool AreBirthsAccepted()
        {
            return edge.Echo == null || edge.Echo.AreAllBack;
        }

        // No network, no time, no broker, no primary host: so it would be with any firmware. With other brokers in the settings all of it is theirs.
        private bool IsWaiting(long utcMs)
        {
            if (!memory.IsSameLink)
            {
                return false; // the way to network and time is on trial itself
            }

            if (utcMs == 0 || edge.State == EdgeState.AwaitHost || edge.State == EdgeState.AwaitTurn)
            {
                return true;
            }

            if (!memory.IsSameBrokers)
            {
                return false;
            }

            switch (session.LastFault)
            {
                case MqttFault.NameNotFound:
                case MqttFault.Unreachable:
                case MqttFault.ConnectionRefused:
                case MqttFault.ConnectionLost:
                case MqttFault.ConnectTimeout:
                case MqttFault.RefusedUnavailable:
                case MqttFault.NoConnAck:
                case MqttFault.NoSubAck:
                case MqttFault.NoPingResp:
                case MqttFault.ClosedByBroker:
                    return true;
                default:
                    return false;
            }
        }

        private void SetTrial(bool isInTrial)
        {
            if (terminals != null)
            {
                terminals.IsInTrial = isInTrial;
            }
        }
    }
}
