extern alias device;

using device::FieldNode.Journal;
using device::FieldNode.ProtoLite;
using device::FieldNode.Tags;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>What the journal costs for each metric: into a ring that is full all the time, with its counts and what leaves it; and out again.</summary>
internal static class IlJournal
{
    /// <summary>What a metric into the ring may cost, instructions.</summary>
    private const double IlMax = 60;

    private const int Tags = 50;
    private const int Rounds = 2000;

    public static IEnumerable<IlReport.Held> Measure()
    {
        yield return new("metric into the ring, one in a frame", IntoRing(1), IlMax: IlMax);
        yield return new("metric into the ring, fifty in a frame", IntoRing(Tags), IlMax: IlMax);
        yield return new("receipt, asked for and taken", Receipt());
        yield return new("metric of the backlog, into its frame", Backlog());
    }

    private static Cost IntoRing(int metrics)
    {
        (SampleJournal journal, byte[] frame, int end) = Filled(metrics);
        journal.Begin(0);
        Run(journal, frame, end, Rounds); // full, and round once
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        Run(journal, frame, end, Rounds);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Cost start = DeviceAssembly.Executed;
        Run(journal, frame, end, Rounds);
        Cost cost = DeviceAssembly.Executed - start;
        return bytes == 0 && journal.Dropped > 0 ? cost / (Rounds * metrics) : throw new InvalidOperationException($"{bytes} B for metrics into the ring");
    }

    private static void Run(SampleJournal journal, byte[] frame, int end, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            journal.Take(1, frame, 0, end);
        }
    }

    /// <summary>A receipt for a second's ten frames, from asking to what leaves the ring.</summary>
    private static Cost Receipt()
    {
        (SampleJournal journal, byte[] frame, int end) = Filled(1);
        journal.Begin(0);
        Cost cost = default;
        for (int i = 0; i < 100; i++)
        {
            Run(journal, frame, end, 10);
            Cost start = DeviceAssembly.Executed;
            journal.BeforeReceipt(i);
            journal.OnReceipt(i, 1000 * i);
            cost = DeviceAssembly.Executed - start;
        }

        return cost;
    }

    private static Cost Backlog()
    {
        (SampleJournal journal, byte[] frame, int end) = Filled(Tags);
        for (int i = 0; i < 15; i++)
        {
            frame[end - 1] = (byte)i; // the last one is not what the table has
            journal.Take(1, frame, 0, end);
        }

        journal.Begin(0);
        byte[] into = new byte[2048];
        bool[] born = [true, true];
        journal.AppendBacklog(into, 7, into.Length, born);
        long before = journal.Resent;
        Cost start = DeviceAssembly.Executed;
        journal.AppendBacklog(into, 7, into.Length, born);
        return (DeviceAssembly.Executed - start) / (journal.Resent - before);
    }

    // A journal, and the images of a frame that its table made; what it has now is another sample.
    private static (SampleJournal Journal, byte[] Frame, int End) Filled(int metrics)
    {
        var table = new TagTable(Tags, 2);
        int device = table.AddDevice("D");
        for (int i = 0; i < Tags; i++)
        {
            table.Add(device, new TagSpec { Name = "Value " + i, DataType = DataType.Float });
        }

        table.Seal(true);
        var frame = new byte[2048];
        table.BeginSample(1_790_000_000_000);
        for (int tag = 0; tag < metrics; tag++)
        {
            table.SetReal(tag, tag + 0.5);
        }

        int end = table.AppendChanges(device, frame, 0, frame.Length);
        table.BeginSample(1_790_000_001_000);
        for (int tag = 0; tag < metrics; tag++)
        {
            table.SetReal(tag, tag + 0.25);
        }

        return (new SampleJournal(table, 16384, 60_000, 2000, false), frame, end);
    }
}
