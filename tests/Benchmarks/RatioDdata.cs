using System.Runtime.InteropServices;
using FieldNode.Host.Protobuf;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Benchmarks;

/// <summary>
/// DDATA of n floats: at each call another random subset of 200 tags changes, each with a time of its own; from the register bytes to
/// the payload that the wire gets, against the same with Google.Protobuf.
/// </summary>
internal sealed class RatioDdata
{
    private const int TagCount = 200;
    private const int Scripts = 64; // what is measured is not how fast a PC brings this list to its caches

    private readonly EncodeRig rig = new(0, TagCount);
    private readonly int n;
    private readonly Sample[][] scripts = new Sample[Scripts][];
    private readonly Payload reused = new();
    private readonly byte[] buffer = new byte[4096];
    private int ours;
    private int theirs;
    private int again;
    private int length;

    public RatioDdata(int n, Random random)
    {
        this.n = n;
        for (int s = 0; s < Scripts; s++)
        {
            int[] subset = [.. Enumerable.Range(0, TagCount)];
            random.Shuffle(subset);
            scripts[s] = [.. subset.Take(n).Select(tag => new Sample(
                tag, EncodeRig.Utc0 + random.Next(1_000_000_000), random.NextSingle() * 1000 - 500))];
        }

        for (int i = 0; i < n; i++)
        {
            reused.Metrics.Add(new Metric());
        }
    }

    public (string Line, double Bytes) Run()
    {
        Check();
        (double[] ns, double bytes) = Ratio.Measure(Math.Max(200, 20_000 / n), Ours, GoogleNew, GoogleReused);
        return (FormattableString.Invariant(
            $"encode ddata n={n}: {ns[1] / ns[0]:F1}x google-new {ns[2] / ns[0]:F1}x google-reused {bytes:F0} B ({ns[0]:F0} ns)"), bytes);
    }

    public void Ours(int calls)
    {
        TagTable table = rig.Tags;
        EdgeNode edge = rig.Edge;
        int count = 0;
        for (; calls > 0; calls--)
        {
            foreach (ref readonly Sample s in scripts[ours++ & (Scripts - 1)].AsSpan())
            {
                table.BeginSample(s.UtcMs);
                table.SetFloatBytes(s.Tag, s.B0, s.B1, s.B2, s.B3);
            }

            table.SendAt(EncodeRig.Utc0 + (ours & 0xFFFF));
            count = edge.BuildChanges(1);
        }

        length = count;
    }

    public void GoogleNew(int calls)
    {
        for (; calls > 0; calls--)
        {
            Sample[] next = scripts[theirs++ & (Scripts - 1)];
            var payload = new Payload { Timestamp = (ulong)(EncodeRig.Utc0 + (theirs & 0xFFFF)), Seq = (ulong)(theirs & 255) };
            foreach (ref readonly Sample s in next.AsSpan())
            {
                payload.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(s.Tag), Timestamp = (ulong)s.UtcMs, FloatValue = s.Value });
            }

            GC.KeepAlive(payload.ToByteArray());
        }
    }

    public void GoogleReused(int calls)
    {
        for (; calls > 0; calls--)
        {
            Sample[] next = scripts[again++ & (Scripts - 1)];
            reused.Timestamp = (ulong)(EncodeRig.Utc0 + (again & 0xFFFF));
            reused.Seq = (ulong)(again & 255);
            for (int i = 0; i < next.Length; i++)
            {
                Metric metric = reused.Metrics[i];
                metric.Alias = (ulong)rig.Tags.AliasOf(next[i].Tag);
                metric.Timestamp = (ulong)next[i].UtcMs;
                metric.FloatValue = next[i].Value;
            }

            reused.WriteTo(buffer.AsSpan(0, reused.CalculateSize()));
        }
    }

    /// <summary>Every script once, byte by byte against Google; metrics come in the order in which the table hands them out.</summary>
    public void Check()
    {
        for (int s = 0; s < Scripts; s++)
        {
            Ours(1);
            byte[] frame = rig.Edge.Frame.AsSpan(0, length).ToArray();
            Payload read = Payload.Parser.ParseFrom(frame);
            var expected = new Payload { Timestamp = (ulong)(EncodeRig.Utc0 + (ours & 0xFFFF)), Seq = read.Seq };
            for (int i = n - 1; i >= 0; i--)
            {
                Sample one = scripts[s][i];
                expected.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(one.Tag), Timestamp = (ulong)one.UtcMs, FloatValue = one.Value });
            }

            if (!expected.ToByteArray().AsSpan().SequenceEqual(frame))
            {
                throw new InvalidOperationException($"ddata n={n}, script {s}: not the bytes that Google makes");
            }
        }
    }

    /// <summary>A value as it is read: its tag, its time, and four bytes that a driver took out of registers.</summary>
    [StructLayout(LayoutKind.Explicit)]
    private readonly struct Sample(int tag, long utcMs, float value)
    {
        [FieldOffset(0)] public readonly long UtcMs = utcMs;
        [FieldOffset(8)] public readonly int Tag = tag;
        [FieldOffset(12)] public readonly float Value = value;
        [FieldOffset(12)] public readonly byte B0;
        [FieldOffset(13)] public readonly byte B1;
        [FieldOffset(14)] public readonly byte B2;
        [FieldOffset(15)] public readonly byte B3;
    }
}
