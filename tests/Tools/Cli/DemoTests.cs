using System.Diagnostics;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

/// <summary>The demo from end to end over a real broker and TLS, with a node that is sound or spoiled.</summary>
public sealed class DemoTests
{
    private static readonly DemoOptions Quick = new()
    {
        Duration = TimeSpan.FromSeconds(2),
        RebirthAfter = TimeSpan.FromMilliseconds(300),
        RebirthBeforeEnd = TimeSpan.FromMilliseconds(800),
        BirthWithin = TimeSpan.FromSeconds(1.5),
        EndWithin = TimeSpan.FromSeconds(1),
        SocketCheckEvery = TimeSpan.FromMilliseconds(100),
    };

    [Fact]
    public async Task A_sound_node_is_born_twice_and_dies_with_a_word()
    {
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None);

        Assert.Empty(outcome.Reasons);
        Assert.Equal(2, outcome.NBirth);
        Assert.Equal(2, outcome.DBirth);
        Assert.Equal(1, outcome.Rebirth);
        Assert.True(outcome.Data > 5, outcome.Line);
        Assert.StartsWith(
            $"demo: nbirth=2 dbirth=2 data={outcome.Data} rebirth=1 decode_errors=0 seq_gaps=0 ", outcome.Line);
    }

    [Fact]
    public async Task A_node_that_dies_early_ends_the_demo_at_once()
    {
        var clock = Stopwatch.StartNew();
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.DiesEarly);

        Assert.Contains("the node ended early with exit status 3", outcome.Reasons);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
        Assert.Equal(1, outcome.ExitStatus);
    }

    [Theory]
    [InlineData((int)FakeNode.Fault.IgnoresRebirth, "the rebirth was not answered")]
    [InlineData((int)FakeNode.Fault.SkipsSeq, "finding(s), the first: ")]
    [InlineData((int)FakeNode.Fault.LeavesWithoutDeath, "no NDEATH at the end")]
    [InlineData((int)FakeNode.Fault.NeverBorn, "no NBIRTH came")]
    [InlineData((int)FakeNode.Fault.HangsAtTheEnd, "the node did not end within 1 s of SIGTERM")]
    public async Task What_a_node_does_wrong_is_said_in_the_last_line(int fault, string reason)
    {
        DemoOutcome outcome = await RunAsync((FakeNode.Fault)fault);

        Assert.Contains("failed: ", outcome.Line);
        Assert.Contains(reason, outcome.Line);
        Assert.Equal(1, outcome.ExitStatus);
    }

    [Fact]
    public async Task A_device_that_is_slower_than_a_short_demo_is_named_and_the_rest_is_ok()
    {
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, Quick, ["d1", "slow"]);

        Assert.Empty(outcome.Reasons);
        Assert.Equal(1, outcome.Rebirth);
        Assert.Equal(["slow"], outcome.Unborn);
    }

    [Fact]
    public async Task A_device_that_never_comes_though_there_was_time_is_a_fault()
    {
        DemoOptions patient = Quick with { DevicesWithin = TimeSpan.FromMilliseconds(500) };

        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, patient, ["d1", "slow"]);

        Assert.Contains("not born: slow", outcome.Reasons);
    }

    [Fact]
    public async Task The_broker_refuses_a_node_that_speaks_for_another()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new FakePlant(), Cancellation);
        using var node = new FakeNode(stage, FakeNode.Fault.SpeaksForOthers);
        var screen = new RecordingScreen();

        await new Demo(Quick, stage.Host, node, screen, ["d1"]).RunAsync(Cancellation);

        Assert.Contains("publish of node1 on spBv1.0/demo/NDATA/node2", stage.Broker.Refusals);
        Assert.DoesNotContain(screen.Shown, message => message.Topic.Contains("node2"));
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        var plant = new FakePlant();
        DemoStage stage = await DemoStage.SetUpAsync(() => plant, Cancellation);
        Assert.True(File.Exists(stage.SettingsPath));

        await stage.DisposeAsync();

        Assert.True(plant.IsDisposed);
        Assert.False(Directory.Exists(stage.Folder));
    }

    [Fact]
    public async Task A_plant_that_does_not_start_leaves_nothing_behind()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
        var wasThere = false;

        await Assert.ThrowsAsync<UserError>(() => DemoStage.SetUpAsync(
            folder,
            () =>
            {
                wasThere = Directory.EnumerateFiles(folder).Any();
                throw new UserError("no pseudo-terminal");
            },
            Cancellation));

        Assert.True(wasThere);
        Assert.False(Directory.Exists(folder));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<DemoOutcome> RunAsync(FakeNode.Fault fault) => RunAsync(fault, Quick, ["d1"]);

    private static async Task<DemoOutcome> RunAsync(FakeNode.Fault fault, DemoOptions options, string[] devices)
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new FakePlant(), Cancellation);
        using var node = new FakeNode(stage, fault);
        return await new Demo(options, stage.Host, node, new RecordingScreen(), devices).RunAsync(Cancellation);
    }
}
