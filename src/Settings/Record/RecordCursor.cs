using System;
using System.Text;

namespace FieldNode.Settings
{
    /// <summary>
    /// A place in the content of a settings record that goes forward, for reading or for writing. The same lines of
    /// <see cref="SettingsContent"/> do both: a value goes in and the value that counts comes out. A value that has its default is not in
    /// the record. Reading never runs over the end: what is missing or cannot be makes the cursor broken.
    /// </summary>
    public sealed partial class RecordCursor
    {
        private const int GroupBytes = 4;
        private const int NumberBytes = 4;
        private const int RealBytes = 8;
        private const int NoArray = 0xFFFF;
        private const int FirstRoom = 2048;

        // The first byte of a text: its length, one of these, or from FirstSlot on the slot where it lies.
        private const int ShortTextMax = 120; // and a slot for it, and its bytes
        private const int NoText = 126;
        private const int LongText = 127; // and two bytes of length, and its bytes
        private const int FirstSlot = 128;

        // Texts that came by lie in slots, so that a type or unit that a hundred tags have is one text in memory, and made once.
        private const int Slots = 128;

        private readonly bool isWriting;
        private readonly int end;
        private readonly string[] texts = new string[Slots];
        private byte[] bytes;
        private int at;
        private int groupAt;
        private int bit;
        private int present;

        /// <summary>A cursor that writes into room of its own.</summary>
        public RecordCursor()
        {
            isWriting = true;
            bytes = new byte[FirstRoom];
        }

        /// <summary>A cursor that reads.</summary>
        public RecordCursor(byte[] bytes, int start, int end)
        {
            this.bytes = bytes;
            this.end = end;
            at = start;
        }

        /// <summary>True if what was read cannot be; nothing of it counts then.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>True if all was read.</summary>
        public bool IsAtEnd => at == end;

        /// <summary>Bytes written so far.</summary>
        public int Count => at;

        /// <summary>Copies what was written.</summary>
        public void CopyTo(byte[] target, int offset)
        {
            Array.Copy(bytes, 0, target, offset, at);
        }

        /// <summary>Begins a group of up to 32 members.</summary>
        /// <returns>One bit for each, the first the lowest: 1 if the member is there. In writing all are asked.</returns>
        public int Group()
        {
            if (isWriting)
            {
                PutGroup();
                return -1;
            }

            int next = at + GroupBytes;
            if (next > end)
            {
                Break();
                return 0;
            }

            at = next;
            return BitConverter.ToInt32(bytes, next - GroupBytes);
        }

        /// <summary>A whole number.</summary>
        public int Int(int value, int usual)
        {
            if (isWriting)
            {
                PutInt(value, usual);
                return value;
            }

            int next = at + NumberBytes;
            if (next > end)
            {
                Break();
                return 0;
            }

            at = next;
            return BitConverter.ToInt32(bytes, next - NumberBytes);
        }

        /// <summary>A number.</summary>
        public double Double(double value, double usual)
        {
            if (isWriting)
            {
                PutReal(value, usual);
                return value;
            }

            int next = at + RealBytes;
            if (next > end)
            {
                Break();
                return 0;
            }

            at = next;
            return BitConverter.ToDouble(bytes, next - RealBytes);
        }

        /// <summary>True or false. That it is there says it all: it is not as usual.</summary>
        public bool Bool(bool value, bool usual)
        {
            if (isWriting)
            {
                Mark(value != usual);
                return value;
            }

            return !usual;
        }

        /// <summary>A text, or null. An empty text is written as null: no member knows a difference.</summary>
        public string Text(string value, string usual)
        {
            if (isWriting)
            {
                PutText(value, usual);
                return value;
            }

            int next = at;
            int code = next < end ? bytes[next] : NoText;
            if (code >= FirstSlot)
            {
                string known = texts[code - FirstSlot];
                if (known != null)
                {
                    at = next + 1;
                    return known;
                }
            }

            return ReadText();
        }

        /// <summary>Whether a member that is an object is there. Objects and arrays come behind the groups of their owner.</summary>
        public bool Has(bool has)
        {
            if (isWriting)
            {
                PutByte(has ? 1 : 0);
                return has;
            }

            int next = at;
            if (next >= end || bytes[next] > 1)
            {
                Break();
                return false;
            }

            at = next + 1;
            return bytes[next] == 1;
        }

        /// <summary>Elements of an array; -1: there is none. Each element takes at least a group, which bounds them.</summary>
        public int Length(int length)
        {
            if (isWriting)
            {
                int written = length < 0 ? NoArray : length;
                PutByte(written & 0xFF);
                PutByte(written >> 8);
                return length;
            }

            int read = ReadByte() | (ReadByte() << 8);
            if (read == NoArray)
            {
                return -1;
            }

            if (IsBroken || read > (end - at) / GroupBytes)
            {
                Break();
                return -1;
            }

            return read;
        }

        private void Break()
        {
            IsBroken = true;
            at = end; // what is read after it is broken too
        }

        private int ReadByte()
        {
            if (at >= end)
            {
                IsBroken = true;
                return 0;
            }

            return bytes[at++];
        }

        private string ReadText()
        {
            int code = ReadByte();
            if (code <= ShortTextMax)
            {
                int slot = ReadByte();
                if (slot >= Slots)
                {
                    Break();
                    return null;
                }

                texts[slot] = ReadUtf8(code);
                return texts[slot];
            }

            if (code == LongText)
            {
                return ReadUtf8(ReadByte() | (ReadByte() << 8));
            }

            if (code != NoText)
            {
                Break(); // a slot with nothing in it, or no code
            }

            return null;
        }

        private string ReadUtf8(int length)
        {
            if (length == 0 || at + length > end)
            {
                Break();
                return null;
            }

            at += length;
            return Encoding.UTF8.GetString(bytes, at - length, length);
        }
    }
}
