namespace FieldNode.PurdueLab.Tests;

public sealed class SampleJudgeTests
{
    private const string Device = "Kiln";
    private const long Start = 1_800_000_000_000;

    [Fact]
    public void What_Level_4_holds_with_its_time_is_counted_and_nothing_is_missing()
    {
        SampleVerdict verdict = SampleJudge.Judge(Reads(1, 2, 3), Held(1, 2, 3), ends: []);

        Assert.Equal((3, 3, 0), (verdict.Produced, verdict.Held, verdict.AtEnds));
        Assert.Empty(verdict.Missing);
    }

    [Fact]
    public void A_number_that_Level_4_does_not_hold_is_missing_by_name()
    {
        SampleVerdict verdict = SampleJudge.Judge(Reads(1, 2, 3, 4), Held(1, 3, 4), ends: [End(200)]);

        Assert.Equal(["Kiln 2 of 08:00:00.200"], verdict.Missing);
    }

    [Fact]
    public void A_number_with_another_time_is_missing_too()
    {
        Dictionary<(string, long), ulong> held = Held(1, 2);
        held[(Device, 2)] += (ulong)SampleJudge.LateMsMax + 1;

        SampleVerdict verdict = SampleJudge.Judge(Reads(1, 2), held, ends: []);

        Assert.Single(verdict.Missing, line => line.Contains("off", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_that_the_DMZ_holds_with_another_time_or_not_at_all_is_told()
    {
        Assert.Empty(SampleJudge.Judge(Reads(1, 2), Held(1, 2), ends: [], below: Held(1, 2)).Missing);
        Assert.Equal(["Kiln 2 is not the same at L3.5 and L4"], SampleJudge.Judge(Reads(1, 2), Held(1, 2), ends: [], below: Held(1)).Missing);
    }

    [Fact]
    public void The_last_number_before_an_end_of_the_node_is_none_that_it_has_taken()
    {
        Assert.Empty(SampleJudge.Judge(Reads(1, 2, 3), Held(1, 2), ends: [End(300)]).Missing);
        Assert.Equal(1, SampleJudge.Judge(Reads(1, 2, 3), Held(1, 2), ends: [End(350)]).AtEnds);
    }

    [Fact]
    public void There_are_no_more_of_these_than_the_node_ended()
    {
        Assert.Single(SampleJudge.Judge(Reads(1, 2, 3), Held(1, 2), ends: []).Missing);
        PlantRead[] twoPauses = [Read(1, 0), Read(2, 5000), Read(3, 10_000)];
        SampleVerdict verdict = SampleJudge.Judge(twoPauses, new Dictionary<(string, long), ulong>(), ends: [End(0), End(10_000)]);
        Assert.Equal((2, 1), (verdict.AtEnds, verdict.Missing.Count));
    }

    [Fact]
    public void A_pause_at_another_time_than_that_of_an_end_excuses_nothing()
    {
        PlantRead[] pause = [Read(1, 0), Read(2, 5000), Read(3, 20_000)];

        Assert.Equal(["Kiln 2 of 08:00:05.000"], SampleJudge.Judge(pause, Held((1, 0), (3, 20_000)), ends: [End(12_000)]).Missing);
        Assert.Equal(["Kiln 2 of 08:00:05.000"], SampleJudge.Judge(pause, Held((1, 0), (3, 20_000)), ends: [End(3000)]).Missing);
        Assert.Empty(SampleJudge.Judge(pause, Held((1, 0), (3, 20_000)), ends: [End(5100)]).Missing);
        Assert.Empty(SampleJudge.Judge(pause, Held((1, 0), (3, 20_000)), ends: [new NodeEnd(Start + 4000, Start + 9000)]).Missing);
    }

    [Fact]
    public void A_gap_in_the_middle_of_reading_is_never_excused()
    {
        Assert.Equal(2, SampleJudge.Judge(Reads(1, 2, 3, 4), Held(1, 4), ends: [End(100), End(200), End(300)]).Missing.Count);
    }

    [Fact]
    public void What_was_read_while_the_node_ended_may_wait_on_its_flash_and_nothing_from_before()
    {
        PlantRead[] reads = [.. Reads(1, 2, 3, 4, 5)];
        SampleVerdict verdict = SampleJudge.Judge(reads, Held(1), ends: [], endingMs: reads[3].TimeMs);
        Assert.Equal((1, 3), (verdict.Missing.Count, verdict.AtEnds)); // one was on its way
        Assert.StartsWith("Kiln 2 of ", verdict.Missing[0]);
    }

    private static PlantRead Read(long number, long afterMs) => new(Device, number, Start + afterMs);

    private static PlantRead[] Reads(params long[] numbers) => [.. numbers.Select(number => Read(number, 100 * number))];

    private static NodeEnd End(long afterMs) => new(Start + afterMs, Start + afterMs + 50);

    private static Dictionary<(string, long), ulong> Held(params (long Number, long AfterMs)[] all) => all.ToDictionary(one => (Device, one.Number), one => (ulong)(Start + one.AfterMs + 7));

    private static Dictionary<(string, long), ulong> Held(params long[] numbers) => numbers.ToDictionary(number => (Device, number), number => (ulong)(Start + 100 * number + 7));
}
