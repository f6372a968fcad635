using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Benchmarks;

/// <summary>NBIRTH of n floats with engUnit, engLow and engHigh, after some of the values changed.</summary>
internal sealed class RatioNbirth
{
    private readonly int n;
    private readonly EncodeRig rig;
    private readonly byte[] random = new byte[4096];
    private Payload? template;
    private int calls;
    private int length;

    public RatioNbirth(int n, Random seeded)
    {
        this.n = n;
        rig = new EncodeRig(n, 0);
        seeded.NextBytes(random);
    }

    public (string Line, double Bytes) Run()
    {
        Check();
        (double[] ns, double bytes) = Ratio.Measure(400, Ours, GoogleNew);
        return (FormattableString.Invariant($"encode nbirth n={n}: {ns[1] / ns[0]:F1}x google-new {bytes:F0} B ({ns[0]:F0} ns)"), bytes);
    }

    private (int Tag, byte Value, long Time) Change() =>
        (random[calls & 4095] % n, random[(calls * 7) & 4095], EncodeRig.Utc0 + (calls & 0xFFFF));

    public void Ours(int count)
    {
        for (; count > 0; count--)
        {
            (int tag, byte value, long time) = Change();
            calls++;
            rig.Tags.BeginSample(time);
            rig.Tags.SetFloatBytes(tag, value, value, value, 66);
            rig.Tags.SendAt(time);
            length = rig.Edge.BuildBirth(0, time);
        }
    }

    // What a node on Google's library would do: it knows each tag's fixed members, and makes the message of them.
    public void GoogleNew(int count)
    {
        Payload from = template!;
        for (; count > 0; count--)
        {
            (int tag, byte value, long time) = Change();
            calls++;
            Metric changed = from.Metrics[tag + 2];
            changed.FloatValue = BitConverter.Int32BitsToSingle(value | (value << 8) | (value << 16) | (66 << 24));
            changed.Timestamp = (ulong)time;
            GC.KeepAlive(Build(from, (ulong)time).ToByteArray());
        }
    }

    private static Payload Build(Payload from, ulong time)
    {
        var payload = new Payload { Timestamp = time, Seq = 0 };
        foreach (Metric metric in from.Metrics)
        {
            var copy = new Metric { Name = metric.Name, Timestamp = metric.Timestamp, Datatype = metric.Datatype };
            if (metric.HasAlias)
            {
                copy.Alias = metric.Alias;
            }

            if (metric.Properties is { } properties)
            {
                copy.Properties = new PropertySet();
                copy.Properties.Keys.Add(properties.Keys);
                foreach (PropertyValue value in properties.Values)
                {
                    copy.Properties.Values.Add(value.HasStringValue
                        ? new PropertyValue { Type = value.Type, StringValue = value.StringValue }
                        : new PropertyValue { Type = value.Type, DoubleValue = value.DoubleValue });
                }

                copy.FloatValue = metric.FloatValue;
            }
            else if (metric.HasBooleanValue)
            {
                (copy.Timestamp, copy.BooleanValue) = (time, metric.BooleanValue);
            }
            else
            {
                (copy.Timestamp, copy.LongValue) = (time, metric.LongValue);
            }

            payload.Metrics.Add(copy);
        }

        return payload;
    }

    public void Check()
    {
        Ours(1);
        template = Payload.Parser.ParseFrom(rig.Edge.Frame.AsSpan(0, length).ToArray());
        for (int i = 0; i < 200; i++)
        {
            int before = calls;
            Ours(1);
            template.Seq = 0;
            calls = before;
            (int tag, byte value, long time) = Change();
            calls++;
            template.Metrics[tag + 2].FloatValue = BitConverter.Int32BitsToSingle(value | (value << 8) | (value << 16) | (66 << 24));
            template.Metrics[tag + 2].Timestamp = template.Metrics[tag + 2].Timestamp; // unchanged values keep their time
            byte[] ours = rig.Edge.Frame.AsSpan(0, length).ToArray();
            Payload read = Payload.Parser.ParseFrom(ours);
            template.Metrics[tag + 2].Timestamp = read.Metrics[tag + 2].Timestamp;
            if (!Build(template, (ulong)time).ToByteArray().AsSpan().SequenceEqual(ours))
            {
                throw new InvalidOperationException("nbirth: not the bytes that Google makes");
            }
        }
    }
}
