using System;
using System.Text;

namespace FieldNode.Settings
{
    /// <summary>
    /// The settings of a node, parsed and checked, as a flat record: what a board reads at a start in the place of the node file, whose text
    /// costs it a hundred times as much. It says from which file and for which firmware it was made. docs/SPEC.md, "Settings record".
    /// </summary>
    public sealed class SettingsRecord
    {
        /// <summary>Names the members, their kinds and defaults; computed by <c>fieldnode settings-record --form</c>, and held by a test.</summary>
        public const int Form = unchecked((int)0x8F13CE68);

        /// <summary>Longest record in bytes.</summary>
        public const int BytesMax = 65535;

        /// <summary>Longest version of a firmware in bytes.</summary>
        public const int FirmwareBytesMax = 32;

        /// <summary>Bytes of the head.</summary>
        public const int HeadBytes = 72;

        /// <summary>Bytes of the head of a section.</summary>
        public const int SectionHeadBytes = 8;

        private const int Mark = 0x52534E46; // "FNSR"
        private const int Layout = 1;
        private const int SumBytes = 8;
        private const int SettingsSection = 1;
        private const int MayBeSkipped = 1;

        private readonly byte[] bytes;
        private readonly int count;
        private int contentAt;
        private int contentEnd;

        private SettingsRecord(byte[] bytes, int count)
        {
            this.bytes = bytes;
            this.count = count;
        }

        /// <summary>Why it is not taken, or none.</summary>
        public RecordFault Fault { get; private set; }

        /// <summary>The higher of two is the newer; it may wrap.</summary>
        public int Sequence => BitConverter.ToInt32(bytes, 16);

        /// <summary>The node file that it is made from.</summary>
        public RecordSource Source => new RecordSource(BitConverter.ToInt32(bytes, 20), BitConverter.ToInt64(bytes, 24));

        /// <summary>CRC-32 of that file, as events tell it.</summary>
        public int SourceCrc => BitConverter.ToInt32(bytes, 32);

        /// <summary>True if it was made at the bench: it counts where there is no node file.</summary>
        public bool StandsAlone => (bytes[36] & 1) != 0;

        /// <summary>Version of the firmware that it was made for.</summary>
        public string Firmware => bytes[37] > FirmwareBytesMax ? "" : Encoding.UTF8.GetString(bytes, 40, bytes[37]);

        /// <summary>Length that the head of a record tells, whole or not; 0 if it is the head of none.</summary>
        public static int LengthOf(byte[] bytes, int count)
        {
            return count < HeadBytes || BitConverter.ToInt32(bytes, 0) != Mark ? 0 : BitConverter.ToInt32(bytes, 8);
        }

        /// <summary>Makes a record.</summary>
        /// <param name="settings">Checked, and as the file has them.</param>
        /// <param name="firmware">Version of the firmware that will read it.</param>
        /// <param name="source">The file that they were read from.</param>
        /// <param name="crc">Its CRC-32.</param>
        /// <param name="sequence">See <see cref="Sequence"/>.</param>
        /// <param name="standsAlone">See <see cref="StandsAlone"/>.</param>
        /// <exception cref="ArgumentException">It would be too long.</exception>
        public static byte[] Make(NodeSettings settings, string firmware, RecordSource source, int crc, int sequence, bool standsAlone)
        {
            RecordCursor content = new RecordCursor();
            SettingsContent.Node(content, settings);
            byte[] version = Encoding.UTF8.GetBytes(firmware);
            int count = HeadBytes + SectionHeadBytes + content.Count + SumBytes;
            if (count > BytesMax || version.Length > FirmwareBytesMax)
            {
                throw new ArgumentException("a settings record of " + count + " bytes, allowed " + BytesMax);
            }

            byte[] record = new byte[count];
            Put(record, 0, Mark, 4);
            Put(record, 4, Layout, 2);
            Put(record, 6, HeadBytes, 2);
            Put(record, 8, count, 4);
            Put(record, 12, Form, 4);
            Put(record, 16, sequence, 4);
            Put(record, 20, source.Bytes, 4);
            Put(record, 24, source.Sum, 8);
            Put(record, 32, crc, 4);
            Put(record, 36, standsAlone ? 1 : 0, 1);
            Put(record, 37, version.Length, 1);
            Array.Copy(version, 0, record, 40, version.Length);
            Put(record, HeadBytes, SettingsSection, 2);
            Put(record, HeadBytes + 4, content.Count, 4);
            content.CopyTo(record, HeadBytes + SectionHeadBytes);
            Put(record, count - SumBytes, RecordSum.Of(record, 0, count - SumBytes), SumBytes);
            return record;
        }

        /// <summary>Judges a record; what <see cref="Fault"/> tells decides whether its other members say anything.</summary>
        /// <param name="bytes">Where it is, from the first byte on.</param>
        /// <param name="count">Bytes of it, or below 0 if there is none.</param>
        /// <param name="firmware">Version of this firmware.</param>
        public static SettingsRecord Open(byte[] bytes, int count, string firmware)
        {
            SettingsRecord record = new SettingsRecord(bytes, count);
            record.Fault = count < 0 ? RecordFault.Missing : record.Judge(firmware);
            return record;
        }

        /// <summary>Reads the settings of a record without a fault.</summary>
        /// <returns>Null if its content is not that of a record (which no chance makes: the sum was right).</returns>
        public NodeSettings Read()
        {
            RecordCursor content = new RecordCursor(bytes, contentAt, contentEnd);
            NodeSettings settings = new NodeSettings();
            SettingsContent.Node(content, settings);
            return content.IsBroken || !content.IsAtEnd ? null : settings;
        }

        private RecordFault Judge(string firmware)
        {
            if (count < HeadBytes + SumBytes || LengthOf(bytes, count) != count || BitConverter.ToInt16(bytes, 4) != Layout
                || BitConverter.ToInt64(bytes, count - SumBytes) != RecordSum.Of(bytes, 0, count - SumBytes))
            {
                return RecordFault.Broken;
            }

            if (BitConverter.ToInt32(bytes, 12) != Form)
            {
                return RecordFault.OtherForm;
            }

            if (Firmware != firmware)
            {
                return RecordFault.OtherFirmware;
            }

            return FindContent() ? RecordFault.None : RecordFault.OtherForm;
        }

        // What a later firmware puts beside the settings has a section of its own; one that must be understood is none for us.
        private bool FindContent()
        {
            int end = count - SumBytes;
            int at = BitConverter.ToInt16(bytes, 6);
            if (at < HeadBytes)
            {
                return false;
            }

            while (at <= end - SectionHeadBytes)
            {
                int kind = BitConverter.ToInt16(bytes, at);
                int flags = BitConverter.ToInt16(bytes, at + 2);
                int length = BitConverter.ToInt32(bytes, at + 4);
                at += SectionHeadBytes;
                if (length < 0 || length > end - at)
                {
                    return false;
                }

                if (kind == SettingsSection)
                {
                    contentAt = at;
                    contentEnd = at + length;
                }
                else if ((flags & MayBeSkipped) == 0)
                {
                    return false;
                }

                at += length;
            }

            return contentAt > 0 && at == end;
        }

        private static void Put(byte[] into, int at, long value, int byteCount)
        {
            for (int i = 0; i < byteCount; i++)
            {
                into[at + i] = (byte)(value >> (8 * i));
            }
        }
    }
}
