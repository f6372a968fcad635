using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// What an edge node tells and takes besides <c>Node Control/Rebirth</c>, which no node is without: <c>Device Control/Rebirth</c> in each
    /// DBIRTH, and <c>Properties/…</c> in the NBIRTH (Sparkplug 3.0.0, 4.2.1 and 4.3.1). They are no tags: they never change and never wait, so
    /// they are written with a birth, by name and without alias as the rebirth control is. A node that wants none of them has no such object.
    /// </summary>
    public sealed class EdgeControls
    {
        /// <summary>Longest text of a property, in bytes of UTF-8; what is longer is cut between two characters.</summary>
        public const int TextBytesMax = 64;

        private const int MetricBytes = 16; // of a metric beside its name and text: head 2, name 2, time 7, datatype 2, value 2, rounded up

        /// <summary><see cref="OnlyDevice"/>: all of them.</summary>
        public const int AllDevices = 0;

        private byte[] rebirthName; // null: off

        /// <summary>Hosts may ask for the birth of one device.</summary>
        public bool HasDeviceRebirth
        {
            get { return rebirthName != null; }
            set { rebirthName = value ? Encoding.UTF8.GetBytes("Device Control/Rebirth") : null; }
        }

        /// <summary>The one device whose birth may be asked for, or <see cref="AllDevices"/>.</summary>
        public int OnlyDevice { get; set; }

        /// <summary>Who made the hardware; null: not told.</summary>
        public string HardwareMake { get; set; }

        /// <summary>Which it is; null: not told.</summary>
        public string HardwareModel { get; set; }

        /// <summary>What the firmware runs on; null: not told.</summary>
        public string Os { get; set; }

        /// <summary>Version of that; null: not told.</summary>
        public string OsVersion { get; set; }

        /// <summary>True if the current metric of a DCMD asks for a rebirth, or names the control to reset it.</summary>
        public bool IsDeviceRebirth(int device, CommandReader command)
        {
            return HasRebirth(device) && command.NameIs(rebirthName);
        }

        /// <summary>Bytes that <see cref="Write"/> takes at most in a birth.</summary>
        public int BytesMax(int device)
        {
            return device > 0 ? !HasRebirth(device) ? 0 : MetricBytes + rebirthName.Length
                : RoomOf(MakeName, HardwareMake) + RoomOf(ModelName, HardwareModel) + RoomOf(OsName, Os) + RoomOf(OsVersionName, OsVersion);
        }

        /// <summary>Writes its metrics into a birth. Allocates, as births do.</summary>
        public void Write(PayloadWriter writer, int device, long utcMs)
        {
            if (device == 0)
            {
                WriteText(writer, MakeName, HardwareMake, utcMs);
                WriteText(writer, ModelName, HardwareModel, utcMs);
                WriteText(writer, OsName, Os, utcMs);
                WriteText(writer, OsVersionName, OsVersion, utcMs);
            }
            else if (HasRebirth(device))
            {
                Begin(writer, rebirthName, DataType.Boolean, utcMs);
                writer.BoolValue(false);
                writer.EndMetric();
            }
        }

        private bool HasRebirth(int device)
        {
            return rebirthName != null && (OnlyDevice == AllDevices || OnlyDevice == device);
        }

        private const string MakeName = "Properties/Hardware Make";
        private const string ModelName = "Properties/Hardware Model";
        private const string OsName = "Properties/OS";
        private const string OsVersionName = "Properties/OS Version";

        private static void WriteText(PayloadWriter writer, string name, string text, long utcMs)
        {
            if (text == null)
            {
                return;
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Begin(writer, Encoding.UTF8.GetBytes(name), DataType.String, utcMs);
            writer.StringValue(bytes, 0, CutAt(bytes));
            writer.EndMetric();
        }

        private static void Begin(PayloadWriter writer, byte[] name, DataType type, long utcMs)
        {
            writer.BeginMetric();
            writer.Name(name, 0, name.Length);
            writer.Timestamp(utcMs);
            writer.Datatype(type);
        }

        private static int RoomOf(string name, string text)
        {
            return text == null ? 0 : MetricBytes + name.Length + CutAt(Encoding.UTF8.GetBytes(text));
        }

        // 10xxxxxx continues a character (RFC 3629, section 3).
        private static int CutAt(byte[] bytes)
        {
            int count = bytes.Length < TextBytesMax ? bytes.Length : TextBytesMax;
            while (count > 0 && count < bytes.Length && (bytes[count] & 0xC0) == 0x80)
            {
                count--;
            }

            return count;
        }
    }
}
