using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tags.Tests;

/// <summary>A table's bytes decoded by Google.Protobuf, and each frame made again from what was decoded.</summary>
internal static class Wire
{
    /// <summary>Capture time of most samples, and time of sending of most frames.</summary>
    public const long Time = 1_785_000_000_000;

    public const long SendTime = Time + 7;

    /// <summary>A data frame without seq: all changes that fit into <paramref name="room"/>.</summary>
    public static Payload Data(TagTable table, int device = 0, int room = 100_000)
    {
        byte[] frame = new byte[room];
        table.SendAt(SendTime);
        int count = table.AppendChanges(device, frame, table.AppendTime(frame, 0), room);
        return Decode(frame, count, table.DatatypeInData);
    }

    /// <summary>The only metric of a data frame.</summary>
    public static Metric Change(TagTable table, int device = 0) => Assert.Single(Data(table, device).Metrics);

    /// <summary>A birth without seq, in exactly the room that the table asks for.</summary>
    public static Payload Birth(TagTable table, int device = 0)
    {
        int room = 7 + table.BirthBytesMax(device);
        byte[] frame = new byte[room];
        table.SendAt(SendTime);
        int count = table.AppendBirth(device, frame, table.AppendTime(frame, 0), room);
        Assert.True(count > 0, "the birth did not fit into the room that the table asked for");
        return Decode(frame, count);
    }

    /// <param name="datatypeFirst">Data with datatypes: they stand first in their metrics, where Google has them behind the time.</param>
    public static Payload Decode(byte[] frame, int count, bool datatypeFirst = false)
    {
        Payload payload = Payload.Parser.ParseFrom(frame, 0, count);
        AssertSameBytes(datatypeFirst ? DatatypesFirst(payload) : payload.ToByteArray(), frame, count);
        Assert.Equal((ulong)SendTime, payload.Timestamp);
        return payload;
    }

    public static void AssertSameBytes(byte[] bytes, byte[] frame, int count)
    {
        if (!bytes.AsSpan().SequenceEqual(frame.AsSpan(0, count)))
        {
            Assert.Fail($"Google makes {Convert.ToHexString(bytes)}, the table {Convert.ToHexString(frame, 0, count)}");
        }
    }

    /// <summary>The frame's metrics are what Google makes of these.</summary>
    public static void AssertMetrics(Payload actual, params Metric[] expected)
    {
        var payload = new Payload { Timestamp = SendTime };
        payload.Metrics.AddRange(expected);
        AssertSameBytes(payload.ToByteArray(), actual.ToByteArray(), actual.CalculateSize());
    }

    // What Google makes of a frame, with each metric's datatype, if it has one, moved to its beginning.
    private static byte[] DatatypesFirst(Payload payload)
    {
        using var stream = new MemoryStream();
        stream.Write(new Payload { Timestamp = payload.Timestamp }.ToByteArray());
        using var output = new CodedOutputStream(stream);
        foreach (Metric metric in payload.Metrics)
        {
            Metric rest = metric.Clone();
            rest.ClearDatatype();
            byte[] first = metric.HasDatatype ? new Metric { Datatype = metric.Datatype }.ToByteArray() : [];
            output.WriteTag(Payload.MetricsFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom([.. first, .. rest.ToByteArray()]));
        }

        output.Flush();
        stream.Write((payload.HasSeq ? new Payload { Seq = payload.Seq } : new Payload()).ToByteArray());
        return stream.ToArray();
    }
}
