using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Bytes out: the metrics of births.</summary>
    public sealed partial class TagTable
    {
        /// <summary>
        /// Appends all metrics of a device as a birth has them: names, aliases, datatypes, properties and the newest values.
        /// What waited to be reported is thereby reported.
        /// </summary>
        /// <returns>
        /// The position behind the last metric, or -1 if they do not fit below <paramref name="limit"/>: then all wait on.
        /// </returns>
        public int AppendBirth(int ofDevice, byte[] frame, int at, int limit)
        {
            for (int tag = 0; tag < count; tag++)
            {
                if (device[tag] != ofDevice)
                {
                    continue;
                }

                if ((state[tag] & NotGoodBit) != 0 || (flags[tag] & SlowFlag) != 0)
                {
                    at = AppendBirthInFull(tag, frame, at, limit);
                }
                else
                {
                    at = AppendGoodBirth(tag, frame, at, limit);
                }

                if (at < 0)
                {
                    return at;
                }
            }

            MarkBorn(ofDevice);
            return at;
        }

        // No word about quality in a birth means good. Alias, time and value are those of the data image, which knows its length even while
        // a quality is due.
        private int AppendGoodBirth(int tag, byte[] frame, int at, int limit)
        {
            int image = dataAt[tag];
            int value = valueAt[tag] - 1; // its key
            int valueCount = image + 2 + data[image + 1] - value;
            int identity = aliases[tag] == 0 ? value - 1 - WireTime.Count : image + 2;
            int start = birthAt[tag];
            int nameSize = NameSize(nameCount[tag]);
            int properties = birthAt[tag + 1] - start - nameSize;
            int keys = 0;
            int all = 0;
            int size = nameSize + value - identity + 2 + valueCount;
            if (properties > 0)
            {
                keys = EngKeysCount(flags[tag]);
                all = keys + properties;
                size += all < 128 ? 2 + all : 1 + Varint.SizeOf(all) + all;
            }

            if (at + 4 + size > limit)
            {
                return -1;
            }

            frame[at] = FieldKey.PayloadMetric;
            if (size < 128)
            {
                frame[at + 1] = (byte)size;
                at += 2;
            }
            else
            {
                at = Varint.Write(frame, at + 1, size);
            }

            Array.Copy(birth, start, frame, at, nameSize);
            at += nameSize;
            Array.Copy(data, identity, frame, at, value - identity);
            at += value - identity;
            frame[at] = FieldKey.Datatype;
            frame[at + 1] = type[tag];
            at += 2;
            if (all > 0)
            {
                frame[at] = FieldKey.Properties;
                if (all < 128)
                {
                    frame[at + 1] = (byte)all;
                    at += 2;
                }
                else
                {
                    at = Varint.Write(frame, at + 1, all);
                }

                Array.Copy(EngKeys, EngKeysAt(flags[tag]), frame, at, keys);
                Array.Copy(birth, start + nameSize, frame, at + keys, properties);
                at += all;
            }

            Array.Copy(data, value, frame, at, valueCount);
            return at + valueCount;
        }

        // Only once the whole birth has fitted: until then everything waits as it did.
        private void MarkBorn(int ofDevice)
        {
            for (int tag = 0; tag < count; tag++)
            {
                if (device[tag] == ofDevice)
                {
                    QualityIsOut(tag);
                    MarkReported(tag, BitsOf(tag));
                }
            }

            WaitForNothing(ofDevice);
        }

        /// <summary>Bytes that <see cref="AppendBirth"/> needs at most for a device.</summary>
        public int BirthBytesMax(int ofDevice)
        {
            int room = 4; // a metric's key and length, as AppendGoodBirth asks for them
            for (int tag = 0; tag < count; tag++)
            {
                if (device[tag] == ofDevice)
                {
                    int size = BirthCount(tag) + ValueBytesMax(tag);
                    room += (flags[tag] & AlwaysGoodFlag) != 0 ? 1 + Varint.SizeOf(size) + size : MetricBytesMax(tag);
                }
            }

            return room;
        }

        private int AppendBirthInFull(int tag, byte[] frame, int at, int limit)
        {
            int start = birthAt[tag];
            int end = birthAt[tag + 1];
            int keys = start + NameSize(nameCount[tag]);
            writer.Begin(frame, at, limit - at);
            writer.BeginMetric();
            writer.Raw(birth, start, keys - start);
            if (aliases[tag] != 0)
            {
                writer.Alias(aliases[tag]);
            }

            WriteTimeOfBirth(tag);
            writer.Datatype((DataType)type[tag]);
            if ((state[tag] & HasValueBit) == 0)
            {
                writer.Null();
            }

            bool bad = (state[tag] & NotGoodBit) != 0;
            if (bad || keys < end)
            {
                int values = ValuesAt(keys, end);
                writer.BeginProperties();
                writer.Raw(EngKeys, EngKeysAt(flags[tag]), EngKeysCount(flags[tag]));
                writer.Raw(birth, keys, values - keys);
                if (bad)
                {
                    WriteQualityKeys();
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

        // A tag that was never read has no time of capture: the birth's own time stands for it.
        private void WriteTimeOfBirth(int tag)
        {
            if ((state[tag] & HasValueBit) != 0)
            {
                WriteTime(tag);
            }
            else
            {
                keyByte[0] = FieldKey.Timestamp;
                writer.Raw(keyByte, 0, 1);
                WireTime.Put(timeBytes, 0, sendTime);
                writer.Raw(timeBytes, 0, WireTime.Count);
            }
        }
    }
}
