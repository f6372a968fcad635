namespace FieldNode.Update.Tests;

public sealed class SlotTableTests
{
    [Fact]
    public void The_way_of_a_slot_is_the_one_of_the_design()
    {
        SlotState state = SlotState.Empty;
        foreach ((SlotSignal signal, SlotState next) in new[]
        {
            (SlotSignal.Offered, SlotState.Receiving), (SlotSignal.Received, SlotState.Complete), (SlotSignal.Checked, SlotState.Verified),
            (SlotSignal.Started, SlotState.Trial), (SlotSignal.Started, SlotState.Trial), (SlotSignal.Confirmed, SlotState.Confirmed),
            (SlotSignal.Released, SlotState.Empty),
        })
        {
            Assert.Equal((int)next, SlotTable.Next(state, signal));
            state = next;
        }
    }

    [Fact]
    public void Whatever_is_in_a_slot_can_be_refused_and_nothing_else() =>
        Assert.Equal([SlotState.Receiving, SlotState.Complete, SlotState.Verified, SlotState.Trial, SlotState.Confirmed], From(SlotSignal.Refused));

    [Fact]
    public void A_slot_on_trial_is_never_released() =>
        Assert.Equal([SlotState.Empty, SlotState.Receiving, SlotState.Complete, SlotState.Verified, SlotState.Confirmed, SlotState.Rejected], From(SlotSignal.Released));

    /// <summary>What starts was verified, and what is confirmed was started: by no sequence of signals in another way.</summary>
    [Fact]
    public void There_is_no_short_cut()
    {
        Assert.Equal([SlotState.Verified, SlotState.Trial], From(SlotSignal.Started));
        Assert.Equal([SlotState.Trial], From(SlotSignal.Confirmed));
        Assert.Equal([SlotState.Complete], From(SlotSignal.Checked));
        Assert.Equal([SlotState.Receiving], From(SlotSignal.Received));
        Assert.Equal([SlotState.Empty], From(SlotSignal.Offered));
    }

    private static IEnumerable<SlotState> From(SlotSignal signal) => Enum.GetValues<SlotState>().Where(state => SlotTable.Next(state, signal) >= 0);
}
