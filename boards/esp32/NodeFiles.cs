using FieldNode.Update;

namespace FieldNode.Esp32
{
    /// <summary>The files of drive I: that a start reads, with those in front of them that a slot brought and that are not copied there yet.</summary>
    public sealed class NodeFiles
    {
        /// <summary>The board file.</summary>
        public const string BoardFile = "I:\\board.json";
        /// <summary>The node file.</summary>
        public const string NodeFile = "I:\\node.json";
        /// <summary>The settings record from the bench.</summary>
        public const string RecordFile = "I:\\node.record";

        private const string Drive = "I:\\";

        private readonly HandOver brought;

        /// <summary>The files of a start.</summary>
        /// <param name="brought">What the loader handed over, or null.</param>
        public NodeFiles(HandOver brought)
        {
            this.brought = brought;
        }

        /// <summary>Names in the settings are those of files beside the node file.</summary>
        public static string Full(string name)
        {
            return name.Length > 1 && name[1] == ':' ? name : Drive + name;
        }

        /// <summary>The name of a part that stands for a file.</summary>
        public static string PartName(string path)
        {
            return path.Length > Drive.Length && path.Substring(0, Drive.Length) == Drive ? path.Substring(Drive.Length) : path;
        }

        /// <summary>True if there is such a file. A record that was brought without a node file counts, so the node file of before does not.</summary>
        public bool IsThere(string path)
        {
            if (Find(path) != null)
            {
                return true;
            }

            return !(path == NodeFile && Find(RecordFile) != null) && SettingsJson.IsThere(path);
        }

        /// <summary>True if a slot brought this file, and it is not copied to the drive yet.</summary>
        public bool IsBrought(string path)
        {
            return Find(path) != null;
        }

        /// <summary>Reads a file whole.</summary>
        /// <exception cref="System.Exception">It is missing or too long; the message names it.</exception>
        public byte[] Read(string path)
        {
            return Find(path) ?? SettingsJson.Read(path);
        }

        private byte[] Find(string path)
        {
            return brought == null ? null : brought.Find(PartName(path));
        }
    }
}
