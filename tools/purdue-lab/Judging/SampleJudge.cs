namespace FieldNode.PurdueLab;

/// <summary>Holds what Level 4 has against what Level 0 gave.</summary>
internal static class SampleJudge
{
    /// <summary>From the reply of a slave to the node's time stamp, on a busy machine.</summary>
    internal const long LateMsMax = 10_000;

    /// <summary>A pause of Level 0 that is longer than this is an end of the node.</summary>
    private const long PauseMs = 400;

    /// <param name="reads">What Level 0 gave, in the order of each device.</param>
    /// <param name="held">What Level 4 holds: the node's time of each number.</param>
    /// <param name="ends">When the lab ended the node to have it start again. What a slave told it in that moment it may never have taken: one number of each device for each end.</param>
    /// <param name="endingMs">When the node was told to end, and is not started again: what it read from then on may wait on its flash, and one number of each device was on its way.</param>
    /// <param name="below">What the host in the DMZ holds: the same numbers have the same times there; null: it is not looked at.</param>
    internal static SampleVerdict Judge(
        IReadOnlyList<PlantRead> reads, IReadOnlyDictionary<(string Device, long Number), ulong> held, IReadOnlyList<NodeEnd> ends, long endingMs = long.MaxValue,
        IReadOnlyDictionary<(string Device, long Number), ulong>? below = null)
    {
        var missing = new List<string>();
        int samples = 0;
        int atEnds = 0;
        foreach (IGrouping<string, PlantRead> device in reads.GroupBy(read => read.Device))
        {
            PlantRead[] all = [.. device];
            List<NodeEnd> unspent = [.. ends, .. endingMs == long.MaxValue ? Array.Empty<NodeEnd>() : [new NodeEnd(endingMs, endingMs)]];
            for (int i = 0; i < all.Length; i++)
            {
                PlantRead read = all[i];
                if (held.TryGetValue((read.Device, read.Number), out ulong timeMs))
                {
                    samples++;
                    if (below is not null && below.GetValueOrDefault((read.Device, read.Number)) != timeMs)
                    {
                        missing.Add($"{read.Device} {read.Number} is not the same at L3.5 and L4");
                    }
                    else if (Math.Abs((long)timeMs - read.TimeMs) > LateMsMax)
                    {
                        missing.Add($"{read.Device} {read.Number} bears a time that is {(long)timeMs - read.TimeMs} ms off");
                    }
                }
                else if (read.TimeMs >= endingMs)
                {
                    atEnds++;
                }
                else if ((i == all.Length - 1 || all[i + 1].TimeMs - read.TimeMs > PauseMs || all[i + 1].TimeMs >= endingMs)
                    && unspent.FindIndex(end => end.Covers(read.TimeMs)) is >= 0 and int spent)
                {
                    unspent.RemoveAt(spent);
                    atEnds++;
                }
                else
                {
                    missing.Add($"{read.Device} {read.Number} of {DateTimeOffset.FromUnixTimeMilliseconds(read.TimeMs):HH:mm:ss.fff}");
                }
            }
        }
        return new SampleVerdict(reads.Count, samples, atEnds, missing);
    }
}
