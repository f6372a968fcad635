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

    public static int Run()
    {
        var plant = new ScanPlant();
        var board = new ScanBoard(plant);
        var broker = new SimBroker { IsRecording = false };
        var ports = new NodePorts(new SimWire(broker), new QuietStore(), new QuietLog(), [board], board);
        Node node = NodeBuilder.Build(ScanPlant.Settings<NodeSettings>(), ports);
        plant.NowMs = 1000;
        Scan(node, plant, Scans); // until all parts have been read
        int tags = Check(node);
        int changed = Changed(node, plant);
        long messages = broker.MessageCount;
        Scan(node, plant, Scans);
        messages = (broker.MessageCount - messages) / Scans;
        (double[] ns, double bytes) = Ratio.Measure(Scans, scans => Scan(node, plant, scans));
        IlReport.Install();
        double il = Il();
        Console.WriteLine(FormattableString.Invariant(
            $"scan, {tags} tags of all kinds, {changed} change: {ns[0]:F0} ns, {il:F0} IL, {bytes:F0} B, {messages} messages"));
        return bytes == 0 && changed == ScanPlant.Changing ? 0 : 1;
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
    private static double Il() => DeviceIl.IlScan.Measure().Il;
}
