using System.Buffers.Binary;
using FieldNode.Host.Protobuf;
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
    private const int Subsets = 64; // what is measured is not how fast a PC brings this list to its caches
    private const int Scripts = 2 * Subsets; // each subset twice, the second time negated: a tag that only one of them has must change too

    private readonly EncodeRig rig = new(0, TagCount);
    private readonly int n;
    private readonly Sample[][] scripts = new Sample[Scripts][];
    private readonly byte[] registers;
    private readonly Payload reused = new();
    private readonly byte[] buffer = new byte[4096];
    private int ours;
    private int theirs;
    private int again;
    private int length;

    public RatioDdata(int n, Random random)
    {
        this.n = n;
        registers = new byte[Scripts * n * sizeof(float)];
        int at = 0;
        for (int s = 0; s < Scripts; s++)
        {
            scripts[s] = s < Subsets ? Subset(random) : [.. scripts[s - Subsets].Select(one => one with { Value = -one.Value })];
            for (int i = 0; i < n; i++, at += sizeof(float))
            {
                scripts[s][i].At = at;
                BinaryPrimitives.WriteSingleBigEndian(registers.AsSpan(at), scripts[s][i].Value);
            }
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
            $"encode ddata n={n}: {ns[1] / ns[0]:F1}x google-new {ns[2] / ns[0]:F1}x google-reused {bytes:F0} B ({ns[0]:F1} ns)"), bytes);
    }

    /// <summary>As a line's replies are taken, each with a Float: its time, and four bytes out of what was received.</summary>
    public void Ours(int calls)
    {
        TagTable table = rig.Tags;
        byte[] received = registers;
        int call = ours;
        int count = 0;
        for (; calls > 0; calls--)
        {
            Sample[] script = scripts[call++ & (Scripts - 1)];
            foreach (ref readonly Sample s in script.AsSpan())
            {
                table.BeginSample(s.UtcMs);
                table.SetFloatBytes(s.Tag, received[s.At + 3], received[s.At + 2], received[s.At + 1], received[s.At]);
            }

            table.SendAt(EncodeRig.Utc0 + (call & 0xFFFF));
            count = rig.Edge.BuildChanges(1);
        }

        ours = call;
        length = count;
    }

    public void GoogleNew(int calls)
    {
        int call = theirs;
        for (; calls > 0; calls--)
        {
            Sample[] script = scripts[call++ & (Scripts - 1)];
            var payload = new Payload { Timestamp = (ulong)(EncodeRig.Utc0 + (call & 0xFFFF)), Seq = (ulong)(call & 255) };
            foreach (ref readonly Sample s in script.AsSpan())
            {
                payload.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(s.Tag), Timestamp = (ulong)s.UtcMs, FloatValue = s.Value });
            }

            GC.KeepAlive(payload.ToByteArray());
        }

        theirs = call;
    }

    public void GoogleReused(int calls)
    {
        int call = again;
        for (; calls > 0; calls--)
        {
            Sample[] script = scripts[call++ & (Scripts - 1)];
            reused.Timestamp = (ulong)(EncodeRig.Utc0 + (call & 0xFFFF));
            reused.Seq = (ulong)(call & 255);
            for (int i = 0; i < script.Length; i++)
            {
                Metric metric = reused.Metrics[i];
                metric.Alias = (ulong)rig.Tags.AliasOf(script[i].Tag);
                metric.Timestamp = (ulong)script[i].UtcMs;
                metric.FloatValue = script[i].Value;
            }

            reused.WriteTo(buffer.AsSpan(0, reused.CalculateSize()));
        }

        again = call;
    }

    /// <summary>
    /// Every script twice, byte by byte against Google: the second time as it is timed, with each tag as another script has left it. Metrics
    /// come in the order in which the table hands them out.
    /// </summary>
    public void Check()
    {
        for (int s = 0; s < 2 * Scripts; s++)
        {
            Ours(1);
            byte[] frame = rig.Edge.Frame.AsSpan(0, length).ToArray();
            Payload read = Payload.Parser.ParseFrom(frame);
            var expected = new Payload { Timestamp = (ulong)(EncodeRig.Utc0 + (ours & 0xFFFF)), Seq = read.Seq };
            for (int i = n - 1; i >= 0; i--)
            {
                Sample one = scripts[s & (Scripts - 1)][i];
                expected.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(one.Tag), Timestamp = (ulong)one.UtcMs, FloatValue = one.Value });
            }

            if (!expected.ToByteArray().AsSpan().SequenceEqual(frame))
            {
                throw new InvalidOperationException($"ddata n={n}, script {s}: not the bytes that Google makes");
            }
        }
    }

    private Sample[] Subset(Random random)
    {
        int[] tags = [.. Enumerable.Range(0, TagCount)];
        random.Shuffle(tags);
        return [.. tags.Take(n).Select(tag => new Sample
        {
            Tag = tag,
            UtcMs = EncodeRig.Utc0 + random.Next(1_000_000_000),
            Value = (random.NextSingle() * 1000) + 1,
        })];
    }

    /// <summary>A value as it is read: its tag, its time, and where in the registers it lies.</summary>
    private struct Sample
    {
        public long UtcMs;
        public int Tag;
        public int At;
        public float Value;
    }
}
