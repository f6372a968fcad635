using System;
using FieldNode.Tags;

namespace FieldNode.Field.Gpio
{
    /// <summary>What an output does when the node has lost its link.</summary>
    public enum LinkLoss
    {
        /// <summary>It stays as it was written.</summary>
        Hold = 0,
        /// <summary>It goes off.</summary>
        Off = 1,
        /// <summary>It goes on.</summary>
        On = 2
    }

    /// <summary>What is fixed about an output.</summary>
    public sealed class OutputSpec
    {
        /// <summary>Its pin.</summary>
        public IDigitalPin Pin;
        /// <summary>Tag of its state.</summary>
        public int Tag;
        /// <summary>On is low at the pin.</summary>
        public bool Inverted;
        /// <summary>State from boot until it is first written, and all the time while new firmware is on trial.</summary>
        public bool OnAtBoot;
        /// <summary>State after the link was lost for <see cref="LinkLossMs"/>.</summary>
        public LinkLoss AtLinkLoss = LinkLoss.Off;
        /// <summary>How long the link may be lost before that, in ms.</summary>
        public int LinkLossMs = 60000;
    }

    /// <summary>
    /// An output. It has a defined state whenever no host is in command: from boot, after a link loss, and in a trial of new firmware. A
    /// link that comes back changes nothing: the output waits for a new command, so that nothing starts by itself.
    /// </summary>
    public sealed class DigitalOutput
    {
        private readonly OutputSpec spec;
        private bool open;
        private long lostMs = -1;

        /// <summary>An output; the pin is opened by its first step.</summary>
        public DigitalOutput(OutputSpec spec)
        {
            if (spec.Pin == null || spec.LinkLossMs < 0)
            {
                throw new ArgumentException("output");
            }

            this.spec = spec;
            IsOn = spec.OnAtBoot;
        }

        /// <summary>Tag of its state.</summary>
        public int Tag
        {
            get { return spec.Tag; }
        }

        /// <summary>What it should be.</summary>
        public bool IsOn { get; private set; }

        /// <summary>Times that a link loss or a trial took the command away.</summary>
        public int Fallbacks { get; private set; }

        /// <summary>Would a host's command, already allowed by policy, be taken?</summary>
        public WriteResult Check(bool inTrial)
        {
            return inTrial ? WriteResult.NotWritable : open ? WriteResult.Queued : WriteResult.Offline;
        }

        /// <summary>A host's command that was checked.</summary>
        /// <returns>False: the pin could not be set, and the output stays as it was.</returns>
        public bool Command(bool on)
        {
            bool former = IsOn;
            IsOn = on;
            if (Apply())
            {
                return true;
            }

            IsOn = former; // what was refused must not happen when the pin comes back
            return false;
        }

        /// <summary>Falls back where it has to, and looks whether the pin obeys.</summary>
        /// <returns>None, PortLost (no pin) or DeviceFailure (the pin does not follow: shorted).</returns>
        public QualityReason Step(long nowMs, bool linkUp, bool inTrial)
        {
            if (linkUp)
            {
                lostMs = -1;
            }
            else if (lostMs < 0)
            {
                lostMs = nowMs;
            }

            bool wanted = IsOn;
            if (inTrial)
            {
                wanted = spec.OnAtBoot;
            }
            else if (lostMs >= 0 && nowMs - lostMs >= spec.LinkLossMs && spec.AtLinkLoss != LinkLoss.Hold)
            {
                wanted = spec.AtLinkLoss == LinkLoss.On;
            }

            if (wanted != IsOn)
            {
                IsOn = wanted;
                Fallbacks++;
            }

            if (!Apply())
            {
                return QualityReason.PortLost;
            }

            return spec.Pin.Read() == (Level ? 1 : 0) ? QualityReason.None : QualityReason.DeviceFailure;
        }

        private bool Level
        {
            get { return IsOn != spec.Inverted; }
        }

        private bool Apply()
        {
            if (!open)
            {
                open = spec.Pin.Open(PinUse.Output, Level);
                return open;
            }

            open = spec.Pin.Write(Level);
            return open;
        }
    }
}
