using FieldNode.Fuzz.Flat;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Fuzz;

/// <summary>
/// A node's reader of commands against Google.Protobuf. What the node takes, that one takes with the same values; what the node refuses, that one
/// refuses too, or it breaks a rule that is the node's own: wire types of known fields, the width of keys and lengths, how many metrics.
/// </summary>
internal sealed class PayloadTarget : FuzzTarget
{
    private const int CountMax = 2048;
    private const int MetricsMax = 64;

    private static readonly MessageParser<FlatPayload> withoutUnknown = FlatPayload.Parser.WithDiscardUnknownFields(true);

    private readonly CommandReader reader = new();

    public PayloadTarget()
    {
        reader.Begin([0x18, 0, 0x12, 2, 0x4A, 0], 0, 6, CountMax, MetricsMax);
        reader.Check(); // its tables are made with its first use
    }

    internal override string Name => "payload";

    internal override string What => "proto-lite: the reader of NCMD and DCMD, against Google.Protobuf; no memory, the same twice";

    internal override int BytesMax => 512;

    internal override long StepsMax => 40_000;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Payloads.Words, [0x08], [0x12], [0x18], [0x22], [0x2A], [0x0A], [0x10], [0x20], [0x38, 1],
        [0x50], [0x58], [0x65], [0x69], [0x70, 1], [0x7A], [0x82, 1], [0x8A, 1], [0x92, 1], [0x9A, 1], [0x0B], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]];

    internal override IEnumerable<byte[]> Seeds() => Payloads.Seeds();

    internal override void Run(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Begin(input, 0, input.Length, CountMax, MetricsMax);
        DecodeError error = reader.Check();
        Must(GC.GetAllocatedBytesForCurrentThread() == before, "the reader took memory");
        if (error != DecodeError.None && !IsThorough)
        {
            return;
        }
        FlatPayload? payload = Parse(input);
        if (error == DecodeError.None)
        {
            Must(payload is not null, "taken, and Google.Protobuf refuses it");
            Compare(payload!);
            return;
        }
        int metrics = 0;
        reader.Begin(input, 0, input.Length, CountMax, MetricsMax);
        while (reader.Next())
        {
            metrics++;
        }
        Must(reader.Error == error, $"two errors: {error}, {reader.Error}");
        Must(payload is null || IsOwnRule(error, input, payload), $"refused with {error}, and Google.Protobuf takes it");
    }

    private static FlatPayload? Parse(byte[] input)
    {
        try
        {
            return FlatPayload.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    // A field of a known number with another wire type is an unknown field to Google.Protobuf, as is a group; a key or length of more than 32 bits it cuts.
    private static bool IsOwnRule(DecodeError error, byte[] input, FlatPayload payload) => error switch
    {
        DecodeError.BadWireType => !payload.Equals(withoutUnknown.ParseFrom(input)),
        DecodeError.BadKey or DecodeError.BadLength => WideVarint.IsIn(input),
        DecodeError.TooManyMetrics => payload.Metrics.Count > MetricsMax,
        _ => false,
    };

    private void Compare(FlatPayload payload)
    {
        foreach (FlatMetric metric in payload.Metrics)
        {
            Must(reader.Next(), "fewer metrics");
            CompareMetric(metric);
        }
        Must(!reader.Next() && reader.Error == DecodeError.None, "more metrics");
        Must(reader.PayloadTimestamp == (payload.HasTimestamp ? (long)payload.Timestamp : -1), "payload timestamp");
    }

    private void CompareMetric(FlatMetric metric)
    {
        Must(reader.HasAlias == metric.HasAlias && reader.Alias == (long)metric.Alias, "alias");
        Must(reader.Timestamp == (metric.HasTimestamp ? (long)metric.Timestamp : -1), "timestamp");
        Must(reader.Datatype == (int)metric.Datatype, "datatype");
        Must(reader.IsNull == metric.IsNull && reader.IsHistorical == metric.IsHistorical && reader.IsTransient == metric.IsTransient, "flags");
        Must(reader.NameOffset >= 0 == metric.HasName && (!metric.HasName || reader.NameIs(metric.Name.ToByteArray())), "name");
        (ValueKind kind, long bits, ByteString? bytes) = metric.ValueCase switch
        {
            FlatMetric.ValueOneofCase.IntValue => (ValueKind.Int, metric.IntValue, null),
            FlatMetric.ValueOneofCase.LongValue => (ValueKind.Long, (long)metric.LongValue, null),
            FlatMetric.ValueOneofCase.FloatValue => (ValueKind.Float, BitConverter.SingleToInt32Bits(metric.FloatValue), null),
            FlatMetric.ValueOneofCase.DoubleValue => (ValueKind.Double, BitConverter.DoubleToInt64Bits(metric.DoubleValue), null),
            FlatMetric.ValueOneofCase.BooleanValue => (ValueKind.Bool, metric.BooleanValue ? 1L : 0, null),
            FlatMetric.ValueOneofCase.StringValue => (ValueKind.String, 0, metric.StringValue),
            FlatMetric.ValueOneofCase.BytesValue => (ValueKind.Bytes, 0, metric.BytesValue),
            FlatMetric.ValueOneofCase.None => (ValueKind.None, 0, null),
            _ => (ValueKind.Other, 0L, (ByteString?)null),
        };
        Must(reader.Kind == kind && reader.ValueBits == bits, $"value: {reader.Kind} {reader.ValueBits}, by Google.Protobuf {kind} {bits}");
        Must(reader.ValueCount == (bytes?.Length ?? 0), "length of a value");
    }
}
