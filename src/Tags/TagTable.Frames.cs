using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Bytes out: the metrics of data frames. The payload around them is the edge node's.</summary>
    public sealed partial class TagTable
    {
        private static readonly byte[] QualityKey = { 0x51, 0x75, 0x61, 0x6C, 0x69, 0x74, 0x79 };       // Quality
        private static readonly byte[] ReasonKey =
        {
            0x51, 0x75, 0x61, 0x6C, 0x69, 0x74, 0x79, 0x52, 0x65, 0x61, 0x73, 0x6F, 0x6E // QualityReason
        };

        private const int MetricHeadMax = 6;    // key and length of the metric, and is_null
        private const int QualityBytesMax = 60; // both keys and both values, and a longer length of the property set

        private static readonly object Waits = (byte)1; // in a box already: looking for it makes none

        private long sendUtcMs;

        /// <summary>Time of sending for <see cref="AppendTime"/> and births, ms since 1970 UTC.</summary>
        public void SendAt(long utcMs)
        {
            sendUtcMs = utcMs;
        }

        /// <summary>Appends the payload's timestamp: seven bytes.</summary>
        public int AppendTime(byte[] frame, int at)
        {
            frame[at] = FieldKey.PayloadTimestamp;
            if (sendUtcMs == stampUtcMs)
            {
                Array.Copy(stamp, 0, frame, at + 1, WireTime.Count); // as PutSendTime, without its call
            }
            else
            {
                PutSendTime(frame, at + 1);
            }

            return at + (1 + WireTime.Count);
        }

        // Mostly what goes out was sampled in the same ms, and its time is there as bytes.
        private void PutSendTime(byte[] into, int at)
        {
            if (sendUtcMs == stampUtcMs)
            {
                Array.Copy(stamp, 0, into, at, WireTime.Count);
            }
            else
            {
                WireTime.Put(into, at, WireTime.Encode(sendUtcMs));
            }
        }

        /// <summary>
        /// Appends the metrics of a device that wait to be reported, as many as fit below <paramref name="limit"/>; the others wait on.
        /// </summary>
        /// <returns>The position behind the last metric; <paramref name="at"/> itself if none fitted.</returns>
        public int AppendChanges(int ofDevice, byte[] frame, int at, int limit)
        {
            byte[] waiting = waits;
            byte[] shorter = slack;
            byte[] owners = device;
            int[] places = valueAt;
            byte[] heads = headCount;
            int last = lastWaiting[ofDevice];
            int tag = firstWaiting[ofDevice];
            while (tag <= last)
            {
                // Neighbours that wait, and whose images fill their places, go with one copy.
                int end = tag;
                while (end <= last && waiting[end] != 0 && shorter[end] == 0 && owners[end] == ofDevice)
                {
                    end++;
                }

                if (end > tag)
                {
                    int start = places[tag] - heads[tag];
                    int size = places[end] - heads[end] - start;
                    while (size > limit - at && end > tag)
                    {
                        end--;
                        size = places[end] - heads[end] - start;
                    }

                    if (end == tag)
                    {
                        break;
                    }

                    Array.Copy(data, start, frame, at, size);
                    if (end - tag == 1)
                    {
                        waiting[tag] = 0; // a third of what the native call costs
                    }
                    else
                    {
                        Array.Clear(waiting, tag, end - tag);
                    }

                    at += size;
                    tag = end;
                }
                else if (waiting[tag] == 0 || owners[tag] != ofDevice)
                {
                    tag = Array.IndexOf(waiting, Waits, tag + 1, last - tag); // the last one waits
                }
                else
                {
                    int behind = AppendOther(tag, frame, at, limit);
                    if (behind < 0)
                    {
                        break;
                    }

                    at = behind;
                    waiting[tag] = 0;
                    tag++;
                }
            }

            if (tag > last)
            {
                lastWaiting[ofDevice] = NoTag;
                firstWaiting[ofDevice] = NoneWaits;
            }
            else
            {
                firstWaiting[ofDevice] = (short)tag;
            }

            return at;
        }

        // An image that is shorter than its place, or a metric that none will do for.
        private int AppendOther(int tag, byte[] frame, int at, int limit)
        {
            if (slack[tag] == InFull)
            {
                at = AppendInFull(tag, frame, at, limit);
                if (at >= 0)
                {
                    QualityIsOut(tag);
                }

                return at;
            }

            int start = ImageAt(tag);
            int size = ImageAt(tag + 1) - slack[tag] - start;
            if (at + size > limit)
            {
                return -1;
            }

            Array.Copy(data, start, frame, at, size);
            return at + size;
        }

        /// <summary>Bytes that one metric needs at most in any frame.</summary>
        public int MetricBytesMax(int tag)
        {
            return MetricHeadMax + BirthCount(tag) + ValueBytesMax(tag) + QualityBytesMax;
        }

        // With its key.
        private int ValueBytesMax(int tag)
        {
            return IsText((DataType)type[tag]) ? text[TextAt(tag)].Length + 5 : 1 + ValueCountMax(type[tag]);
        }

        // The quality property has been sent: from now on the image will do again.
        private void QualityIsOut(int tag)
        {
            if ((state[tag] & QualityDueBit) != 0)
            {
                state[tag] &= 0xFF ^ QualityDueBit;
                RestoreSlack(tag);
            }
        }

        // Texts, names too long for an image, and metrics whose quality changed.
        private int AppendInFull(int tag, byte[] frame, int at, int limit)
        {
            writer.Begin(frame, at, limit - at);
            writer.BeginMetric();
            WriteIdentity(tag);
            WriteTime(tag);
            int s = state[tag];
            if ((s & HasValueBit) == 0)
            {
                writer.Null();
            }

            if ((s & QualityDueBit) != 0)
            {
                writer.BeginProperties();
                WriteQualityKeys();
                WriteQualityValues(tag);
                writer.EndProperties();
            }

            WriteValue(tag);
            writer.EndMetric();
            return writer.Overflow ? -1 : writer.Position;
        }

        private void WriteTime(int tag)
        {
            keyByte[0] = FieldKey.Timestamp;
            writer.Raw(keyByte, 0, 1);
            writer.Raw(data, valueAt[tag] - WireTime.Count - 1, WireTime.Count);
        }

        private void WriteQualityKeys()
        {
            writer.PropertyKey(QualityKey, 0, QualityKey.Length);
            writer.PropertyKey(ReasonKey, 0, ReasonKey.Length);
        }

        private void WriteQualityValues(int tag)
        {
            flags[tag] |= (state[tag] & NotGoodBit) != 0 ? ToldFlag : (byte)0;
            writer.PropertyInt(DataType.Int32, (int)QualityOf(tag));
            writer.PropertyInt(DataType.Int32, reason[tag]);
        }

        private void WriteValue(int tag)
        {
            if ((state[tag] & HasValueBit) == 0)
            {
                return;
            }

            long bits = BitsOf(tag);
            switch ((DataType)type[tag])
            {
                case DataType.Float: writer.FloatValue((int)bits); break;
                case DataType.Double: writer.DoubleValue(bits); break;
                case DataType.Boolean: writer.BoolValue(bits != 0); break;
                case DataType.Int64:
                case DataType.UInt64:
                case DataType.DateTime: writer.LongValue(bits); break;
                case DataType.String:
                case DataType.Text:
                case DataType.Uuid: writer.StringValue(text[TextAt(tag)], 0, textCount[TextAt(tag)]); break;
                case DataType.Bytes: writer.BytesValue(text[TextAt(tag)], 0, textCount[TextAt(tag)]); break;
                case DataType.UInt32:
                    if (UInt32AsLong)
                    {
                        writer.LongValue(bits);
                    }
                    else
                    {
                        writer.IntValue((int)bits);
                    }

                    break;
                default: writer.IntValue((int)bits); break;
            }
        }
    }
}
