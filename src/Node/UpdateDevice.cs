using System.Text;
using FieldNode.Field;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>
    /// The Sparkplug device <c>Update</c>: what hosts see of updates, and the one way that bundles come in (docs/SPEC.md, section 9). It is stepped
    /// as a driver is, so a node without it has nothing of it. What is offered and taken is the updater's; this knows the wire.
    /// <para>This file: its metrics. UpdateDevice.Commands.cs: offers and chunks. UpdateDevice.Steps.cs: what is due, a trial included.</para>
    /// </summary>
    public sealed partial class UpdateDevice : IFieldDriver, IBytesTaker
    {
        /// <summary>Tags that it adds.</summary>
        public const int OwnTags = 11;
        /// <summary>Counters that it has.</summary>
        public const int Counters = 3;

        // Places among them, in the order in which they are added.
        private const int State = 0;
        private const int Reason = 1;
        private const int Progress = 2;
        private const int Running = 3;
        private const int Offered = 4;
        private const int Slot = 5;
        private const int TrialCount = 6;
        private const int WantedOffset = 7;
        private const int WantedLength = 8;
        private const int TakesFirmware = 9;
        private const int RunningSequence = 10;

        private const int ProgressStep = 5;
        private const int PeriodMs = 1000; // of the metrics, as the table knows it

        private readonly TagTable tags;
        private readonly UpdateSettings settings;
        private readonly Updater updater;
        private readonly SlotInstaller installer;
        private readonly int first;
        private UpdateReason refusal; // of an offer that changed nothing, or what a start found
        private string offered;       // as it was last told

        /// <summary>Adds the device; before the table is sealed.</summary>
        /// <param name="tags">The table.</param>
        /// <param name="settings">What the node file says.</param>
        /// <param name="updater">Takes what comes.</param>
        /// <param name="installer">Where it goes.</param>
        public UpdateDevice(TagTable tags, UpdateSettings settings, Updater updater, SlotInstaller installer)
        {
            this.tags = tags;
            this.settings = settings;
            this.updater = updater;
            this.installer = installer;
            KeySwitch = SparkplugOptions.NoKeySwitch;
            Device = tags.AddDevice(UpdateSettings.Device);
            first = Add("State", DataType.Int32, null);
            Add("Reason", DataType.Int32, null);
            Add("Progress", DataType.Int32, "%");
            Add("Version running", DataType.String, null);
            Add("Version offered", DataType.String, null);
            Add("Slot", DataType.Int32, null);
            Add("Trial count", DataType.Int32, null);
            Add("Wanted/Offset", DataType.Int32, "B");
            Add("Wanted/Length", DataType.Int32, "B");
            Add("Takes firmware", DataType.Boolean, null);
            Add("Sequence running", DataType.Int32, null);
        }

        /// <inheritdoc />
        public int Device { get; }

        /// <summary>Tag that must be true and good for anything to be taken, or SparkplugOptions.NoKeySwitch.</summary>
        public int KeySwitch { get; set; }

        /// <summary>Gives all of them a first value, once the table is sealed: a birth must not wait for the first step.</summary>
        /// <param name="version">Of the firmware that runs.</param>
        /// <param name="slot">That it was started from, or UpdateRecord.Factory.</param>
        /// <param name="takesFirmware">False: settings and certificates only.</param>
        public void Prime(string version, int slot, bool takesFirmware)
        {
            SetText(Running, version);
            SetText(Offered, "");
            offered = "";
            tags.SetInt(first + Slot, slot - UpdateRecord.Factory); // 0 is the factory's
            tags.SetBool(first + TakesFirmware, takesFirmware);
            tags.SetInt(first + RunningSequence, slot == UpdateRecord.Factory ? 0 : installer.Record.SequenceOf(slot));
            refusal = FormerReason();
            hasRequest = installer.ReadRequest() != null;
            Sample();
            tags.SetDeviceState(Device, true, QualityReason.None);
        }

        /// <inheritdoc />
        public IFaultListener Listener
        {
            set { }
        }

        /// <inheritdoc />
        public int CounterCount
        {
            get { return Counters; }
        }

        /// <inheritdoc />
        public string CounterName(int index)
        {
            return index == 0 ? "Node/Updates/Offers refused" : index == 1 ? "Node/Updates/Chunks not wanted" : "Node/Updates/Bytes dropped";
        }

        /// <inheritdoc />
        public long Counter(int index)
        {
            return index == 0 ? offersRefused : index == 1 ? notWanted : updater.Dropped;
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
        }

        /// <inheritdoc />
        public WriteResult CheckWrite(int tag, double value, long bits)
        {
            return tag >= first && tag < first + OwnTags ? WriteResult.NotWritable : WriteResult.NotMine;
        }

        /// <inheritdoc />
        public bool Write(int tag, double value, long bits)
        {
            return false;
        }

        /// <summary>What hosts are told now.</summary>
        public UpdateState Told()
        {
            switch (installer.State)
            {
                case InstallState.Testing: return UpdateState.Trial;
                case InstallState.RollbackPending: return UpdateState.GoingBack;
            }

            switch (updater.State)
            {
                case UpdaterState.Checking: return UpdateState.Checking;
                case UpdaterState.Finding:
                case UpdaterState.Receiving: return UpdateState.Receiving;
                case UpdaterState.Completing: return UpdateState.Completing;
                case UpdaterState.Ready: return UpdateState.Ready;
                default: return isAllowed ? UpdateState.Idle : UpdateState.TurnedOff;
            }
        }

        private void Sample()
        {
            UpdateState state = Told();
            tags.SetInt(first + State, (int)state);
            tags.SetInt(first + Reason, (int)(refusal != UpdateReason.None ? refusal : updater.Reason));
            tags.SetInt(first + Progress, state == UpdateState.Receiving ? updater.Percent / ProgressStep * ProgressStep
                : state >= UpdateState.Completing && state <= UpdateState.Trial ? 100 : 0);
            tags.SetInt(first + TrialCount, StartsOfTrial());
            bool isWanted = isAllowed && updater.WantedLength > 0;
            tags.SetInt(first + WantedOffset, isWanted ? updater.WantedOffset : 0);
            tags.SetInt(first + WantedLength, isWanted ? updater.WantedLength : 0);
            string version = updater.Version ?? "";
            if (version != offered)
            {
                offered = version;
                SetText(Offered, version);
            }
        }

        private int StartsOfTrial()
        {
            int slot = SlotOnTrial();
            return slot < 0 ? 0 : installer.Record.StartsOf(slot);
        }

        private int SlotOnTrial()
        {
            for (int i = 0; i < UpdateRecord.Slots; i++)
            {
                if (installer.Record.StateOf(i) == SlotState.Trial)
                {
                    return i;
                }
            }

            return UpdateRecord.Factory;
        }

        // What became of the last one that was rejected: the loader may have said so before this start.
        private UpdateReason FormerReason()
        {
            UpdateRecord record = installer.Record;
            UpdateReason reason = UpdateReason.None;
            int newest = 0;
            for (int i = 0; i < UpdateRecord.Slots; i++)
            {
                if (record.StateOf(i) == SlotState.Rejected && record.SequenceOf(i) >= newest)
                {
                    newest = record.SequenceOf(i);
                    reason = record.ReasonOf(i);
                }
            }

            return reason;
        }

        private int Add(string name, DataType type, string unit)
        {
            return tags.Add(Device, new TagSpec
            {
                Name = name, DataType = type, EngUnit = unit, PeriodMs = PeriodMs, TextBytesMax = Manifest.TextMax, AlwaysGood = true,
            });
        }

        private void SetText(int place, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            tags.SetText(first + place, bytes, 0, bytes.Length);
        }
    }
}
