using System.Diagnostics;
using System.Runtime.CompilerServices;
using FieldNode.Benchmarks.Il;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.Benchmarks.Scan;

/// <summary>
/// What one scan of 100 tags of all kinds costs: everything that a whole node does in one period of a second, from the bytes of the parts to
/// the payloads of all changes. Time and memory of the PC build (the simulated parts' own time is in it), IL of the device build.
/// </summary>
internal static class ScanCost
{
    private const long Utc0 = 1_790_000_000_000;
    private const int Scans = 200;
    private const int Rounds = 15;

    public static int Run()
    {
        var plant = new ScanPlant();
        var board = new ScanBoard(plant);
        Node node = NodeBuilder.Build(ScanPlant.Settings<NodeSettings>(), board);
        plant.NowMs = 1000;
        WarmUp(node, plant);
        int tags = Check(node);
        int changed = Changed(node, plant);
        double best = double.MaxValue;
        long bytes = 0;
        long messages = board.NullWire.Messages;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            Scan(node, plant, Scans);
            double ns = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Scans;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            best = Math.Min(best, ns);
        }

        messages = (board.NullWire.Messages - messages) / (Rounds * Scans);
        IlReport.Install();
        double il = Il();
        Console.WriteLine(FormattableString.Invariant(
            $"scan, {tags} tags of all kinds, {changed} change: {best:F0} ns, {il:F0} IL, {bytes} B, {messages} messages"));
        return bytes == 0 && changed == ScanPlant.Changing ? 0 : 1;
    }

    // The JIT goes through several versions of a method, in the background and 100 ms after the last new one: what is timed is the last.
    private static void WarmUp(Node node, ScanPlant plant)
    {
        for (int phase = 0; phase < 4; phase++)
        {
            Scan(node, plant, 2 * Scans);
            Thread.Sleep(150);
        }
    }

    /// <summary>Tags whose value is another one scan later.</summary>
    private static int Changed(Node node, ScanPlant plant)
    {
        double[] before = Values(node);
        Scan(node, plant, 1);
        double[] after = Values(node);
        return Enumerable.Range(0, before.Length).Count(tag => node.Tags.DeviceOf(tag) != 0 && before[tag] != after[tag]);
    }

    private static double[] Values(Node node) => [.. Enumerable.Range(0, node.Tags.Count).Select(tag => node.Tags.TypeOf(tag) switch
    {
        DataType.Float or DataType.Double => node.Tags.GetReal(tag),
        DataType.String or DataType.Text => 0,
        _ => node.Tags.GetInt(tag),
    })];

    // Steps as the node asks for them: so do idle turns of the loop count.
    private static void Scan(Node node, ScanPlant plant, int scans)
    {
        long endMs = plant.NowMs + scans * ScanPlant.PeriodMs;
        long nextMs = plant.NowMs + ScanPlant.PeriodMs;
        while (plant.NowMs < endMs)
        {
            plant.Oven.NowMs = plant.NowMs;
            int sleepMs = node.Step(plant.NowMs, Utc0 + plant.NowMs);
            plant.NowMs += Math.Max(1, sleepMs);
            if (plant.NowMs >= nextMs)
            {
                nextMs += ScanPlant.PeriodMs;
                plant.Next();
            }
        }
    }

    private static int Check(Node node)
    {
        int tags = 0;
        for (int tag = 0; tag < node.Tags.Count; tag++)
        {
            if (node.Tags.DeviceOf(tag) == 0)
            {
                continue;
            }

            tags++;
            if (node.Tags.QualityOf(tag) != Quality.Good)
            {
                throw new InvalidOperationException($"{node.Tags.NameOf(tag)} is not good: {node.Tags.ReasonOf(tag)}");
            }
        }

        return tags == ScanPlant.Tags ? tags : throw new InvalidOperationException($"{tags} tags");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Il() => DeviceIl.IlScan.Measure();
}
