using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Bytes out: the metrics of births.</summary>
    public sealed partial class TagTable
    {
        private const byte YearOfNoClock = 1; // last byte of a WireTime before March 1972

        /// <summary>
        /// Appends all metrics of a device as a birth has them: names, aliases, datatypes, properties and the newest values.
        /// What waited to be reported is thereby reported.
        /// </summary>
        /// <returns>
        /// The position behind the last metric, or -1 if they do not fit below <paramref name="limit"/>: then all wait on.
        /// </returns>
        public int AppendBirth(int ofDevice, byte[] frame, int at, int limit)
        {
            byte[] image = birth;
            for (int tag = 0; tag < count; tag++)
            {
                if (device[tag] != ofDevice)
                {
                    continue;
                }

                int start = birthAt[tag];
                int size = birthAt[tag + 1] - start;
                // No word about quality in a birth means good. The image knows its length even while a quality is due.
                int valueCount = dataAt[tag] + 2 + data[dataAt[tag] + 1] - valueAt[tag] + 1;
                if ((state[tag] & NotGoodBit) != 0 || (flags[tag] & SlowFlag) != 0)
                {
                    at = AppendBirthInFull(tag, frame, at, limit);
                    if (at < 0)
                    {
                        return at;
                    }
                }
                else if (at + 4 + size + valueCount > limit)
                {
                    return -1;
                }
                else
                {
                    frame[at] = FieldKey.PayloadMetric;
                    at = Varint.Write(frame, at + 1, size + valueCount);
                    Array.Copy(image, start, frame, at, size);
                    int value = valueAt[tag];
                    Array.Copy(data, value - WireTime.Count - 1, frame, at + birthStamp[tag], WireTime.Count);
                    at += size;
                    Array.Copy(data, value - 1, frame, at, valueCount);
                    at += valueCount;
                }
            }

            MarkBorn(ofDevice);
            return at;
        }

        // Only once the whole birth has fitted: until then everything waits as it did.
        private void MarkBorn(int ofDevice)
        {
            for (int tag = 0; tag < count; tag++)
            {
                if (device[tag] == ofDevice)
                {
                    QualityIsOut(tag);
                    next[tag] = NotQueued;
                    MarkReported(tag, BitsOf(tag));
                }
            }

            head[ofDevice] = NoTag;
        }

        /// <summary>Bytes that <see cref="AppendBirth"/> needs at most for a device.</summary>
        public int BirthBytesMax(int ofDevice)
        {
            int room = 0;
            for (int tag = 0; tag < count; tag++)
            {
                if (device[tag] == ofDevice)
                {
                    room += MetricBytesMax(tag) - ((flags[tag] & AlwaysGoodFlag) != 0 ? QualityBytesMax : 0);
                }
            }

            return room;
        }

        private int AppendBirthInFull(int tag, byte[] frame, int at, int limit)
        {
            int start = birthAt[tag];
            int end = birthAt[tag + 1];
            writer.Begin(frame, at, limit - at);
            writer.BeginMetric();
            writer.Raw(birth, start, birthStamp[tag]);
            WriteTimeOfBirth(tag);
            writer.Datatype((DataType)type[tag]);
            if ((state[tag] & HasValueBit) == 0)
            {
                writer.Null();
            }

            bool bad = (state[tag] & NotGoodBit) != 0;
            int keys = start + birthKeys[tag];
            int values = start + birthValues[tag];
            if (bad || keys < end)
            {
                writer.BeginProperties();
                writer.Raw(birth, keys, values - keys);
                if (bad)
                {
                    WriteQualityKeys(tag);
                }

                writer.Raw(birth, values, end - values);
                if (bad)
                {
                    WriteQualityValues(tag);
                }

                writer.EndProperties();
            }

            WriteValue(tag);
            writer.EndMetric();
            return writer.Overflow ? -1 : writer.Position;
        }

        // A tag that was never read has no time of capture: the birth's own time stands for it. A value that was there before the node
        // knew the time (forced by the node file) takes that of its first birth, and keeps it.
        private void WriteTimeOfBirth(int tag)
        {
            int at = valueAt[tag] - WireTime.Count - 1;
            if ((state[tag] & HasValueBit) != 0)
            {
                if (data[at + WireTime.Count - 1] == YearOfNoClock)
                {
                    WireTime.Put(data, at, sendTime);
                }

                writer.Raw(data, at, WireTime.Count);
            }
            else
            {
                WireTime.Put(timeBytes, 0, sendTime);
                writer.Raw(timeBytes, 0, WireTime.Count);
            }
        }
    }
}
