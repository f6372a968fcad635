using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Benchmarks;

/// <summary>
/// DDATA of n floats: at each call another random subset of 200 tags changes, each with a time of its own; from the register bytes to
/// the payload that the wire gets, against the same with Google.Protobuf.
/// </summary>
internal sealed class RatioDdata
{
    private const int TagCount = 200;
    private const int Scripts = 512;

    private readonly EncodeRig rig = new(0, TagCount);
    private readonly int n;
    private readonly int[] tags;      // [script * n + i]
    private readonly byte[] values;   // four bytes each, most significant first, as Modbus has them
    private readonly float[] floats;
    private readonly long[] times;
    private readonly Payload reused = new();
    private readonly byte[] buffer = new byte[4096];
    private int ours;
    private int theirs;
    private int again;
    private int length;

    public RatioDdata(int n, Random random)
    {
        this.n = n;
        tags = new int[Scripts * n];
        values = new byte[Scripts * n * 4];
        floats = new float[Scripts * n];
        times = new long[Scripts * n];
        for (int s = 0; s < Scripts; s++)
        {
            int[] subset = [.. Enumerable.Range(0, TagCount)];
            random.Shuffle(subset);
            for (int i = 0; i < n; i++)
            {
                int k = s * n + i;
                tags[k] = subset[i];
                floats[k] = random.NextSingle() * 1000 - 500;
                times[k] = EncodeRig.Utc0 + random.Next(1_000_000_000);
                System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(values.AsSpan(k * 4), floats[k]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            reused.Metrics.Add(new Metric());
        }
    }

    public string Run()
    {
        Check();
        (double[] ns, double bytes) = Ratio.Measure(Math.Max(200, 20_000 / n), Ours, GoogleNew, GoogleReused);
        return FormattableString.Invariant(
            $"encode ddata n={n}: {ns[1] / ns[0]:F1}x google-new {ns[2] / ns[0]:F1}x google-reused {bytes:F0} B ({ns[0]:F0} ns)");
    }

    private void Ours(int calls)
    {
        var table = rig.Tags;
        byte[] v = values;
        for (; calls > 0; calls--)
        {
            int k = ours++ % Scripts * n;
            for (int i = 0; i < n; i++, k++)
            {
                int at = k * 4;
                table.BeginSample(times[k]);
                table.SetFloatBytes(tags[k], v[at + 3], v[at + 2], v[at + 1], v[at]);
            }

            table.SendAt(EncodeRig.Utc0 + (ours & 0xFFFF));
            length = rig.Edge.BuildChanges(1);
        }
    }

    private void GoogleNew(int calls)
    {
        for (; calls > 0; calls--)
        {
            int k = theirs++ % Scripts * n;
            var payload = new Payload { Timestamp = (ulong)(EncodeRig.Utc0 + (theirs & 0xFFFF)), Seq = (ulong)(theirs & 255) };
            for (int i = 0; i < n; i++, k++)
            {
                payload.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(tags[k]), Timestamp = (ulong)times[k], FloatValue = FromRegisters(k) });
            }

            GC.KeepAlive(payload.ToByteArray());
        }
    }

    private void GoogleReused(int calls)
    {
        for (; calls > 0; calls--)
        {
            int k = again++ % Scripts * n;
            reused.Timestamp = (ulong)(EncodeRig.Utc0 + (again & 0xFFFF));
            reused.Seq = (ulong)(again & 255);
            for (int i = 0; i < n; i++, k++)
            {
                Metric metric = reused.Metrics[i];
                metric.Alias = (ulong)rig.Tags.AliasOf(tags[k]);
                metric.Timestamp = (ulong)times[k];
                metric.FloatValue = FromRegisters(k);
            }

            reused.WriteTo(buffer.AsSpan(0, reused.CalculateSize()));
        }
    }

    private float FromRegisters(int k) => System.Buffers.Binary.BinaryPrimitives.ReadSingleBigEndian(values.AsSpan(k * 4));

    /// <summary>Every script once, byte by byte against Google; metrics come in the order in which the table hands them out.</summary>
    private void Check()
    {
        for (int s = 0; s < Scripts; s++)
        {
            Ours(1);
            byte[] frame = rig.Edge.Frame.AsSpan(0, length).ToArray();
            Payload read = Payload.Parser.ParseFrom(frame);
            var expected = new Payload { Timestamp = (ulong)(EncodeRig.Utc0 + (ours & 0xFFFF)), Seq = read.Seq };
            for (int i = n - 1; i >= 0; i--)
            {
                int k = s * n + i;
                expected.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(tags[k]), Timestamp = (ulong)times[k], FloatValue = floats[k] });
            }

            if (!expected.ToByteArray().AsSpan().SequenceEqual(frame))
            {
                throw new InvalidOperationException($"ddata n={n}, script {s}: not the bytes that Google makes");
            }
        }
    }
}
