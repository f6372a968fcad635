using System.Diagnostics;

namespace FieldNode.Benchmarks;

/// <summary>
/// Times several ways to do the same, in turn, round after round, and keeps each one's median: what disturbs the machine disturbs all.
/// </summary>
internal static class Ratio
{
    private const int Rounds = 60;

    /// <summary>Median ns per call of each way, and the bytes that the first one allocates per call.</summary>
    public static (double[] Ns, double Bytes) Measure(int callsPerRound, params Action<int>[] ways)
    {
        // The JIT goes through several versions of a method, each after some thirty calls and in the background: what is timed is the last.
        for (int phase = 0; phase < 4; phase++)
        {
            foreach (Action<int> way in ways)
            {
                for (int i = 0; i < 40; i++)
                {
                    way(callsPerRound / 4);
                }
            }

            Thread.Sleep(150);
        }

        double[][] times = [.. ways.Select(_ => new double[Rounds])];
        double bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            for (int w = 0; w < ways.Length; w++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                ways[w](callsPerRound);
                times[w][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / callsPerRound;
                if (w == 0)
                {
                    bytes += (double)(GC.GetAllocatedBytesForCurrentThread() - before) / callsPerRound / Rounds;
                }
            }
        }

        return ([.. times.Select(t => t.Order().ElementAt(Rounds / 2))], bytes);
    }
}
