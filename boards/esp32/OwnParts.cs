using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Parts of a bundle that are files of this board: board file, node file, settings record, certificates. Judged before they are tried, by what only
    /// the board knows; copied to drive I: once they proved themselves.
    /// </summary>
    public sealed class OwnParts
    {
        private const string BoardPart = "board.json";
        private const string NodePart = "node.json";
        private const string RecordPart = "node.record";
        private const string KeyMark = "PRIVATE KEY";

        private readonly string board;
        private readonly string[] authorities; // files of the broker's certificate authorities
        private readonly string certificate;   // the node's own
        private readonly string key;
        private readonly NewKey newKey;

        /// <summary>The files of a node, by what its settings name, and a key that may wait for its certificate.</summary>
        public OwnParts(string board, string[] authorities, string certificate, string key, NewKey newKey)
        {
            this.newKey = newKey;
            this.board = board;
            this.authorities = authorities;
            this.certificate = certificate;
            this.key = key;
        }

        /// <summary>Judges a board file or a certificate; a node file is the node's to judge.</summary>
        public UpdateReason Judge(PartKind kind, string name, byte[] content)
        {
            try
            {
                return kind == PartKind.Certificate ? JudgeCertificate(NodeFiles.Full(name), content)
                    : kind == PartKind.Settings && name == BoardPart ? JudgeBoard(content)
                    : UpdateReason.BadPart;
            }
            catch (Exception)
            {
                return kind == PartKind.Settings ? UpdateReason.BadSettings : UpdateReason.BadPart;
            }
        }

        /// <summary>
        /// Copies a part to where the board keeps its own, and before a certificate for a new key that key. A cut leaves the old file or the new one, and the
        /// next start copies again.
        /// </summary>
        public bool Adopt(PartKind kind, string name, byte[] content)
        {
            string path = NodeFiles.Full(name);
            byte[] made = kind == PartKind.Certificate && path == certificate ? newKey.PemFor(content) : null;
            if (made != null && !FlashStore.WriteFile(key, made, 0, made.Length))
            {
                return false;
            }

            if (!FlashStore.WriteFile(path, content, 0, content.Length))
            {
                return false;
            }

            return kind != PartKind.Settings || (name != NodePart && name != RecordPart) || Settle(name, content);
        }

        // The node file decides, and a record counts if it was made from it. So what is not of one piece with the new file goes.
        private static bool Settle(string name, byte[] content)
        {
            string otherPath = name == NodePart ? NodeFiles.RecordFile : NodeFiles.NodeFile;
            try
            {
                if (!SettingsJson.IsThere(otherPath))
                {
                    return true;
                }

                byte[] other = SettingsJson.Read(otherPath);
                byte[] file = name == NodePart ? content : other;
                byte[] record = name == NodePart ? other : content;
                SettingsRecord opened = SettingsRecord.Open(record, record.Length, Esp32Ports.FirmwareVersion);
                bool isOne = opened.Fault == RecordFault.None && opened.Source.Is(new RecordSource(file));
                return isOne || FlashStore.DeleteFile(otherPath);
            }
            catch (Exception)
            {
                return FlashStore.DeleteFile(otherPath); // too long, or it cannot be read
            }
        }

        private UpdateReason JudgeBoard(byte[] content)
        {
            BoardSettings brought = new SettingsJson(null).ParseBoard(content);
            bool isRight = brought.Board == board
                && BoardCheck.Fault(brought, BoardPins.FindWired(brought.Board)) == null
                && (brought.WifiPasswordFile == null || SettingsJson.IsThere(NodeFiles.Full(brought.WifiPasswordFile)));
            return isRight ? UpdateReason.None : UpdateReason.BadSettings;
        }

        private UpdateReason JudgeCertificate(string path, byte[] content)
        {
            byte[] text = LinkIdentity.Text(content);
            if (HasKey(content))
            {
                return UpdateReason.BadPart;
            }

            if (path == certificate)
            {
                byte[] own = newKey.PemFor(content) ?? SettingsJson.Read(key);
                new X509Certificate2(text, LinkIdentity.Text(own), ""); // throws if they are no pair
                return UpdateReason.None;
            }

            for (int i = 0; i < authorities.Length; i++)
            {
                if (authorities[i] == path)
                {
                    new X509Certificate(text);
                    return UpdateReason.None;
                }
            }

            return UpdateReason.BadPart;
        }

        private static bool HasKey(byte[] content)
        {
            byte[] mark = Encoding.UTF8.GetBytes(KeyMark);
            for (int at = 0; at + mark.Length <= content.Length; at++)
            {
                int same = 0;
                while (same < mark.Length && content[at + same] == mark[same])
                {
                    same++;
                }

                if (same == mark.Length)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
