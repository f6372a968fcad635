#if NANOFRAMEWORK_1_0
using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// What runs for each changed tag, as the device does it best: an array for each thing that is known of a tag (an object per tag would
    /// cost it 12 bytes a field), a list of the tags that wait for a frame, byte stores and the native Array.Copy. A call costs as much as a
    /// handful of stores there, so the same few lines stand in more than one loop. A PC has records and words instead.
    /// </summary>
    public sealed partial class TagTable
    {
        /// <summary>Bytes that a frame is longer than where its metrics end at the latest: seq.</summary>
        public const int SeqRoom = 3;

        private const short NotQueued = -2;      // in next[]: the tag does not wait for a frame

        private int[] head;                      // by device: first tag of the list that waits for a frame, or NoTag
        private short[] next;                    // next tag in the list of its device, NoTag at its end, or NotQueued
        private byte[] device;
        private byte[] state;
        private byte[] dataCount;                // length of the data image, 129 at most; 0: written field by field
        private readonly byte[] stamp = new byte[WireTime.Count]; // stampTime as bytes, for Array.Copy
        private long stampUtcMs = long.MinValue;
        private long stampTime;                  // capture time of the samples that follow, as WireTime
        private long sendUtcMs = long.MinValue;
        private long sendTime;                   // time of sending, as WireTime

        private void AllocateColumns(int devicesMax)
        {
            head = new int[devicesMax];
            next = new short[tagsMax];
            device = new byte[tagsMax];
            state = new byte[tagsMax];
            dataCount = new byte[tagsMax];
            for (int of = 0; of < devicesMax; of++)
            {
                head[of] = NoTag;
            }

            for (int tag = 0; tag < tagsMax; tag++)
            {
                next[tag] = NotQueued;
            }
        }

        /// <summary>Finds the data images their places, one behind the other.</summary>
        private void LayImages(bool useAliases)
        {
            int at = 0;
            for (int tag = 0; tag < count; tag++)
            {
                dataAt[tag] = at;
                valueAt[tag] = at + HeadCount(tag, useAliases);
                at = valueAt[tag] + ValueCountMax(type[tag]);
            }

            data = new byte[at];
        }

        public partial void BeginSample(long utcMs)
        {
            if (utcMs != stampUtcMs)
            {
                stampUtcMs = utcMs;
                stampTime = WireTime.Encode(utcMs);
                WireTime.Put(stamp, 0, stampTime);
            }
        }

        public partial void SetFloatBytes(int tag, byte b0, byte b1, byte b2, byte b3)
        {
            if ((b3 & 0x7F) == 0x7F && b2 >= 0x80)
            {
                SetBad(tag, QualityReason.OutOfRange); // all exponent bits set: the image keeps the last good value
                return;
            }

            if (state[tag] != HasValueBit)
            {
                Decide(tag, b0 | (b1 << 8) | (b2 << 16) | (b3 << 24));
                return;
            }

            byte[] image = data;
            int at = valueAt[tag];
            int former = BitConverter.ToInt32(image, at);
            image[at] = b0;
            image[at + 1] = b1;
            image[at + 2] = b2;
            image[at + 3] = b3;
            if (BitConverter.ToInt32(image, at) == former)
            {
                return;
            }

            Array.Copy(stamp, 0, image, at - WireTime.Count - 1, WireTime.Count);
            if (next[tag] == NotQueued)
            {
                int owner = device[tag];
                next[tag] = (short)head[owner];
                head[owner] = tag;
            }
        }

        public partial void SetFloatRun(int[] tagOf, int first, int end, byte[] source, int from)
        {
            byte[] image = data;
            byte[] states = state;
            short[] following = next;
            int[] places = valueAt;
            int owner = device[tagOf[first]];
            for (int i = first; i < end; i++, from += 4)
            {
                int tag = tagOf[i];
                if (states[tag] != HasValueBit || (source[from] & 0x7F) == 0x7F)
                {
                    SetFloatBytes(tag, source[from + 3], source[from + 2], source[from + 1], source[from]);
                    continue;
                }

                int at = places[tag];
                int former = BitConverter.ToInt32(image, at);
                image[at] = source[from + 3];
                image[at + 1] = source[from + 2];
                image[at + 2] = source[from + 1];
                image[at + 3] = source[from];
                if (BitConverter.ToInt32(image, at) == former)
                {
                    continue;
                }

                Array.Copy(stamp, 0, image, at - WireTime.Count - 1, WireTime.Count);
                if (following[tag] == NotQueued)
                {
                    following[tag] = (short)head[owner];
                    head[owner] = tag;
                }
            }
        }

        private partial void Enqueue(int tag)
        {
            if (next[tag] == NotQueued)
            {
                int owner = device[tag];
                next[tag] = (short)head[owner];
                head[owner] = tag;
            }
        }

        private partial void WaitForNothing(int ofDevice)
        {
            short[] following = next;
            int tag = head[ofDevice];
            while (tag >= 0)
            {
                int done = tag;
                tag = following[tag];
                following[done] = NotQueued;
            }

            head[ofDevice] = NoTag;
        }

        public partial bool HasChanges(int ofDevice)
        {
            return head[ofDevice] != NoTag;
        }

        public partial int NextToTell(bool[] told, int from)
        {
            byte[] online = deviceOnline;
            int[] changes = head;
            for (int of = from; of < told.Length; of++)
            {
                if (changes[of] != NoTag || (online[of] != 0) != told[of])
                {
                    return of;
                }
            }

            return -1;
        }

        public partial void SendAt(long utcMs)
        {
            if (utcMs == sendUtcMs)
            {
                return;
            }

            sendUtcMs = utcMs;
            sendTime = WireTime.Encode(utcMs);
        }

        public partial int AppendChanges(int ofDevice, byte[] frame, int at, int limit)
        {
            byte[] image = data;
            short[] following = next;
            int[] starts = dataAt;
            byte[] sizes = dataCount;
            int tag = head[ofDevice];
            while (tag >= 0)
            {
                int size = sizes[tag];
                if (size == 0)
                {
                    int end = AppendInFull(tag, frame, at, limit);
                    if (end < 0)
                    {
                        break;
                    }

                    at = end;
                    QualityIsOut(tag);
                }
                else if (at + size > limit)
                {
                    break;
                }
                else
                {
                    Array.Copy(image, starts[tag], frame, at, size);
                    at += size;
                }

                int done = tag;
                tag = following[tag];
                following[done] = NotQueued;
            }

            head[ofDevice] = tag;
            return at;
        }
    }
}
#endif
