using System;
using FieldNode.Tags;

namespace FieldNode.Field.Gpio
{
    /// <summary>
    /// The terminals of the board itself: contacts, outputs, pulse inputs. Contacts are sampled every <c>pollMs</c>; all tags are written at
    /// least once a second, so that report intervals work. Pulses are counted by the hardware, however long the loop is away.
    /// </summary>
    public sealed partial class GpioPoints : IFieldDriver
    {
        /// <summary>Counters of the driver.</summary>
        public const int Counters = 4;
        private const int RefreshMs = 1000;
        private static string[] CounterNames => new string[] { "Pin faults", "Output fallbacks", "Total saves", "Total saves failed" };

        private readonly string name;
        private readonly TagTable tags;
        private readonly int pollMs;
        private readonly Contact[] contacts;
        private readonly Debounce[] debounces;
        private readonly bool[] contactOpen;
        private readonly int[] contactShown;  // state that the tag has: -2 none yet
        private readonly DigitalOutput[] outputs;
        private readonly PulseInput[] pulses;
        private readonly bool[] known;        // by device: born
        private int contactCount;
        private int outputCount;
        private int pulseCount;
        private TotalKeeper keeper;
        private IDigitalPin powerFail;
        private bool powerFailHigh;
        private bool powerFailOpen;
        private bool powerFails;
        private long refreshDueMs = long.MinValue;
        private long pollDueMs = long.MinValue;
        private long lastMs;
        private int pinFaults;
        private bool loaded;

        /// <summary>A driver with room for so many of each.</summary>
        public GpioPoints(string name, TagTable tags, int pollMs, int contactsMax, int outputsMax, int pulsesMax)
        {
            if (pollMs < 1)
            {
                throw new ArgumentException("poll of " + name);
            }

            this.name = name;
            this.tags = tags;
            this.pollMs = pollMs;
            contacts = new Contact[contactsMax];
            debounces = new Debounce[contactsMax];
            contactOpen = new bool[contactsMax];
            contactShown = new int[contactsMax];
            outputs = new DigitalOutput[outputsMax];
            pulses = new PulseInput[pulsesMax];
            known = new bool[tags.DeviceCount];
            IsLinkUp = true;
        }

        /// <summary>Hears of outputs that fell back and of totals; may be null.</summary>
        public IFaultListener Listener { get; set; }

        /// <summary>The node's word whether a host can reach it; outputs fall back when it cannot.</summary>
        public bool IsLinkUp { get; set; }

        /// <summary>The node's word that its firmware is on trial: outputs are as at boot and take no command.</summary>
        public bool IsInTrial { get; set; }

        /// <summary>Adds a contact.</summary>
        public void Add(Contact contact)
        {
            debounces[contactCount] = new Debounce(contact.DebounceMs);
            contactShown[contactCount] = -2;
            contacts[contactCount++] = contact;
        }

        /// <summary>Adds an output.</summary>
        public void Add(DigitalOutput output)
        {
            outputs[outputCount++] = output;
        }

        /// <summary>Adds a pulse input.</summary>
        public void Add(PulseInput input)
        {
            for (int i = 0; i < pulseCount; i++)
            {
                if (pulses[i].Key == input.Key)
                {
                    throw new ArgumentException("two pulse inputs keep their totals under one name");
                }
            }

            pulses[pulseCount++] = input;
        }

        /// <summary>Keeps the totals of the pulse inputs.</summary>
        public void KeepTotals(TotalKeeper totals)
        {
            keeper = totals;
        }

        /// <summary>A pin that announces the end of the supply some ms ahead: totals are then written at once.</summary>
        public void WatchSupply(IDigitalPin pin, bool failsHigh)
        {
            powerFail = pin;
            powerFailHigh = failsHigh;
        }

        /// <inheritdoc />
        public int Step(long nowMs, long utcMs)
        {
            if (!loaded)
            {
                loaded = true;
                if (keeper != null)
                {
                    int restored = keeper.Load(pulses, pulseCount);
                    if (Listener != null)
                    {
                        Listener.OnTotalsRestored(restored, pulseCount);
                    }
                }
            }

            if (nowMs < pollDueMs)
            {
                return (int)(pollDueMs - nowMs);
            }

            pollDueMs = nowMs + pollMs;
            lastMs = nowMs;
            LookAtSupply(nowMs);
            bool refresh = nowMs >= refreshDueMs;
            refreshDueMs = refresh ? nowMs + RefreshMs : refreshDueMs;
            tags.BeginSample(utcMs);
            for (int i = 0; i < contactCount; i++)
            {
                StepContact(i, nowMs, refresh);
            }

            for (int i = 0; i < outputCount; i++)
            {
                StepOutput(outputs[i], nowMs, refresh);
            }

            if (refresh)
            {
                StepPulses(nowMs);
            }

            UpdateDevices(refresh);
            return pollMs;
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
        }

        /// <inheritdoc />
        public WriteResult CheckWrite(int tag, double value, long bits)
        {
            int output = OutputOf(tag);
            int total = PulsesOf(tag);
            if (output < 0 && total < 0)
            {
                return IsOfInput(tag) ? WriteResult.NotWritable : WriteResult.NotMine;
            }

            if (!tags.IsWritable(tag))
            {
                return WriteResult.NotWritable;
            }

            bool fits = output >= 0 ? value == 0 || value == 1 : pulses[total].CanPreset(value);
            return !fits ? WriteResult.OutOfRange : output >= 0 ? outputs[output].Check(IsInTrial) : WriteResult.Queued;
        }

        /// <inheritdoc />
        public bool Write(int tag, double value, long bits)
        {
            int output = OutputOf(tag);
            int total = PulsesOf(tag);
            if (output < 0 && total < 0)
            {
                return false;
            }

            bool done = output < 0 || outputs[output].Command(value == 1);
            if (output < 0)
            {
                WriteTotal(pulses[total], value);
            }

            tags.ForceReport(tag);
            refreshDueMs = long.MinValue; // the host waits for its echo
            pollDueMs = long.MinValue;
            if (Listener != null)
            {
                Listener.OnWrite(tag, done ? WriteResult.Done : WriteResult.Refused);
            }

            return true;
        }

        /// <summary>The node stops on purpose: nothing is lost then.</summary>
        public void Stop(long nowMs)
        {
            SaveTotals(nowMs);
        }

        /// <inheritdoc />
        public int CounterCount
        {
            get { return Counters; }
        }

        /// <inheritdoc />
        public string CounterName(int index)
        {
            return "Field/" + name + "/" + CounterNames[index];
        }

        /// <inheritdoc />
        public long Counter(int index)
        {
            switch (index)
            {
                case 0: return pinFaults;
                case 1:
                    int fallbacks = 0;
                    for (int i = 0; i < outputCount; i++)
                    {
                        fallbacks += outputs[i].Fallbacks;
                    }

                    return fallbacks;
                case 2: return keeper == null ? 0 : keeper.Saves;
                default: return keeper == null ? 0 : keeper.SavesFailed;
            }
        }

        private int OutputOf(int tag)
        {
            int i = outputCount - 1;
            while (i >= 0 && outputs[i].Tag != tag)
            {
                i--;
            }

            return i;
        }

        private int PulsesOf(int totalTag)
        {
            int i = pulseCount - 1;
            while (i >= 0 && pulses[i].TotalTag != totalTag)
            {
                i--;
            }

            return i;
        }

        private bool IsOfInput(int tag)
        {
            for (int i = 0; i < pulseCount; i++)
            {
                if (pulses[i].RateTag == tag)
                {
                    return true;
                }
            }

            for (int i = 0; i < contactCount; i++)
            {
                if (contacts[i].Tag == tag)
                {
                    return true;
                }
            }

            return false;
        }

        private void WriteTotal(PulseInput input, double value)
        {
            input.Take(); // what came before the command belongs to the former total
            input.Preset(value);
            if (keeper != null)
            {
                keeper.Save(lastMs, pulses, pulseCount);
            }
        }
    }
}
