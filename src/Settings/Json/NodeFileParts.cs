using System;
using System.Text;

namespace FieldNode.Settings
{
    /// <summary>
    /// Reads a node file part by part: its devices, their tags and its sensors one by one, then the rest. A JSON library of a device makes a tree
    /// of a text before it fills an object, some 13 bytes for each byte of the text, and memory that is short is worse than an error there
    /// (docs/device.md, "The heap"). The bytes are gone over once.
    /// </summary>
    public sealed class NodeFileParts
    {
        private const int FirstItems = 16;

        // How deep the values are nested: the members of the file, of a device, and the elements of their arrays.
        private const int NodeDepth = 1;
        private const int DeviceDepth = 3;

        private const int NoPart = 0;
        private const int DevicesPart = 1;
        private const int SensorsPart = 2;
        private const int TagsPart = 3;

        private readonly byte[] devicesName = Encoding.UTF8.GetBytes("devices");
        private readonly byte[] sensorsName = Encoding.UTF8.GetBytes("sensors");
        private readonly byte[] tagsName = Encoding.UTF8.GetBytes("tags");
        private readonly byte[] schemaName = Encoding.UTF8.GetBytes(SchemaMember.Name);
        private readonly JsonScan scan;
        private readonly IPartReader parts;
        private DeviceSettings[] devices;
        private SensorSettings[] sensors;
        private TagSettings[] tags;
        private int at;
        private int device = -1;
        private int tag = -1;
        private int sensor = -1;

        private NodeFileParts(byte[] json, IPartReader parts)
        {
            scan = new JsonScan(json);
            this.parts = parts;
        }

        /// <summary>Reads a node file; nothing is checked beyond its form.</summary>
        /// <exception cref="ArgumentException">It is not such a file; the message names the part, where that is known.</exception>
        public static NodeSettings Read(byte[] json, IPartReader parts)
        {
            return new NodeFileParts(json, parts).ReadNode();
        }

        /// <summary>The text of a small settings file as a whole.</summary>
        /// <exception cref="ArgumentException">Nothing that may reach a JSON library of a device.</exception>
        public static string Whole(byte[] json)
        {
            JsonScan scan = new JsonScan(json);
            return Rest(scan, scan.Start, 0);
        }

        private NodeSettings ReadNode()
        {
            at = scan.SkipSpace(scan.Start);
            string text = Without(NodeDepth);
            text += Rest(scan, at, 0);
            NodeSettings settings = (NodeSettings)ReadPart(text, typeof(NodeSettings));
            settings.Devices = devices ?? settings.Devices;
            settings.Sensors = sensors ?? settings.Sensors;
            return settings;
        }

        // All up to the end. What is behind the end of a value is wrong: the library says so.
        private static string Rest(JsonScan scan, int from, int escapes)
        {
            int to = from;
            while (to < scan.End)
            {
                to = scan.EndOfValue(to, 0) + 1;
            }

            return scan.Text(from, scan.End, scan.Escapes > escapes);
        }

        /// <summary>Reads the parts of the object at the place, and goes behind it.</summary>
        /// <returns>Its text with nothing in the arrays of its parts.</returns>
        private string Without(int depth)
        {
            int escapes = scan.Escapes;
            int from = at;
            string text = "";
            if (scan.Is(at, '{'))
            {
                at++;
                if (depth == NodeDepth && SkipSchema())
                {
                    text = "{";
                    from = at;
                }

                int part = FindPart(depth);
                while (part != NoPart)
                {
                    text += scan.Text(from, at + 1, scan.Escapes > escapes);
                    ReadArray(part);
                    from = at;
                    at = scan.EndOfValue(at + 1, depth);
                    at += scan.Is(at, ',') ? 1 : 0;
                    part = FindPart(depth);
                }

                at = scan.EndOfValue(at, depth);
                at += scan.Is(at, '}') ? 1 : 0;
            }

            at = scan.EndOfValue(at, depth - 1);
            return text + scan.Text(from, at, scan.Escapes > escapes);
        }

        // For editors, as the first member; no property can have its name.
        private bool SkipSchema()
        {
            int name = scan.SkipSpace(at);
            int nameEnd = scan.Is(name, '"') ? scan.EndOfText(name) : name;
            int colon = scan.SkipSpace(nameEnd);
            int value = scan.SkipSpace(colon + 1);
            if (!scan.IsName(name, nameEnd, schemaName) || !scan.Is(colon, ':') || !scan.Is(value, '"'))
            {
                return false;
            }

            at = scan.SkipSpace(scan.EndOfText(value));
            at += scan.Is(at, ',') ? 1 : 0;
            return true;
        }

        /// <summary>Goes over members to the bracket of an array that is a part; without one to where the members end.</summary>
        private int FindPart(int depth)
        {
            while (true)
            {
                int name = scan.SkipSpace(at);
                int nameEnd = scan.Is(name, '"') ? scan.EndOfText(name) : name;
                at = scan.SkipSpace(nameEnd);
                if (nameEnd == name || !scan.Is(at, ':'))
                {
                    return NoPart;
                }

                at = scan.SkipSpace(at + 1);
                int part = scan.Is(at, '[') ? PartOf(depth, name, nameEnd) : NoPart;
                if (part != NoPart)
                {
                    return part;
                }

                at = scan.EndOfValue(at, depth);
                if (!scan.Is(at, ','))
                {
                    return NoPart;
                }

                at++;
            }
        }

        private int PartOf(int depth, int name, int nameEnd)
        {
            if (depth != NodeDepth)
            {
                return scan.IsName(name, nameEnd, tagsName) ? TagsPart : NoPart;
            }

            return scan.IsName(name, nameEnd, devicesName) ? DevicesPart : scan.IsName(name, nameEnd, sensorsName) ? SensorsPart : NoPart;
        }

        private void ReadArray(int part)
        {
            bool isTwice = part == DevicesPart ? devices != null : part == SensorsPart ? sensors != null : tags != null;
            if (isTwice)
            {
                throw new ArgumentException(part == DevicesPart ? "devices twice" : part == SensorsPart ? "sensors twice" : Path() + ": tags twice");
            }

            object[] items = new object[FirstItems];
            int count = 0;
            at = scan.SkipSpace(at + 1);
            bool isMore = at < scan.End && !scan.Is(at, ']');
            while (isMore)
            {
                items = count < items.Length ? items : Larger(items);
                items[count] = ReadElement(part, count);
                count++;
                isMore = scan.Is(at, ',');
                at = isMore ? scan.SkipSpace(at + 1) : at;
            }

            Keep(part, items, count);
        }

        private object ReadElement(int part, int index)
        {
            int most = part == DevicesPart ? SettingsLimits.DevicesMax : part == SensorsPart ? SettingsLimits.SensorsMax : SettingsLimits.TagsMax;
            if (index == most)
            {
                string what = part == DevicesPart ? "devices: " : part == SensorsPart ? "sensors: " : "devices[" + device + "].tags: ";
                throw new ArgumentException(what + (index + 1) + ", allowed " + most);
            }

            switch (part)
            {
                case DevicesPart:
                    device = index;
                    tags = null;
                    tag = -1;
                    DeviceSettings read = (DeviceSettings)ReadPart(Without(DeviceDepth), typeof(DeviceSettings));
                    read.Tags = tags ?? read.Tags;
                    return read;
                case SensorsPart:
                    sensor = index;
                    return ReadPart(Element(NodeDepth + 1), typeof(SensorSettings));
                default:
                    tag = index;
                    return ReadPart(Element(DeviceDepth + 1), typeof(TagSettings));
            }
        }

        private string Element(int depth)
        {
            int escapes = scan.Escapes;
            int from = at;
            at = scan.EndOfValue(at, depth);
            return scan.Text(from, at, scan.Escapes > escapes);
        }

        private void Keep(int part, object[] items, int count)
        {
            switch (part)
            {
                case DevicesPart:
                    device = -1;
                    devices = new DeviceSettings[count];
                    for (int i = 0; i < count; i++)
                    {
                        devices[i] = (DeviceSettings)items[i];
                    }

                    break;
                case SensorsPart:
                    sensor = -1;
                    sensors = new SensorSettings[count];
                    for (int i = 0; i < count; i++)
                    {
                        sensors[i] = (SensorSettings)items[i];
                    }

                    break;
                default:
                    tag = -1;
                    tags = new TagSettings[count];
                    for (int i = 0; i < count; i++)
                    {
                        tags[i] = (TagSettings)items[i];
                    }

                    break;
            }
        }

        private object ReadPart(string text, Type type)
        {
            try
            {
                return parts.Parse(text, type);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException(Path() + ": " + e.Message);
            }
        }

        private string Path()
        {
            return sensor >= 0 ? "sensors[" + sensor + "]"
                : device < 0 ? "node file"
                : "devices[" + device + "]" + (tag < 0 ? "" : ".tags[" + tag + "]");
        }

        private static object[] Larger(object[] items)
        {
            object[] larger = new object[items.Length * 2];
            Array.Copy(items, 0, larger, 0, items.Length);
            return larger;
        }
    }
}
