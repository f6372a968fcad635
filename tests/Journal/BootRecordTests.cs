namespace FieldNode.Journal.Tests;

/// <summary>Safe mode: what counts against the firmware, and what ends it.</summary>
public sealed class BootRecordTests
{
    private readonly MemoryStore store = new();

    [Fact]
    public void Three_faults_in_a_row_end_in_safe_mode()
    {
        Run(RunEnd.Exception);
        Run(RunEnd.Hang);
        Assert.False(Run(RunEnd.StepFaults).IsSafeMode);

        var fourth = new BootRecord(store);

        Assert.True(fourth.IsSafeMode);
        Assert.Equal(3, fourth.FailedInARow);
        Assert.Equal(RunEnd.StepFaults, fourth.LastEnd);
    }

    [Fact]
    public void A_run_that_left_no_mark_is_no_fault_however_often()
    {
        for (int i = 0; i < 10; i++)
        {
            var run = new BootRecord(store); // a supply that dips
            Assert.False(run.IsSafeMode);
            Assert.Equal(RunEnd.Unmarked, run.LastEnd);
        }
    }

    [Theory]
    [InlineData(RunEnd.Asked)]
    [InlineData(RunEnd.TryAgain)]
    [InlineData(RunEnd.Waited)]
    public void A_restart_that_somebody_wanted_is_no_fault(RunEnd end)
    {
        for (int i = 0; i < 5; i++)
        {
            Run(end);
        }

        Assert.Equal(0, new BootRecord(store).FailedInARow);
    }

    [Fact]
    public void A_cut_between_faults_does_not_clear_them()
    {
        Run(RunEnd.Exception);
        Run(RunEnd.Exception);
        _ = new BootRecord(store); // cut
        Run(RunEnd.Exception);

        Assert.True(new BootRecord(store).IsSafeMode);
    }

    [Fact]
    public void Ten_sound_minutes_clear_the_count_and_no_less()
    {
        Run(RunEnd.Exception);
        Run(RunEnd.Exception);
        var third = new BootRecord(store);
        third.Step(BootRecord.SoundAfterMs - 1);
        Assert.Equal(2, third.FailedInARow);

        third.Step(BootRecord.SoundAfterMs);
        third.Mark(RunEnd.Exception);

        Assert.Equal(1, new BootRecord(store).FailedInARow);
    }

    [Fact]
    public void Safe_mode_proves_nothing_and_one_try_follows_it()
    {
        BootRecord safe = SafeMode();
        safe.Step(BootRecord.SoundAfterMs * 2);
        Assert.Equal(3, safe.FailedInARow);
        safe.Mark(RunEnd.TryAgain);

        var again = new BootRecord(store);
        Assert.False(again.IsSafeMode);
        again.Mark(RunEnd.Exception);

        Assert.True(new BootRecord(store).IsSafeMode); // one more fault is enough
    }

    [Fact]
    public void A_flash_that_takes_nothing_leaves_a_node_that_runs()
    {
        store.Full = true;

        BootRecord run = Run(RunEnd.Exception);

        Assert.False(run.IsSafeMode);
        Assert.Equal(0, new BootRecord(store).FailedInARow);
    }

    [Fact]
    public void The_loader_looks_and_changes_nothing()
    {
        Run(RunEnd.Exception);
        byte[][] before = [.. store.Files.Values];

        Assert.Equal(1, BootRecord.Look(store).FailedInARow);
        Assert.Equal(RunEnd.Exception, BootRecord.Look(store).LastEnd);

        Assert.Equal(before, store.Files.Values);
        Assert.Equal(1, new BootRecord(store).FailedInARow);
    }

    [Fact]
    public void What_is_forgiven_does_not_count_and_how_the_run_ended_is_still_told()
    {
        Run(RunEnd.Exception);
        Run(RunEnd.Exception);
        Run(RunEnd.Hang);

        BootRecord.Look(store).Forgive();

        var next = new BootRecord(store);
        Assert.False(next.IsSafeMode);
        Assert.Equal(RunEnd.Hang, next.LastEnd);
        Assert.Equal(0, next.FailedInARow); // another program ended so
        next.Mark(RunEnd.Exception);
        Assert.Equal(1, new BootRecord(store).FailedInARow);
    }

    [Fact]
    public void Faults_in_safe_mode_are_counted_by_themselves_until_it_lasts()
    {
        BootRecord safe = SafeMode();
        safe.Mark(RunEnd.TryAgain);
        Assert.Equal(0, BootRecord.Look(store).SafeFailedInARow); // it ended as it should
        Run(RunEnd.Exception);                                    // the one more try
        Assert.Equal(0, BootRecord.Look(store).SafeFailedInARow);
        Run(RunEnd.Exception);
        Run(RunEnd.Hang);
        BootRecord third = Run(RunEnd.StepFaults);
        Assert.True(third.IsSafeMode);
        Assert.Equal(3, BootRecord.Look(store).SafeFailedInARow);

        var sound = new BootRecord(store);
        sound.Step(BootRecord.SoundAfterMs);

        Assert.Equal(0, BootRecord.Look(store).SafeFailedInARow);
        Assert.Equal(7, sound.FailedInARow);
    }

    [Fact]
    public void A_record_of_two_bytes_from_before_is_read()
    {
        new AbRecord(store, "boot", 2).Write([(byte)RunEnd.Exception, 1], 2);

        var run = new BootRecord(store);

        Assert.Equal(RunEnd.Exception, run.LastEnd);
        Assert.Equal(2, run.FailedInARow);
        Assert.Equal(0, run.SafeFailedInARow);
    }

    private BootRecord SafeMode()
    {
        for (int i = 0; i < BootRecord.FailedMax; i++)
        {
            Run(RunEnd.Exception);
        }

        return new BootRecord(store);
    }

    private BootRecord Run(RunEnd end)
    {
        var run = new BootRecord(store);
        run.Mark(end);
        return run;
    }
}
