using System;
using FieldNode.ProtoLite;

namespace FieldNode.Journal
{
    /// <summary>How an image that is sent again stands in its frame.</summary>
    public sealed partial class SampleJournal
    {
        private const int HistoricalCount = 2;  // is_historical behind an image

        // Appends the image that is read, as it has to be told. Returns the end, at itself if nobody has to be told, or -1: no room.
        private int Put(byte[] frame, int at, int limit, int size)
        {
            if (readSegment >= 0 && flash.IsForeign)
            {
                int behind = PutForeign(frame, at, limit, size);
                if (behind == at)
                {
                    flash.LoseOf(readSegment, 1);
                    dropped += flash.TakeLost();
                }

                return behind;
            }

            if (IsPlain(size))
            {
                return PutPlain(frame, at, limit, size);
            }

            // The birth had it, or live data.
            return IsNewest(size, frame, at, limit) ? at : PutHistorical(frame, at, limit, size);
        }

        // What the table has of that tag is this very sample, so the session has told it: in the birth, or since.
        private bool IsNewest(int size, byte[] scratch, int at, int limit)
        {
            int alias = tags.AliasIn(source, readAt, size);
            return alias > 0 && alias < tagOf.Length && tags.IsImageOf(tagOf[alias], source, readAt, size, scratch, at, limit);
        }

        private int PutPlain(byte[] frame, int at, int limit, int size)
        {
            if (at + size > limit)
            {
                return -1;
            }

            Array.Copy(source, readAt, frame, at, size);
            return at + size;
        }

        // The image, two bytes longer. Most have a length of one byte, before and after.
        private int PutHistorical(byte[] frame, int at, int limit, int size)
        {
            if (at + size + HistoricalCount + 1 > limit)
            {
                return -1;
            }

            int headCount = HeadOf(source, readAt);
            int body = size - headCount;
            if (body < 128 - HistoricalCount)
            {
                Array.Copy(source, readAt, frame, at, size);
                frame[at + 1] = (byte)(body + HistoricalCount);
                at += size;
            }
            else
            {
                frame[at] = FieldKey.PayloadMetric;
                at = Varint.Write(frame, at + 1, body + HistoricalCount);
                Array.Copy(source, readAt + headCount, frame, at, body);
                at += body;
            }

            frame[at] = FieldKey.IsHistorical;
            frame[at + 1] = 1;
            return at + HistoricalCount;
        }

        // A metric of former settings, under the alias that its tag has now. Returns the end, -1: no room, or at: nobody knows the tag any more.
        private int PutForeign(byte[] frame, int at, int limit, int size)
        {
            int from = readAt + HeadOf(source, readAt);
            int end = readAt + size;
            int key = source[from] == FieldKey.Datatype ? from + 2 : from;
            int alias = 0;
            int rest = key;
            if (source[key] == FieldKey.Alias)
            {
                rest = key + 1;
                for (int shift = 0; rest == key + 1 || source[rest - 1] >= 128; shift += 7, rest++)
                {
                    alias |= (source[rest] & 0x7F) << shift;
                }

                alias = flash.Names.AliasOf(alias);
                if (alias == 0)
                {
                    return at;
                }
            }

            int aliasBytes = alias == 0 ? 0 : 1 + Varint.SizeOf(alias);
            int body = key - from + aliasBytes + (end - rest) + HistoricalCount;
            if (at + 4 + body > limit)
            {
                return -1;
            }

            frame[at] = FieldKey.PayloadMetric;
            at = Varint.Write(frame, at + 1, body);
            Array.Copy(source, from, frame, at, key - from);
            at += key - from;
            if (alias != 0)
            {
                frame[at] = FieldKey.Alias;
                at = Varint.Write(frame, at + 1, alias);
            }

            Array.Copy(source, rest, frame, at, end - rest);
            at += end - rest;
            frame[at] = FieldKey.IsHistorical;
            frame[at + 1] = 1;
            return at + HistoricalCount;
        }
    }
}
