using System;
using System.IO;
using FieldNode.Settings;
using nanoFramework.Json;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Settings by nanoFramework.Json 2.2.213 into the same classes as on the PC. Names are compared without case, since the files have
    /// camelCase; a name that no property has is refused, so that a slip of the pen does not fall back to a default in silence. The
    /// library goes down one call for each level of nesting, so files are bounded before they are parsed.
    /// </summary>
    public static class SettingsJson
    {
        /// <summary>Longest file in bytes.</summary>
        public const int FileBytesMax = 65536;

        private const int NestingMax = 8;

        /// <summary>Reads and parses the node file.</summary>
        /// <exception cref="Exception">It is missing, too long, or not such a file.</exception>
        public static NodeSettings ReadNode(string path)
        {
            return ParseNode(Read(path));
        }

        /// <summary>Parses the text of a node file.</summary>
        /// <exception cref="Exception">It is not such a file.</exception>
        public static NodeSettings ParseNode(string text)
        {
            NodeSettings settings = (NodeSettings)Parse(text, typeof(NodeSettings));
            BrokerSettings broker = settings.Broker;
            if (broker != null)
            {
                broker.ClientId = OrNull(broker.ClientId);
                broker.User = OrNull(broker.User);
                broker.PasswordFile = OrNull(broker.PasswordFile);
            }

            for (int d = 0; settings.Devices != null && d < settings.Devices.Length; d++)
            {
                TagSettings[] tags = settings.Devices[d].Tags;
                for (int i = 0; tags != null && i < tags.Length; i++)
                {
                    tags[i].Table = OrNull(tags[i].Table);
                    tags[i].PublishAs = OrNull(tags[i].PublishAs);
                    tags[i].Unit = OrNull(tags[i].Unit);
                }
            }

            EmptyTexts.ToNull(settings);
            return settings;
        }

        /// <summary>Reads and parses the board file.</summary>
        /// <exception cref="Exception">It is missing, too long, or not such a file.</exception>
        public static BoardSettings ReadBoard(string path)
        {
            BoardSettings settings = (BoardSettings)Parse(Read(path), typeof(BoardSettings));
            settings.Ssid = OrNull(settings.Ssid);
            settings.WifiPasswordFile = OrNull(settings.WifiPasswordFile);
            settings.Address = OrNull(settings.Address);
            settings.Ntp = OrNull(settings.Ntp);
            settings.Ntp2 = OrNull(settings.Ntp2);
            return settings;
        }

        /// <summary>The library makes an empty text of a null in the file.</summary>
        internal static string OrNull(string text)
        {
            return text == null || text.Length == 0 ? null : text;
        }

        private static object Parse(string text, Type type)
        {
            CheckNesting(text);
            JsonSerializerOptions options = new JsonSerializerOptions();
            options.PropertyNameCaseInsensitive = true;
            options.ThrowExceptionWhenPropertyNotFound = true;
            return JsonConvert.DeserializeObject(text, type, options);
        }

        private static string Read(string path)
        {
            FileInfo file = new FileInfo(path);
            if (!file.Exists || file.Length > FileBytesMax)
            {
                throw new IOException(path);
            }

            return File.ReadAllText(path);
        }

        private static void CheckNesting(string text)
        {
            int depth = 0;
            bool isText = false;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (isText)
                {
                    i += c == '\\' ? 1 : 0;
                    isText = c != '"';
                }
                else if (c == '{' || c == '[')
                {
                    depth++;
                }
                else if (c == '}' || c == ']')
                {
                    depth--;
                }
                else
                {
                    isText = c == '"';
                }

                if (depth > NestingMax)
                {
                    throw new ArgumentException("nesting");
                }
            }
        }
    }
}
