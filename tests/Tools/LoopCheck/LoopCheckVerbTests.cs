using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using MQTTnet;

namespace FieldNode.Tools.Tests;

/// <summary>The verb over the demo's broker and TLS, against a node in this process whose value the test sets.</summary>
public sealed class LoopCheckVerbTests : IDisposable
{
    private readonly HeardText output = new();
    private readonly HeardText error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_driven_walk_passes_and_leaves_a_signed_record_and_a_page()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);

        int status = await RunAsync(node, $"--drive tag:{LoopNode.Output} --settle 0.3 --timeout 20 --by Meier");

        Assert.True(status == 0, output + error.ToString());
        Assert.EndsWith("loop-check: points=3 passed=3 ok\n", output.ToString());
        string record = Assert.Single(Directory.GetFiles(folder, "*.json"));
        Assert.True(File.Exists(Path.ChangeExtension(record, ".html")));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        output.Clear();
        Assert.Equal(0, await TypeAsync("loop-check", "--verify", record, "--ca", node.Link.CaFile!));
        Assert.Contains("demo/node1/Loops/Level, pass, ", output.ToString());
        Assert.Contains("signed by CN=host1 (known to the CA)", output.ToString());
    }

    [Fact]
    public async Task A_loop_that_is_off_fails_with_status_1_and_the_record_says_by_how_much()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        node.Error = 0.1f;

        int status = await RunAsync(node, $"--drive tag:{LoopNode.Output} --settle 0.2 --timeout 3 --points 12 --json");

        Assert.Equal(1, status);
        JsonElement point = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("points")[0];
        Assert.Equal("0.1 m too high", point.GetProperty("why").GetString());
        Assert.Equal(2, point.GetProperty("errorPercent").GetDouble(), 3);
        Assert.Single(Directory.GetFiles(folder, "*.json"));
    }

    [Fact]
    public async Task Faults_must_arrive_as_bad_with_their_reasons()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);

        Assert.Equal(0, await RunAsync(node, $"--drive tag:{LoopNode.Output} --settle 0.2 --timeout 20 --points 12 --faults"));

        Assert.Contains("21.5 mA: 5.46875 m bad (signal high), pass", output.ToString());
        Assert.Contains("0 mA: -1.25 m bad (wire break), pass", output.ToString());
    }

    [Fact]
    public async Task A_person_is_asked_for_each_point_and_may_have_a_failed_one_again()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        var person = new Person(
            ("inject 12 mA, then press Enter", () => { }), // forgot to
            ("r: this point again", () => { }),
            ("inject 12 mA, then press Enter", () => node.Inject(12)));
        var typed = new LoopCheckArguments
        {
            Tag = LoopNode.Tag, Link = node.Link, Points = "12", SettleSeconds = 0.2, TimeoutSeconds = 3, Folder = folder,
        };
        person.Answers = ["", "r", ""];

        int status = await new LoopCheckRun(typed, person.Listening(output), error, person).RunAsync(Cancellation);

        Assert.True(status == 0, output.ToString());
        Assert.Contains("12 mA: 0 m good, FAIL: 2.5 m too low", output.ToString());
        JsonElement record = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(folder, "*.json")[0])).RootElement;
        Assert.Equal(2, record.GetProperty("record").GetProperty("points")[0].GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Ended_early_it_leaves_nothing()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<int> run = CommandLine.RunAsync(
            [.. Arguments(node), "--yes", "--timeout", "60"], output, error, end.Token);
        await output.UntilAsync(text => text.Contains("point 1 of 3: inject 4 mA now"), run);
        end.Cancel();

        Assert.Equal(1, await run);
        Assert.Equal("fieldnode loop-check: ended before all points were done: no record was written\n", error.ToString());
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_tag_that_is_not_there_is_told_with_what_is()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        string[] arguments = Arguments(node);
        arguments[1] = "demo/node1/Loops/Nothing";

        Assert.Equal(1, await TypeAsync([.. arguments, "--yes"]));
        Assert.Contains("the device has no tag Nothing. It has: Level", error.ToString());
    }

    [Fact]
    public async Task A_device_that_does_not_come_is_told_with_those_that_did()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        var typed = new LoopCheckArguments
        {
            Tag = "demo/node1/Elsewhere/Level", Link = node.Link, Yes = true, BirthSeconds = 4, Folder = folder,
        };

        UserError told = await Assert.ThrowsAsync<UserError>(
            () => new LoopCheckRun(typed, output, error, input: null).RunAsync(Cancellation));
        Assert.Contains("the node has no device Elsewhere. It has: Loops, Out", told.Message);
    }

    [Fact]
    public async Task An_input_that_no_board_has_is_said_before_anything_is_waited_for()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        foreach (string drive in new[] { "file:inputs.txt#1", "file:inputs.txt#ain4", "file:inputs.txt", "file:#ain0", "level" })
        {
            error.Clear();
            Assert.Equal(2, await RunAsync(node, $"--drive {drive} --yes"));
            Assert.Equal($"fieldnode loop-check: --drive {drive}: say tag:GROUP/NODE/DEVICE/TAG or file:PATH#INPUT, INPUT being ain0 to ain3\n", error.ToString());
        }

        Assert.DoesNotContain("point 1", output.ToString());
    }

    [Fact]
    public async Task A_changed_record_is_status_1_and_says_so()
    {
        await using LoopNode node = await LoopNode.StartAsync(Cancellation);
        await RunAsync(node, $"--drive tag:{LoopNode.Output} --settle 0.2 --timeout 20 --points 12");
        string record = Directory.GetFiles(folder, "*.json")[0];
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"measured\": 2.5", "\"measured\": 2.4"));
        output.Clear();

        Assert.Equal(1, await TypeAsync("loop-check", "--verify", record));
        Assert.Contains("WRONG: the signature does not fit: the record was changed after it was signed", output.ToString());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Arguments(LoopNode node) =>
    [
        "loop-check", LoopNode.Tag, "--host", node.Link.Host, "--port", $"{node.Link.Port}", "--ca", node.Link.CaFile!,
        "--cert", node.Link.CertificateFile!, "--key", node.Link.KeyFile!, "--out", folder,
    ];

    private Task<int> RunAsync(LoopNode node, string more) => TypeAsync([.. Arguments(node), .. more.Split(' ')]);

    private Task<int> TypeAsync(params string[] arguments) => CommandLine.RunAsync(arguments, output, error, Cancellation);

    /// <summary>Answers what is asked, and does what a technician would before.</summary>
    private sealed class Person(params (string Question, Action Deed)[] script) : TextReader
    {
        private HeardText? heard;
        private int at;

        internal string[] Answers { get; set; } = [];

        internal HeardText Listening(HeardText output) => heard = output;

        public override string? ReadLine()
        {
            Assert.Contains(script[at].Question, heard!.ToString());
            script[at].Deed();
            return Answers[at++];
        }
    }
}
