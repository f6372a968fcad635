using System;
using System.Text;

namespace FieldNode.Settings
{
    /// <content>Writing.</content>
    public sealed partial class RecordCursor
    {
        private void PutGroup()
        {
            groupAt = at;
            bit = 1;
            present = 0;
            PutNumber(0);
        }

        // One more member of the group was asked for.
        private bool Mark(bool isThere)
        {
            if (bit == 0)
            {
                throw new ArgumentException("a group has 32 members");
            }

            if (isThere)
            {
                present |= bit;
                BytesOf(present, groupAt);
            }

            bit <<= 1;
            return isThere;
        }

        private void PutText(string value, string usual)
        {
            string text = value == "" ? null : value;
            if (!Mark(text != usual))
            {
                return;
            }

            if (text == null)
            {
                PutByte(NoText);
                return;
            }

            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            if (utf8.Length > ShortTextMax)
            {
                PutByte(LongText);
                PutByte(utf8.Length & 0xFF);
                PutByte(utf8.Length >> 8);
                PutBytes(utf8);
                return;
            }

            int slot = (utf8[0] * 7 + utf8[utf8.Length - 1] * 13 + utf8.Length * 31) & (Slots - 1);
            if (texts[slot] == text)
            {
                PutByte(FirstSlot + slot);
                return;
            }

            texts[slot] = text;
            PutByte(utf8.Length);
            PutByte(slot);
            PutBytes(utf8);
        }

        private void PutReal(double value, double usual)
        {
            if (Mark(value != usual))
            {
                PutBytes(BitConverter.GetBytes(value));
            }
        }

        private void PutInt(int value, int usual)
        {
            if (Mark(value != usual))
            {
                PutNumber(value);
            }
        }

        private void PutNumber(int value)
        {
            Room(NumberBytes);
            BytesOf(value, at);
            at += NumberBytes;
        }

        private void BytesOf(int value, int where)
        {
            bytes[where] = (byte)value;
            bytes[where + 1] = (byte)(value >> 8);
            bytes[where + 2] = (byte)(value >> 16);
            bytes[where + 3] = (byte)(value >> 24);
        }

        private void PutByte(int value)
        {
            Room(1);
            bytes[at++] = (byte)value;
        }

        private void PutBytes(byte[] more)
        {
            Room(more.Length);
            Array.Copy(more, 0, bytes, at, more.Length);
            at += more.Length;
        }

        private void Room(int count)
        {
            if (at + count > bytes.Length)
            {
                byte[] larger = new byte[bytes.Length * 2 + count];
                Array.Copy(bytes, 0, larger, 0, at);
                bytes = larger;
            }
        }
    }
}
