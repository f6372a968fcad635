using FieldNode.Cli;
using FieldNode.Loader;

namespace FieldNode.Update.Tests;

public sealed class LoaderStartTests
{
    private static readonly BundleContent Seven = Bundles.Firmware();
    private static readonly BundleContent Eight = Bundles.Firmware(8, 40);

    [Fact]
    public void The_factory_is_loaded_by_nobody()
    {
        var runtime = new Runtime();

        Assert.True(LoaderStart.Load(new UpdateRig().Boot().Choice, runtime));
        Assert.Empty(runtime.Asked);
    }

    [Fact]
    public void What_the_runtime_refuses_whole_gives_way_to_the_next_in_the_same_start()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);
        var runtime = new Runtime(LoadResult.Nothing);

        Assert.True(LoaderStart.Load(rig.Boot().Choice, runtime));

        Assert.Equal([8, 7], runtime.Asked);
        Assert.Equal((0, false, UpdateReason.LoadFailed), (rig.Choice.Slot, rig.Choice.IsTrial, rig.Choice.Reason));
    }

    [Fact]
    public void What_stays_half_loaded_ends_the_start_and_is_not_tried_again()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);
        var runtime = new Runtime(LoadResult.Stuck);

        Assert.False(LoaderStart.Load(rig.Boot().Choice, runtime));

        Assert.Equal([8], runtime.Asked);
        Assert.True(LoaderStart.Load(rig.Boot().Choice, runtime));
        Assert.Equal([8, 7], runtime.Asked);
    }

    [Fact]
    public void When_none_can_be_loaded_it_is_the_factory()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);

        Assert.True(LoaderStart.Load(rig.Boot().Choice, new Runtime(LoadResult.Nothing, LoadResult.Nothing)));

        Assert.Equal(UpdateRecord.Factory, LoaderStart.Tell(rig.Choice).Slot);
        Assert.True(LoaderStart.Tell(rig.Choice).IsRestricted); // 3 is below 7
    }

    [Fact]
    public void Where_nothing_could_be_chosen_the_factory_is_told_so_and_knows_of_the_loader()
    {
        HandOver told = LoaderStart.Tell(null);

        Assert.Equal((BootChoice.LoaderVersion, UpdateRecord.Factory, false, false, 0), (told.Loader, told.Slot, told.IsTrial, told.IsRestricted, told.Count));
    }

    private sealed class Runtime(params LoadResult[] results) : ISlotLoader
    {
        public List<int> Asked { get; } = [];

        public LoadResult Load(SlotCheck slot)
        {
            Asked.Add(slot.Manifest.Sequence);
            return Asked.Count <= results.Length ? results[Asked.Count - 1] : LoadResult.Loaded;
        }
    }
}
