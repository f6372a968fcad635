using System;
using System.IO;
using System.Text;
using FieldNode.Settings;
using nanoFramework.Json;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Settings by nanoFramework.Json 2.2.213 into the same classes as on the PC. Names are compared without case, since the files have
    /// camelCase; a name that no property has is refused, so that a slip of the pen does not fall back to a default in silence. The
    /// library goes down one call for each level of nesting, so files are bounded before they are parsed.
    /// <para>It makes a tree of a text before it fills an object, some 13 bytes for each byte of the text, and memory that is short is worse than
    /// an error on this runtime (docs/device.md, "The heap"). So devices, their tags and sensors are parsed one by one.</para>
    /// </summary>
    public static class SettingsJson
    {
        /// <summary>Longest file in bytes.</summary>
        public const int FileBytesMax = 65536;

        private const int NestingMax = 8;

        private static readonly byte[] ByteOrderMark = { 0xEF, 0xBB, 0xBF };

        /// <summary>Parses the text of a node file.</summary>
        /// <exception cref="Exception">It is not such a file.</exception>
        public static NodeSettings ParseNode(string text)
        {
            return ParseNode(Encoding.UTF8.GetBytes(text));
        }

        /// <summary>Parses a node file.</summary>
        /// <exception cref="Exception">It is not such a file; its message names the part, where that is known.</exception>
        public static NodeSettings ParseNode(byte[] json)
        {
            int start = StartOf(json);
            int devices = JsonBytes.FindArray(json, start, json.Length, "devices");
            int sensors = JsonBytes.FindArray(json, start, json.Length, "sensors");
            string rest = SchemaMember.Without(JsonBytes.TextWithout(json, start, json.Length, devices, sensors));
            NodeSettings settings = (NodeSettings)Parse(rest, typeof(NodeSettings), "node file");
            if (devices >= 0)
            {
                settings.Devices = ParseDevices(json, devices);
            }

            if (sensors >= 0)
            {
                settings.Sensors = ParseSensors(json, sensors);
            }

            EmptyTexts.ToNull(settings);
            return settings;
        }

        /// <summary>Reads a file whole, if it is not longer than a file of settings may be.</summary>
        /// <exception cref="Exception">It is missing or too long.</exception>
        public static byte[] Read(string path)
        {
            FileInfo file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new IOException(path + " is missing");
            }

            if (file.Length > FileBytesMax)
            {
                throw new IOException(path + " is longer than " + FileBytesMax + " bytes");
            }

            return File.ReadAllBytes(path);
        }

        /// <summary>Parses a board file.</summary>
        /// <exception cref="Exception">It is not such a file.</exception>
        public static BoardSettings ParseBoard(byte[] json)
        {
            int start = StartOf(json);
            BoardSettings settings = (BoardSettings)Parse(JsonBytes.Text(json, start, json.Length), typeof(BoardSettings), "board file");
            settings.Board = OrNull(settings.Board);
            settings.Ssid = OrNull(settings.Ssid);
            settings.WifiPasswordFile = OrNull(settings.WifiPasswordFile);
            settings.Address = OrNull(settings.Address);
            settings.Mask = OrNull(settings.Mask);
            settings.Gateway = OrNull(settings.Gateway);
            settings.Dns = OrNull(settings.Dns);
            settings.Ntp = OrNull(settings.Ntp);
            settings.Ntp2 = OrNull(settings.Ntp2);
            return settings;
        }

        /// <summary>The library makes an empty text of a null in the file.</summary>
        internal static string OrNull(string text)
        {
            return text == null || text.Length == 0 ? null : text;
        }

        private static DeviceSettings[] ParseDevices(byte[] json, int array)
        {
            DeviceSettings[] devices = new DeviceSettings[Bounded(json, array, SettingsLimits.DevicesMax, "devices")];
            int at = array;
            for (int i = 0; i < devices.Length; i++)
            {
                string path = "devices[" + i + "]";
                int start = JsonBytes.SkipSpace(json, at + 1, json.Length);
                at = JsonBytes.EndOfElement(json, start, json.Length);
                int tags = JsonBytes.FindArray(json, start, at, "tags");
                devices[i] = (DeviceSettings)Parse(JsonBytes.TextWithout(json, start, at, tags, -1), typeof(DeviceSettings), path);
                if (tags >= 0)
                {
                    devices[i].Tags = ParseTags(json, tags, path);
                }
            }

            return devices;
        }

        private static TagSettings[] ParseTags(byte[] json, int array, string device)
        {
            TagSettings[] tags = new TagSettings[Bounded(json, array, SettingsLimits.TagsMax, device + ".tags")];
            int at = array;
            for (int i = 0; i < tags.Length; i++)
            {
                int start = JsonBytes.SkipSpace(json, at + 1, json.Length);
                at = JsonBytes.EndOfElement(json, start, json.Length);
                tags[i] = (TagSettings)Parse(JsonBytes.Text(json, start, at), typeof(TagSettings), device + ".tags[" + i + "]");
            }

            return tags;
        }

        private static SensorSettings[] ParseSensors(byte[] json, int array)
        {
            SensorSettings[] sensors = new SensorSettings[Bounded(json, array, SettingsLimits.SensorsMax, "sensors")];
            int at = array;
            for (int i = 0; i < sensors.Length; i++)
            {
                int start = JsonBytes.SkipSpace(json, at + 1, json.Length);
                at = JsonBytes.EndOfElement(json, start, json.Length);
                sensors[i] = (SensorSettings)Parse(JsonBytes.Text(json, start, at), typeof(SensorSettings), "sensors[" + i + "]");
            }

            return sensors;
        }

        // An array is made before its elements are seen.
        private static int Bounded(byte[] json, int array, int most, string path)
        {
            int count = JsonBytes.Count(json, array);
            if (count > most)
            {
                throw new ArgumentException(path + ": " + count + ", allowed " + most);
            }

            return count;
        }

        private static object Parse(string text, Type type, string path)
        {
            JsonSerializerOptions options = new JsonSerializerOptions();
            options.PropertyNameCaseInsensitive = true;
            options.ThrowExceptionWhenPropertyNotFound = true;
            object parsed = null;
            string why = "not of this form";
            try
            {
                parsed = JsonConvert.DeserializeObject(text, type, options);
            }
            catch (Exception e)
            {
                why = e.Message ?? why; // the library's own exceptions say no more than their type
            }

            if (parsed == null)
            {
                throw new ArgumentException(path + ": " + why);
            }

            return parsed;
        }

        // Some editors begin a file with the mark of UTF-8.
        private static int StartOf(byte[] json)
        {
            JsonEscapes.Check(json);
            int start = json.Length >= ByteOrderMark.Length && json[0] == ByteOrderMark[0] && json[1] == ByteOrderMark[1]
                && json[2] == ByteOrderMark[2] ? ByteOrderMark.Length : 0;
            if (JsonBytes.Depth(json, start) > NestingMax)
            {
                throw new ArgumentException("nesting deeper than " + NestingMax);
            }

            return start;
        }
    }
}
