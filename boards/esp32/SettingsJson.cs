using System;
using System.IO;
using System.Text;
using FieldNode.Settings;
using nanoFramework.Json;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Settings by nanoFramework.Json 2.2.213 into the same classes as on the PC, part by part (<see cref="NodeFileParts"/>), with names as
    /// the PC takes them (<see cref="JsonMembers"/>). The watchdog is petted with each part.
    /// </summary>
    public sealed class SettingsJson : IPartReader
    {
        /// <summary>Longest file in bytes.</summary>
        public const int FileBytesMax = 65536;

        private readonly JsonSerializerOptions options = new JsonSerializerOptions();
        private readonly IPower power;

        /// <summary>A reader; power may be null where nobody watches.</summary>
        public SettingsJson(IPower power)
        {
            this.power = power;
            options.Resolver = new JsonMembers();
        }

        /// <summary>Parses a node file; nothing is checked beyond its form.</summary>
        /// <exception cref="Exception">It is not such a file; its message names the part, where that is known.</exception>
        public NodeSettings ParseNode(byte[] json)
        {
            return NodeFileParts.Read(json, this);
        }

        /// <summary>Parses a board file.</summary>
        /// <exception cref="Exception">It is not such a file.</exception>
        public BoardSettings ParseBoard(byte[] json)
        {
            string text = NodeFileParts.Whole(json);
            try
            {
                return (BoardSettings)Parse(text, typeof(BoardSettings));
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException("board file: " + e.Message);
            }
        }

        /// <inheritdoc />
        public object Parse(string text, Type type)
        {
            if (power != null)
            {
                power.Pet();
            }

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
                throw new ArgumentException(why);
            }

            return parsed;
        }

        /// <summary>True if there is such a file.</summary>
        public static bool IsThere(string path)
        {
            return File.Exists(path);
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

        /// <summary>Reads a file of one line, such as a password.</summary>
        /// <exception cref="Exception">It is missing or too long.</exception>
        public static string ReadLine(string path)
        {
            byte[] bytes = Read(path);
            return Encoding.UTF8.GetString(bytes, 0, bytes.Length).TrimEnd('\r', '\n');
        }
    }
}
