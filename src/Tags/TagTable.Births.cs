using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Bytes out: the metrics of births.</summary>
    public sealed partial class TagTable
    {
        // Bits of state[] and flags[] of which one is enough: such a metric is written field by field. What they share means none of them.
        private const int NotPlainInBirth = NotGoodBit | SlowFlag | LongFlag;

        /// <summary>
        /// Appends all metrics of a device as a birth has them: names, aliases, datatypes, properties and the newest values.
        /// What waited to be reported is thereby reported.
        /// </summary>
        /// <returns>
        /// The position behind the last metric, or -1 if they do not fit below <paramref name="limit"/>: then all wait on.
        /// </returns>
        public int AppendBirth(int ofDevice, byte[] frame, int at, int limit)
        {
            byte[] owners = device;
            byte[] states = state;
            byte[] forms = flags;
            byte[] image = data;
            byte[] heads = headCount;
            byte[] shared = sets;
            byte[] texts = names;
            int[] places = valueAt;
            int[] textAt = nameAt;
            short[] textCount = nameCount;
            int[] setOf = setAt;
            int skip = headSkip;
            bool usesTold = birthsHaveTold;
            int last = lastTag[ofDevice];
            int seen = 0;
            for (int tag = firstTag[ofDevice]; tag <= last; tag++)
            {
                if (owners[tag] != ofDevice)
                {
                    continue;
                }

                int s = states[tag];
                seen |= s;
                if (((s | forms[tag]) & NotPlainInBirth) != 0)
                {
                    at = AppendBirthInFull(tag, frame, at, limit);
                    if (at < 0)
                    {
                        return at;
                    }

                    continue;
                }

                if (usesTold)
                {
                    image = BirthImage(tag);
                }

                // No word about quality means good. Alias, time and value are those of the data image, which knows its length even while a
                // quality is due.
                int value = places[tag] - 1; // its key
                int head = heads[tag];
                int valueSize = image[value - head + 2] + 3 - head;
                int before = skip != 0 ? head - skip : TimeAndKeyCount - 1;
                int nameSize = textCount[tag] + 2;
                int set = setOf[tag];
                int setSize = shared[set];
                int size = nameSize + before + setSize + valueSize;
                if (at + 3 + size > limit)
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

                Array.Copy(texts, textAt[tag] - 2, frame, at, nameSize);
                at += nameSize;
                Array.Copy(image, value - before, frame, at, before);
                at += before;
                Array.Copy(shared, set + 1, frame, at, setSize);
                at += setSize;
                Array.Copy(image, value, frame, at, valueSize);
                at += valueSize;
            }

            if ((seen & (QualityDueBit | FilteredBit)) != 0)
            {
                MarkBorn(ofDevice);
            }

            WaitForNothing(ofDevice);
            return at;
        }

        // Only once the whole birth has fitted: until then everything waits as it did.
        private void MarkBorn(int ofDevice)
        {
            for (int tag = firstTag[ofDevice]; tag <= lastTag[ofDevice]; tag++)
            {
                if (device[tag] == ofDevice)
                {
                    QualityIsOut(tag);
                    MarkReported(tag, BitsOf(tag));
                }
            }
        }

        /// <summary>Bytes that <see cref="AppendBirth"/> needs at most for a device.</summary>
        public int BirthBytesMax(int ofDevice)
        {
            int room = 4; // a metric's key and length, as AppendBirth asks for them
            for (int tag = firstTag[ofDevice]; tag <= lastTag[ofDevice]; tag++)
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
            int end = SetBody(setAt[tag]) + SetCount(setAt[tag]);
            int keys = KeysAt(setAt[tag]);
            writer.Begin(frame, at, limit - at);
            writer.BeginMetric();
            writer.Name(names, nameAt[tag], nameCount[tag]);
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
                writer.Raw(sets, keys, values - keys);
                if (bad)
                {
                    WriteQualityKeys();
                }

                writer.Raw(sets, values, end - values);
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
                PutSendTime(timeBytes, 0);
                writer.Raw(timeBytes, 0, WireTime.Count);
            }
        }
    }
}
