using System;

namespace FieldNode.ProtoLite
{
    /// <summary>The wire: keys, varints, lengths, and what is skipped.</summary>
    public sealed partial class CommandReader
    {
        private int Fail(DecodeError error)
        {
            if (Error == DecodeError.None)
            {
                Error = error;
            }

            return -1; // nothing behind a broken field can be trusted
        }

        // Field number 1 to 2^29 - 1 and three bits of wire type.
        private int ReadKey(int p, int limit)
        {
            int first = buffer[p];
            if (first < 0x80 && first >= 8)
            {
                key = first;
                return p + 1;
            }

            p = ReadVarint(p, limit);
            long field = varint >> 3;
            if (p >= 0 && (field < 1 || field > 0x1FFFFFFF))
            {
                return Fail(DecodeError.BadKey);
            }

            key = (int)varint;
            return p;
        }

        private int ReadVarint(int p, int limit)
        {
            if (p < limit && buffer[p] < 0x80)
            {
                varint = buffer[p];
                return p + 1;
            }

            return ReadLongVarint(p, limit);
        }

        private int ReadLongVarint(int p, int limit)
        {
            byte[] bytes = buffer;
            long value = 0;
            for (int shift = 0; shift < 70; shift += 7)
            {
                if (p >= limit)
                {
                    return Fail(DecodeError.Truncated);
                }

                int b = bytes[p++];
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    varint = value;
                    return p;
                }
            }

            return Fail(DecodeError.BadVarint);
        }

        private int ReadLength(int p, int limit)
        {
            length = 0;
            if (p < limit && buffer[p] < 0x80)
            {
                int count = buffer[p++];
                if (count > limit - p)
                {
                    return Fail(DecodeError.BadLength);
                }

                length = count;
                return p;
            }

            return ReadLongLength(p, limit);
        }

        private int ReadLongLength(int p, int limit)
        {
            p = ReadLongVarint(p, limit);
            if (p < 0)
            {
                return p;
            }

            if (varint < 0 || varint > limit - p)
            {
                return Fail(DecodeError.BadLength);
            }

            length = (int)varint;
            return p;
        }

        // True unless the specification gives the current field another wire type than this one.
        private bool IsOfType(int wireType, byte[] wireTypes)
        {
            int field = (key >> 3) & 0x1FFFFFFF;
            return field >= wireTypes.Length || wireTypes[field] == wireType;
        }

        private int Skip(int p, int limit, byte[] wireTypes)
        {
            int wireType = key & 7;
            if (!IsOfType(wireType, wireTypes))
            {
                return Fail(DecodeError.BadWireType);
            }

            switch (wireType)
            {
                case 0:
                    return ReadVarint(p, limit);
                case 1:
                    return limit - p >= 8 ? p + 8 : Fail(DecodeError.Truncated);
                case 2:
                    p = ReadLength(p, limit);
                    return p < 0 ? p : p + length;
                case 5:
                    return limit - p >= 4 ? p + 4 : Fail(DecodeError.Truncated);
                default:
                    return Fail(DecodeError.BadWireType); // groups: removed from protobuf long before Sparkplug
            }
        }
    }
}
