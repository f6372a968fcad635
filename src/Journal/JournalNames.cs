using System;
using System.Text;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Journal
{
    /// <summary>
    /// What aliases and devices a journal's segments mean, by name: for a run whose settings are others than those of the run that wrote them. Written once for each
    /// change of the tags, at a start, in one of two sets of files in turn (docs/SPEC.md, "Journal segments").
    /// </summary>
    public sealed class JournalNames
    {
        private const int Mark = 0x4E4A4E46; // "FNJN"
        private const int HeadBytes = 12;
        private const int CrcBytes = 4;
        private const int DeviceHead = 2;    // 0, length
        private const int TagHead = 6;       // 1, device, alias, datatype, length
        private const int Sets = 2;
        private const byte NoDevice = 255;
        private const byte UsesAliases = 1;
        private const byte HasDatatypes = 2;
        private const byte LongUInt32 = 4;

        private readonly IFlashStore store;
        private readonly TagTable tags;
        private readonly byte[] buffer;      // a segment's, lent
        private readonly int[] sums = new int[Sets];
        private readonly byte mode;
        private int mapSum;                  // of the map that is loaded; Sum: none
        private short[] aliasOf;             // by former alias
        private byte[] deviceOf;             // by former device

        /// <summary>The names of a table.</summary>
        public JournalNames(IFlashStore store, TagTable tags, byte[] buffer)
        {
            this.store = store;
            this.tags = tags;
            this.buffer = buffer;
            mode = (byte)((tags.Count > 0 && tags.AliasOf(0) != 0 ? UsesAliases : 0) | (tags.DatatypeInData ? HasDatatypes : 0)
                | (tags.UInt32AsLong ? LongUInt32 : 0));
            int sum = mode;
            for (int item = 0; item < Items;)
            {
                int end = Fill(ref item);
                sum = 31 * sum + Crc32.Of(buffer, HeadBytes, end - HeadBytes);
            }

            Sum = sum;
            mapSum = sum;
        }

        /// <summary>Names aliases, devices, names and datatypes of the table.</summary>
        public int Sum { get; }

        /// <summary>Which names a set of files has; 0: none.</summary>
        public int this[int set]
        {
            get { return sums[set]; }
            set { sums[set] = value; }
        }

        /// <summary>True if the names of this table are on flash.</summary>
        public bool IsWritten
        {
            get { return sums[0] == Sum || sums[1] == Sum; }
        }

        private int Items
        {
            get { return tags.DeviceCount + tags.Count; }
        }

        /// <summary>Writes the names of this table, not over those of <paramref name="inUse"/>.</summary>
        /// <returns>False if the flash refused.</returns>
        public bool Write(int inUse)
        {
            int set = sums[0] == inUse ? 1 : 0;
            int file = 0;
            for (int item = 0; item < Items; file++)
            {
                int end = Fill(ref item);
                RecordRing.Put(buffer, 0, Mark, 4);
                RecordRing.Put(buffer, 4, Sum, 4);
                buffer[8] = mode;
                buffer[9] = (byte)(item == Items ? 1 : 0);
                RecordRing.Put(buffer, 10, end, 2);
                RecordRing.Put(buffer, end, Crc32.Of(buffer, 0, end), CrcBytes);
                if (!store.Write(Name(set, file), buffer, 0, end + CrcBytes))
                {
                    return false;
                }
            }

            sums[set] = Sum;
            return true;
        }

        /// <summary>Makes the map of other settings, if their names are there.</summary>
        public bool Knows(int sum)
        {
            if (mapSum == sum)
            {
                return true;
            }

            if (sum == 0 || (sums[0] != sum && sums[1] != sum))
            {
                return false;
            }

            deviceOf = new byte[NoDevice + 1];
            aliasOf = new short[1];
            for (int i = 0; i < deviceOf.Length; i++)
            {
                deviceOf[i] = NoDevice;
            }

            int set = sums[0] == sum ? 0 : 1;
            int devices = 0;
            bool isLast = false;
            for (int file = 0; !isLast; file++)
            {
                int got = store.Read(Name(set, file), buffer, 0, buffer.Length);
                int end = got < HeadBytes + CrcBytes ? 0 : buffer[10] | (buffer[11] << 8);
                if (end + CrcBytes != got || BitConverter.ToInt32(buffer, 0) != Mark || BitConverter.ToInt32(buffer, 4) != sum || buffer[8] != mode
                    || BitConverter.ToInt32(buffer, end) != Crc32.Of(buffer, 0, end))
                {
                    return false;
                }

                isLast = buffer[9] != 0;
                for (int at = HeadBytes; at < end;)
                {
                    at = buffer[at] == 0 ? MapDevice(devices++, at) : MapTag(at);
                }
            }

            mapSum = sum;
            return true;
        }

        /// <summary>The device that a former one is now, or -1.</summary>
        public int DeviceOf(int former)
        {
            return deviceOf[former] == NoDevice ? -1 : deviceOf[former];
        }

        /// <summary>The alias that a former one is now, or 0.</summary>
        public int AliasOf(int former)
        {
            return former > 0 && former < aliasOf.Length ? aliasOf[former] : 0;
        }

        // As many items as there is room for. Returns the end.
        private int Fill(ref int item)
        {
            int at = HeadBytes;
            int limit = buffer.Length - CrcBytes;
            while (item < Items)
            {
                int tag = item - tags.DeviceCount;
                int next = tag < 0 ? PutDevice(item, at, limit) : PutTag(tag, at, limit);
                if (next < 0)
                {
                    break;
                }

                at = next;
                item++;
            }

            return at;
        }

        private int PutDevice(int device, int at, int limit)
        {
            byte[] name = Encoding.UTF8.GetBytes(tags.DeviceName(device) ?? "");
            if (at + DeviceHead + name.Length > limit)
            {
                return -1;
            }

            buffer[at] = 0;
            buffer[at + 1] = (byte)name.Length;
            Array.Copy(name, 0, buffer, at + DeviceHead, name.Length);
            return at + DeviceHead + name.Length;
        }

        private int PutTag(int tag, int at, int limit)
        {
            if (at + TagHead + 255 > limit)
            {
                return -1;
            }

            int count = tags.CopyName(tag, buffer, at + TagHead, 255);
            buffer[at] = 1;
            buffer[at + 1] = (byte)tags.DeviceOf(tag);
            RecordRing.Put(buffer, at + 2, tags.AliasOf(tag), 2);
            buffer[at + 4] = (byte)(int)tags.TypeOf(tag);
            buffer[at + 5] = (byte)count;
            return at + TagHead + count;
        }

        private int MapDevice(int former, int at)
        {
            int count = buffer[at + 1];
            for (int device = 0; device < tags.DeviceCount; device++)
            {
                string name = Encoding.UTF8.GetString(buffer, at + DeviceHead, count);
                if (name == (tags.DeviceName(device) ?? ""))
                {
                    deviceOf[former] = (byte)device;
                }
            }

            return at + DeviceHead + count;
        }

        private int MapTag(int at)
        {
            int device = deviceOf[buffer[at + 1]];
            int alias = buffer[at + 2] | (buffer[at + 3] << 8);
            int count = buffer[at + 5];
            int tag = device == NoDevice ? -1 : tags.FindByName(device, buffer, at + TagHead, count);
            if (tag >= 0 && tags.TypeOf(tag) == (DataType)buffer[at + 4])
            {
                if (alias >= aliasOf.Length)
                {
                    short[] longer = new short[alias + 64];
                    Array.Copy(aliasOf, 0, longer, 0, aliasOf.Length);
                    aliasOf = longer;
                }

                aliasOf[alias] = (short)tags.AliasOf(tag);
            }

            return at + TagHead + count;
        }

        private static string Name(int set, int file)
        {
            return (set == 0 ? "journal-names.a" : "journal-names.b") + file.ToString();
        }
    }
}
