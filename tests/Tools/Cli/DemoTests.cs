using FieldNode.Cli;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

/// <summary>The demo from end to end over a real broker and TLS, with a node that is sound or spoiled.</summary>
public sealed class DemoTests
{
    // It ends when the test has seen enough, not after a time: what takes 0.2 s here may take ten times as long on a busy machine.
    private static readonly DemoOptions Patient = new() { DeathWithin = TimeSpan.FromSeconds(30), RebirthAfter = TimeSpan.Zero, LingerFor = TimeSpan.FromHours(1) };

    [Fact]
    public async Task A_sound_node_is_born_twice_and_dies_with_a_word()
    {
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, Patient, ["d1"], screen => IsAnswered(screen) && Data(screen) > 5);

        Assert.Empty(outcome.Reasons);
        Assert.Equal(2, outcome.NBirth);
        Assert.Equal(2, outcome.DBirth);
        Assert.Equal(1, outcome.Rebirth);
        Assert.True(outcome.Data > 5, outcome.Line);
        Assert.StartsWith(
            $"demo: nbirth=2 dbirth=2 data={outcome.Data} rebirth=1 decode_errors=0 seq_gaps=0 conformance_fails=0 ", outcome.Line);
    }

    // The host cannot see it: what a subscriber gets has no retain flag of the publisher's.
    [Fact]
    public async Task What_only_the_broker_sees_wrong_fails_the_demo_with_the_statement_and_the_evidence()
    {
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.RetainsData, Patient, ["d1"], screen => IsAnswered(screen) && Data(screen) > 0);

        Assert.Equal(2, outcome.ConformanceFails);
        Assert.Contains(" conformance_fails=2 ", outcome.Line);
        Assert.Contains("failed: the node broke payloads-ddata-retain: ", outcome.Line);
        Assert.Matches(@"the node broke topics-ddata-mqtt: \d\d:\d\d:\d\d\.\d+ spBv1\.0/demo/DDATA/node1/d1: QoS 0, retain True", outcome.Line);
        Assert.Equal(1, outcome.ExitStatus);
    }

    [Fact]
    public async Task It_ends_by_itself_after_its_time()
    {
        DemoOptions brief = Patient with { Duration = TimeSpan.FromMilliseconds(1), EndWithin = TimeSpan.FromSeconds(30) };

        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, brief, ["d1"], _ => false);

        Assert.Equal(1, outcome.ExitStatus); // nothing came in that time
    }

    [Fact]
    public async Task Without_a_time_it_ends_by_itself_when_the_rebirth_was_answered()
    {
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, Patient with { LingerFor = TimeSpan.FromMilliseconds(500) }, ["d1"], _ => false);

        Assert.Empty(outcome.Reasons);
        Assert.Equal(1, outcome.Rebirth);
    }

    [Fact]
    public async Task Without_a_time_it_ends_though_the_rebirth_is_never_answered()
    {
        DemoOptions options = Patient with { StoryWithin = TimeSpan.FromSeconds(2) };

        DemoOutcome outcome = await RunAsync(FakeNode.Fault.IgnoresRebirth | FakeNode.Fault.NeverBorn, options, ["d1"], _ => false);

        Assert.Contains("no NBIRTH came", outcome.Reasons);
    }

    [Fact]
    public async Task Ctrl_C_is_no_fault_of_the_node_and_status_130()
    {
        DemoOptions interrupted = Patient with { IsInterrupted = () => true, RebirthAfter = TimeSpan.FromHours(1) };

        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, interrupted, ["d1"], screen => Data(screen) > 0);

        Assert.Empty(outcome.Reasons);
        Assert.Equal(130, outcome.ExitStatus);
        Assert.EndsWith(" ended by Ctrl-C before the rebirth", outcome.Line);
    }

    [Fact]
    public async Task A_node_that_dies_early_ends_the_demo_at_once()
    {
        DemoOutcome outcome = await RunAsync(FakeNode.Fault.DiesEarly, Patient, ["d1"], _ => false);

        Assert.Contains("the node ended early with exit status 3", outcome.Reasons);
        Assert.Equal(1, outcome.ExitStatus);
    }

    [Fact]
    public Task A_rebirth_that_is_not_answered_is_said_in_the_last_line() => ExpectAsync(
        FakeNode.Fault.IgnoresRebirth, Patient, screen => HasAsked(screen) && Data(screen) > 5, "the rebirth was not answered");

    [Fact]
    public Task A_gap_in_seq_is_said_in_the_last_line() => ExpectAsync(
        FakeNode.Fault.SkipsSeq, Patient, screen => IsAnswered(screen) && Data(screen) > 5, "finding(s), the first: ");

    [Fact]
    public Task A_node_that_leaves_without_a_word_is_said_in_the_last_line() => ExpectAsync(
        FakeNode.Fault.LeavesWithoutDeath, Patient with { DeathWithin = TimeSpan.FromMilliseconds(300) },
        screen => IsAnswered(screen) && Data(screen) > 0, "no NDEATH at the end");

    [Fact]
    public Task A_node_that_is_never_born_is_said_in_the_last_line() => ExpectAsync(
        FakeNode.Fault.NeverBorn, Patient with { BirthWithin = TimeSpan.FromMilliseconds(300) }, _ => false, "no NBIRTH came");

    [Fact]
    public Task A_node_that_hangs_at_the_end_is_said_in_the_last_line() => ExpectAsync(
        FakeNode.Fault.HangsAtTheEnd, Patient with { EndWithin = TimeSpan.FromSeconds(1) }, IsAnswered,
        "the node did not end within 1 s of SIGTERM");

    [Fact]
    public async Task A_device_that_is_slower_than_a_short_demo_is_named_and_the_rest_is_ok()
    {
        // The end is near from the beginning, so the rebirth is asked for although a device is missing.
        DemoOptions brief = new() { Duration = TimeSpan.FromMinutes(5), RebirthBeforeEnd = TimeSpan.FromMinutes(5), DevicesWithin = TimeSpan.FromMinutes(5) };

        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, brief, ["d1", "slow"], screen => IsAnswered(screen) && Data(screen) > 0);

        Assert.Empty(outcome.Reasons);
        Assert.Equal(1, outcome.Rebirth);
        Assert.Equal(["slow"], outcome.Unborn);
    }

    [Fact]
    public async Task A_device_that_never_comes_though_there_was_time_is_a_fault()
    {
        DemoOptions options = Patient with { DevicesWithin = TimeSpan.FromMilliseconds(500) };

        DemoOutcome outcome = await RunAsync(FakeNode.Fault.None, options, ["d1", "slow"], IsAnswered); // asked for after those 500 ms

        Assert.Contains("not born: slow", outcome.Reasons);
    }

    [Fact]
    public async Task The_broker_refuses_a_node_that_speaks_for_another()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new FakePlant(), Cancellation);
        using var node = new FakeNode(stage, FakeNode.Fault.SpeaksForOthers);

        RecordingScreen screen = await RunAsync(stage, node, Patient, ["d1"], _ => stage.Broker.Refusals.Count > 0);

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

    private static bool HasAsked(RecordingScreen screen) => screen.Said.Contains("rebirth Happening");

    private static bool IsAnswered(RecordingScreen screen) => screen.Said.Contains("rebirth Done");

    private static int Data(RecordingScreen screen) => screen.Shown.Count(message => message.Parts?.Type == MessageType.DData);

    private static async Task ExpectAsync(FakeNode.Fault fault, DemoOptions options, Func<RecordingScreen, bool> isEnough, string reason)
    {
        DemoOutcome outcome = await RunAsync(fault, options, ["d1"], isEnough);

        Assert.Contains("failed: ", outcome.Line);
        Assert.Contains(reason, outcome.Line);
        Assert.Equal(1, outcome.ExitStatus);
    }

    private static async Task<DemoOutcome> RunAsync(
        FakeNode.Fault fault, DemoOptions options, string[] devices, Func<RecordingScreen, bool> isEnough)
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new FakePlant(), Cancellation);
        using var node = new FakeNode(stage, fault);
        DemoOutcome? outcome = null;
        await RunAsync(stage, node, options, devices, isEnough, done => outcome = done);
        return outcome!;
    }

    private static async Task<RecordingScreen> RunAsync(
        DemoStage stage, FakeNode node, DemoOptions options, string[] devices, Func<RecordingScreen, bool> isEnough,
        Action<DemoOutcome>? tell = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var screen = new RecordingScreen
        {
            Look = shown =>
            {
                if (isEnough(shown))
                {
                    end.Cancel();
                }
            },
        };
        DemoOutcome outcome = await new Demo(options, new HostModel(), stage.Host, node, screen, devices, stage.Mishaps).RunAsync(end.Token);
        tell?.Invoke(stage.Judge(outcome));
        return screen;
    }
}
