using System.Buffers.Binary;
using FieldNode.Host.Protobuf;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Benchmarks;

/// <summary>
/// DDATA of n floats, from the register bytes to the payload that the wire gets, against the same with Google.Protobuf. At each call another
/// n of 200 tags change: neighbours, as a slave's reply brings them, sent in the ms that it came; or scattered, each with a time of its own, as it is
/// at worst.
/// </summary>
internal sealed class RatioDdata
{
    private const int TagCount = 200;
    private const int Subsets = 64; // what is measured is not how fast a PC brings this list to its caches
    private const int Scripts = 2 * Subsets; // each subset twice, the second time negated: a tag that only one of them has must change too

    private readonly EncodeRig rig = new(0, TagCount);
    private readonly int n;
    private readonly bool isScattered;
    private readonly int[] everyTag = [.. Enumerable.Range(0, TagCount)];
    private readonly Sample[][] scripts = new Sample[Scripts][];
    private readonly byte[] registers;
    private readonly Payload reused = new();
    private readonly byte[] buffer = new byte[4096];
    private int ours;
    private int theirs;
    private int again;
    private int length;

    public RatioDdata(int n, Random random, bool isScattered = false)
    {
        this.n = n;
        this.isScattered = isScattered;
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
            $"encode ddata n={n}{(isScattered ? " scattered" : "")}: {ns[1] / ns[0]:F1}x google-new {ns[2] / ns[0]:F1}x google-reused {bytes:F0} B ({ns[0]:F1} ns)"), bytes);
    }

    /// <summary>As the Modbus master takes a reply: its time, and a run of floats out of what was received.</summary>
    public void Ours(int calls)
    {
        TagTable table = rig.Tags;
        byte[] received = registers;
        int run = isScattered ? 1 : n;
        int call = ours;
        int count = 0;
        for (; calls > 0; calls--)
        {
            Sample[] script = scripts[call++ & (Scripts - 1)];
            for (int i = 0; i < n; i += run)
            {
                table.BeginSample(isScattered ? script[i].UtcMs : SentAt(call));
                table.SetFloatRun(everyTag, script[i].Tag, script[i].Tag + run, received, script[i].At, 0);
            }

            table.SendAt(SentAt(call));
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
            var payload = new Payload { Timestamp = (ulong)SentAt(call), Seq = (ulong)(call & 255) };
            foreach (ref readonly Sample s in script.AsSpan())
            {
                payload.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(s.Tag), Timestamp = (ulong)(isScattered ? s.UtcMs : SentAt(call)), FloatValue = s.Value });
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
            reused.Timestamp = (ulong)SentAt(call);
            reused.Seq = (ulong)(call & 255);
            for (int i = 0; i < script.Length; i++)
            {
                Metric metric = reused.Metrics[i];
                metric.Alias = (ulong)rig.Tags.AliasOf(script[i].Tag);
                metric.Timestamp = (ulong)(isScattered ? script[i].UtcMs : SentAt(call));
                metric.FloatValue = script[i].Value;
            }

            reused.WriteTo(buffer.AsSpan(0, reused.CalculateSize()));
        }

        again = call;
    }

    /// <summary>
    /// Every script twice, byte by byte against Google: the second time as it is timed, with each tag as another script has left it. Metrics
    /// come in the order of the table's tags.
    /// </summary>
    public void Check()
    {
        for (int s = 0; s < 2 * Scripts; s++)
        {
            Ours(1);
            byte[] frame = rig.Edge.Frame.AsSpan(0, length).ToArray();
            Payload read = Payload.Parser.ParseFrom(frame);
            var expected = new Payload { Timestamp = (ulong)SentAt(ours), Seq = read.Seq };
            foreach (Sample one in scripts[s & (Scripts - 1)].OrderBy(one => one.Tag))
            {
                expected.Metrics.Add(new Metric { Alias = (ulong)rig.Tags.AliasOf(one.Tag), Timestamp = (ulong)(isScattered ? one.UtcMs : SentAt(ours)), FloatValue = one.Value });
            }

            if (!expected.ToByteArray().AsSpan().SequenceEqual(frame))
            {
                throw new InvalidOperationException($"ddata n={n}, script {s}: not the bytes that Google makes");
            }
        }
    }

    // A reply is sent in the ms in which it was taken; the next one comes 10 ms later.
    private static long SentAt(int call) => EncodeRig.Utc0 + ((call & 0xFFFF) * 10L);

    private Sample[] Subset(Random random)
    {
        int first = random.Next(TagCount - n + 1);
        int[] tags = [.. Enumerable.Range(0, TagCount)];
        if (isScattered)
        {
            random.Shuffle(tags);
        }

        return [.. tags.Skip(isScattered ? 0 : first).Take(n).Select(tag => new Sample
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
