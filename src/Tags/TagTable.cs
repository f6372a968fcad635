using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// All tags of a node. A tag is an index into parallel arrays, and its current value lies where a data frame needs it: in an
    /// image of its metric that was made at <see cref="Seal"/>, so that sampling patches a few bytes and building a frame copies
    /// them (docs/DESIGN.md, "Values live in their frames"). Device 0 is the node itself. Nothing is allocated after Seal.
    /// <para>This file: what is fixed. TagTable.Sampling.cs and TagTable.Floats.cs: values in. TagTable.Reporting.cs: which of them are
    /// reported. TagTable.Waiting.cs: what waits for a frame. TagTable.Frames.cs and TagTable.Births.cs: bytes out. TagTable.Columns.cs: what
    /// only some tags have.</para>
    /// </summary>
    public sealed partial class TagTable
    {
        // Bits of state[tag]. A tag that is exactly HasValue is good, quiet, and takes the short way through SetFloatBytes.
        private const byte HasValueBit = 1;      // was read at least once
        private const byte NotGoodBit = 4;       // quality is not Good
        private const byte QualityDueBit = 8;    // the next frame carries the quality property; slack is InFull meanwhile
        private const byte ForceBit = 16;        // the next sample is reported even if it is unchanged
        private const byte FilteredBit = 32;     // has a deadband or report intervals
        private const byte HeldBit = 64;         // forced, out of service or frozen; NotGoodBit is then set as well: see NotPlainInBirth
        private const byte AwaitedBit = 128;     // the next good sample takes the long way, which clears it: a watch wants to know of it

        // Bits of flags[tag], fixed at Seal but for ToldFlag.
        private const byte WritableFlag = 1;
        private const byte ScaledFlag = 2;
        private const byte SlowFlag = 4;         // text, or too long for an image: written field by field
        private const byte AlwaysGoodFlag = 8;   // its births have no quality, and need no room for one
        private const byte ToldFlag = 16;        // some frame said that it is not good
        private const byte LongFlag = 64;        // name or properties of 128 bytes and more: its births are written field by field

        // Bits of hostForm: what hosts with faults want.
        private const byte UInt32AsLongForm = 1;
        private const byte DatatypeInDataForm = 2;

        private const int NoTag = -1;

        private readonly int tagsMax;
        private int count;
        private TagSpec[] specs;                 // only until Seal

        // Of the data images. Both have one entry more than there are tags: the end of the last image.
        private readonly int[] valueAt;          // start of the value; its key is one byte and the time six bytes before
        private readonly byte[] headCount;       // bytes of the image in front of its value
        private readonly byte[] slack;           // bytes by which the image is shorter than its place, or InFull
        private readonly byte[] type;
        private readonly byte[] device;
        private readonly byte[] state;
        private readonly byte[] flags;
        private readonly byte[] reason;
        private readonly long[] current;         // bits of the newest value; a Float's are in its image, and here is what it came as (NoRaw)

        private readonly PayloadWriter writer = new PayloadWriter();
        private long nowMs;
        private byte hostForm;

        /// <summary>Makes room for so many tags and devices; the node itself counts as a device.</summary>
        public TagTable(int tagsMax, int devicesMax)
        {
            if (tagsMax < 0 || tagsMax > short.MaxValue || devicesMax < 1 || devicesMax > 255)
            {
                throw new ArgumentException("tags 0 to 32767, devices 1 to 255");
            }

            this.tagsMax = tagsMax;
            specs = new TagSpec[tagsMax];
            deviceNames = new string[devicesMax];
            deviceOnline = new byte[devicesMax];
            deviceReason = new byte[devicesMax];
            valueAt = new int[tagsMax + 1];
            headCount = new byte[tagsMax + 1];
            slack = new byte[tagsMax];
            type = new byte[tagsMax];
            device = new byte[tagsMax];
            state = new byte[tagsMax];
            waits = new byte[tagsMax + 1];
            firstWaiting = new short[devicesMax];
            lastWaiting = new short[devicesMax];
            firstTag = new short[devicesMax];
            lastTag = new short[devicesMax];
            flags = new byte[tagsMax];
            reason = new byte[tagsMax];
            current = new long[tagsMax];
            columnAt = new short[tagsMax];
            nameAt = new int[tagsMax];
            setAt = new int[tagsMax];
            nameCount = new short[tagsMax];
            aliases = new short[tagsMax];
            for (int of = 0; of < devicesMax; of++)
            {
                lastTag[of] = NoTag;
                lastWaiting[of] = NoTag;
                firstWaiting[of] = NoneWaits;
            }

            AddDevice(null);
            deviceOnline[0] = 1;
        }

        /// <summary>Number of tags of the node and all its devices.</summary>
        public int Count
        {
            get { return count; }
        }

        /// <summary>True once <see cref="Seal"/> was called.</summary>
        public bool IsSealed
        {
            get { return specs == null; }
        }

        /// <summary>
        /// UInt32 goes into long_value as Tahu and old Ignition expect it, not into int_value as the specification says. Before Seal.
        /// </summary>
        public bool UInt32AsLong
        {
            get { return (hostForm & UInt32AsLongForm) != 0; }
            set { hostForm = (byte)(value ? hostForm | UInt32AsLongForm : hostForm & ~UInt32AsLongForm); }
        }

        /// <summary>
        /// Data carries the datatype of each metric too, for hosts that do not remember the birth's; two bytes each. Before Seal.
        /// </summary>
        public bool DatatypeInData
        {
            get { return (hostForm & DatatypeInDataForm) != 0; }
            set { hostForm = (byte)(value ? hostForm | DatatypeInDataForm : hostForm & ~DatatypeInDataForm); }
        }

        /// <summary>
        /// The one writer of a node. Who builds a payload around metrics may use it between two calls of the table, and begins anew after each.
        /// </summary>
        public PayloadWriter Writer
        {
            get { return writer; }
        }

        /// <summary>Adds a tag to a device.</summary>
        /// <returns>Its index.</returns>
        public int Add(int ofDevice, TagSpec spec)
        {
            if (specs == null || count == tagsMax || ofDevice < 0 || ofDevice >= deviceCount)
            {
                throw new ArgumentException("no room for tag " + spec.Name);
            }

            if (string.IsNullOrEmpty(spec.Name) || !IsKnown(spec.DataType)
                || spec.Scale == 0 || IsNotFinite(spec.Scale) || IsNotFinite(spec.Offset)
                || IsNotFinite(spec.Deadband) || spec.Deadband < 0
                || IsNotFinite(spec.DeadbandPercent) || spec.DeadbandPercent < 0 || spec.PeriodMs < 0
                || spec.TextBytesMax < 0 || spec.TextBytesMax > short.MaxValue)
            {
                throw new ArgumentException("tag " + spec.Name);
            }

            int tag = count++;
            specs[tag] = spec;
            device[tag] = (byte)ofDevice;
            firstTag[ofDevice] = lastTag[ofDevice] == NoTag ? (short)tag : firstTag[ofDevice];
            lastTag[ofDevice] = (short)tag;
            type[tag] = (byte)spec.DataType;
            bool isText = IsText(spec.DataType);
            bool filtered = DeadbandOf(spec) > 0 || spec.MinReportMs > 0 || spec.MaxReportMs > 0;
            bool scaled = !isText && (spec.Scale != 1 || spec.Offset != 0);
            flags[tag] = (byte)((spec.Writable ? WritableFlag : 0) | (scaled ? ScaledFlag : 0) | (isText ? SlowFlag : 0)
                | (spec.AlwaysGood ? AlwaysGoodFlag : 0));
            state[tag] = (byte)(NotGoodBit | QualityDueBit | (filtered ? FilteredBit : 0));
            reason[tag] = (byte)QualityReason.NotReadYet;
            return tag;
        }

        /// <summary>Device that a tag belongs to.</summary>
        public int DeviceOf(int tag)
        {
            return device[tag];
        }

        /// <summary>Metric name. Allocates once sealed.</summary>
        public string NameOf(int tag)
        {
            return specs != null ? specs[tag].Name : Encoding.UTF8.GetString(names, nameAt[tag], nameCount[tag]);
        }

        /// <summary>Copies the UTF-8 bytes of a metric name, as many as there is room for; only once sealed. Does not allocate.</summary>
        /// <returns>Bytes copied; never half of a character.</returns>
        public int CopyName(int tag, byte[] into, int at, int room)
        {
            int start = nameAt[tag];
            int length = nameCount[tag] < room ? nameCount[tag] : room;
            while (length < nameCount[tag] && length > 0 && (names[start + length] & 0xC0) == 0x80)
            {
                length--;
            }

            Array.Copy(names, start, into, at, length);
            return length;
        }

        /// <summary>Sparkplug datatype.</summary>
        public DataType TypeOf(int tag)
        {
            return (DataType)type[tag];
        }

        /// <summary>True if the settings let a host write it.</summary>
        public bool IsWritable(int tag)
        {
            return (flags[tag] & WritableFlag) != 0;
        }

        /// <summary>Alias, from 1; 0 if aliases are switched off.</summary>
        public int AliasOf(int tag)
        {
            return aliases[tag];
        }

        /// <summary>The tag with an alias, or -1.</summary>
        public int FindByAlias(long alias)
        {
            for (int tag = 0; tag < count; tag++)
            {
                if (aliases[tag] == alias && alias != 0)
                {
                    return tag;
                }
            }

            return NoTag;
        }

        /// <summary>The tag of a device with a name (UTF-8), or -1.</summary>
        public int FindByName(int ofDevice, byte[] bytes, int at, int byteCount)
        {
            for (int tag = firstTag[ofDevice]; tag <= lastTag[ofDevice]; tag++)
            {
                if (device[tag] == ofDevice && nameCount[tag] == byteCount && SameBytes(names, nameAt[tag], bytes, at, byteCount))
                {
                    return tag;
                }
            }

            return NoTag;
        }

        /// <summary>True for String, Text, Uuid and Bytes.</summary>
        public static bool IsText(DataType dataType)
        {
            return dataType == DataType.String || dataType == DataType.Text || dataType == DataType.Uuid || dataType == DataType.Bytes;
        }

        // Texts and booleans change or do not: a deadband would silence them.
        private static double DeadbandOf(TagSpec spec)
        {
            if (IsText(spec.DataType) || spec.DataType == DataType.Boolean)
            {
                return 0;
            }

            double span = spec.HasRange ? Math.Abs(spec.EngHigh - spec.EngLow) : 0; // a range may run downwards
            double percent = spec.DeadbandPercent / 100 * span;
            return spec.Deadband > percent ? spec.Deadband : percent;
        }

        private static bool IsNotFinite(double value)
        {
            return double.IsNaN(value) || double.IsInfinity(value);
        }

        private static bool IsKnown(DataType dataType)
        {
            return (dataType >= DataType.Int8 && dataType <= DataType.Uuid) || dataType == DataType.Bytes;
        }

        private static bool SameBytes(byte[] a, int atA, byte[] b, int atB, int byteCount)
        {
            for (int i = 0; i < byteCount; i++)
            {
                if (a[atA + i] != b[atB + i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
