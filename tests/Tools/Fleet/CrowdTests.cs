using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using Microsoft.Playwright;
using Spectre.Console;

namespace FieldNode.Tools.Tests;

/// <summary>Very many nodes are born at once while the page is open: what the desk knows then, and that it is there for people meanwhile. All is held by counts, so that a slow machine passes.</summary>
[Collection(nameof(CrowdTests))]
[CollectionDefinition(nameof(CrowdTests), DisableParallelization = true)] // what is weighed is this process
public sealed class CrowdTests(CrowdStage stage) : IClassFixture<CrowdStage>
{
    private const int RowsMax = 100;
    private const double BytesPerMetricMax = 1_000;

    [Fact]
    public void Each_node_is_known_and_kept_with_what_it_said_and_told_once()
    {
        lock (stage.Desk.Gate)
        {
            Assert.Equal(stage.Sent, stage.Desk.Model.Host.Messages);
            Assert.Equal(0, stage.Desk.Model.Host.Faults);
            Assert.Equal(stage.Nodes, stage.Desk.Model.Nodes.Count);
            Assert.Equal((stage.Nodes + ManyBirths.FaultEvery - 1) / ManyBirths.FaultEvery, stage.Desk.Model.Count(FleetState.Bad));
            Assert.Equal(stage.Nodes - stage.Desk.Model.Count(FleetState.Bad), stage.Desk.Model.Count(FleetState.Good));
        }
        using FleetStore store = FleetStore.Open(stage.StorePath, stage.Desk.Broker);
        Dictionary<string, StoredNode> kept = store.Nodes().ToDictionary(node => node.Name);
        for (int number = 0; number < stage.Nodes; number++)
        {
            string name = ManyBirths.Name(number);
            NodeFacts live = stage.Desk.Model.Find(ManyBirths.Group, name)!.Facts;
            foreach (NodeFacts facts in new[] { live, kept[name].Facts })
            {
                Assert.Equal((ManyBirths.Boots(number), ManyBirths.Crc(number), number, ManyBirths.StoreFaults(number)), (facts.Boots, facts.SettingsCrc, facts.UptimeS, facts.StoreFaults));
                Assert.Equal(stage.Births.Devices, facts.Devices.Select(device => device.Name));
                Assert.All(facts.Devices, device => Assert.True(device is { Online: true, Bad: 0 }));
                Assert.Equal((live.Version, live.Slot, live.CertificateEnds), (facts.Version, facts.Slot, facts.CertificateEnds));
            }
            Assert.Equal(ManyBirths.StoreFaults(number) > 0 ? FleetState.Bad : FleetState.Good, kept[name].State);
            Assert.Single(store.Events(ManyBirths.Group, name), one => one.Text.StartsWith("heard for the first time", StringComparison.Ordinal));
        }
        Assert.Equal(stage.Nodes, Count(stage.Said, "heard for the first time"));
        Assert.Single(stage.Errors.TrimEnd().Split('\n')); // where the page is
        Print($"desk: nodes={stage.Nodes} metrics={stage.Nodes * stage.Births.Metrics} messages={stage.Sent} bytes_per_node={stage.Births.Bytes} fed_s={stage.Fed.TotalSeconds:0.0} handled_s={stage.Handled.TotalSeconds:0.0} kept_s={stage.Kept.TotalSeconds:0.0} per_second={stage.Sent / stage.Handled.TotalSeconds:0}");
    }

    [Fact]
    public void The_page_is_answered_while_births_come_in()
    {
        PageAnswer[] answers = stage.Answers;
        double longest = answers.Select(answer => answer.Ms).DefaultIfEmpty().Max();
        Print($"page: answers={answers.Length} longest_ms={longest:0} median_ms={answers.Select(answer => answer.Ms).Order().ElementAtOrDefault(answers.Length / 2):0} largest_bytes={answers.Select(answer => answer.Bytes).DefaultIfEmpty().Max()}");
        // A turn is 50 ms. A desk that handles all that has come before it answers would have an answer or two, since the broker is ahead of it.
        Assert.True(answers.Length >= CrowdStage.AnswersLeast, $"{answers.Length} answers while {stage.Sent} messages were handled, at least {CrowdStage.AnswersLeast} are due");
        Assert.All(answers.Where(answer => !answer.View.StartsWith("/node", StringComparison.Ordinal)), answer => Assert.Equal(200, answer.Status));
        Assert.True(answers.Max(answer => answer.Bytes) < 1_500 * RowsMax, "a page has 100 nodes at most, however many there are");
    }

    [Fact]
    public void News_of_all_of_them_are_a_few_numbers()
    {
        (int news, long bytes, double seconds) = (stage.Reader.News, stage.Reader.NewsBytes, stage.Reader.Open.TotalSeconds);
        Print($"news: events={news} bytes={bytes} open_s={seconds:0.0} births={stage.Sent}");
        Assert.InRange(news, 1, (int)(seconds / 2) + 1); // one in 2 s, whatever comes
        Assert.InRange(bytes, 1, 20 + news * 20);
    }

    [Fact]
    public void A_node_takes_a_bounded_amount_of_memory()
    {
        Print($"memory: bytes_per_node={stage.BytesPerNode:0} metrics_per_node={stage.Births.Metrics}");
        // A metric is an object with its name, value, properties and two places in tables, some 500 B. Twice that is a leak: messages or pages that stay.
        Assert.InRange(stage.BytesPerNode, 1, stage.Births.Metrics * BytesPerMetricMax);
    }

    [Fact]
    public async Task The_open_page_has_followed_by_itself_and_one_of_all_is_found_in_it()
    {
        Assert.SkipUnless(stage.Browser is not null, $"{CrowdBrowser.Chromium} is not installed (.ci/interop-install installs it)");
        IPage page = stage.Browser.Page;
        await stage.Browser.UntilCountedAsync(stage.Nodes); // nobody has reloaded it
        Assert.InRange(stage.Browser.Loads, 2, (int)(stage.Reader.Open.TotalSeconds / 2) + 3);
        Assert.Equal(RowsMax, await page.Locator("tbody tr").CountAsync());
        await ShootAsync("fleet-crowd.png");
        string last = ManyBirths.Name(stage.Nodes - 1);
        await page.GetByLabel("Find").FillAsync(last.ToUpperInvariant());
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.Locator("tbody th a", new() { HasText = last }).ClickAsync();
        await page.Locator("h1", new() { HasText = last }).WaitForAsync();
        Assert.Contains(ManyBirths.Crc(stage.Nodes - 1).ToString("x8", CultureInfo.InvariantCulture), await page.Locator("main").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Field" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link).Last.ClickAsync();
        await page.Locator("caption", new() { HasText = $"page {(stage.Nodes + RowsMax - 1) / RowsMax} of" }).WaitForAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).ScrollIntoViewIfNeededAsync();
        await ShootAsync("fleet-crowd-last.png");
        Assert.Empty(stage.Browser.Troubles);
    }

    [Fact]
    public async Task A_second_desk_lists_all_of_them_as_JSON_out_of_the_store()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var clock = Stopwatch.StartNew();
        int status = await CommandLine.RunAsync([.. stage.Arguments, "--once", "--seconds", "1", "--json"], output, error, TestContext.Current.CancellationToken);
        double seconds = clock.Elapsed.TotalSeconds - 1;
        string[] lines = output.ToString().TrimEnd().Split('\n');
        Print($"json: nodes={lines.Length} bytes={output.ToString().Length} beyond_listening_s={seconds:0.0}");
        Assert.Equal((ExitStatus.Ok, ""), (status, error.ToString()));
        Assert.Equal(Enumerable.Range(0, stage.Nodes).Select(number => (ManyBirths.Name(number), ManyBirths.Crc(number).ToString("x8", CultureInfo.InvariantCulture), ManyBirths.Boots(number))).Order(),
            lines.Select(line => JsonDocument.Parse(line).RootElement).Select(one => (one.GetProperty("node").GetString()!, one.GetProperty("settingsCrc").GetString()!, one.GetProperty("run").GetInt64())).Order());
    }

    [Fact]
    public void The_table_shows_what_is_wrong_first_and_finds_one_of_all()
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 160;
        var screen = new FleetScreen(console, "title", new FleetView("", FleetSort.Worst), hasKeys: true);
        double ms = 0;
        long bytes = 0;
        string[] Draw()
        {
            lock (stage.Desk.Gate)
            {
                text.GetStringBuilder().Clear();
                var clock = Stopwatch.StartNew();
                long before = GC.GetAllocatedBytesForCurrentThread();
                console.Write(screen.Build(stage.Desk.Model, null, DateTime.UtcNow, 160, 50));
                (ms, bytes) = (clock.Elapsed.TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            return text.ToString().TrimEnd('\n').Split('\n');
        }
        Draw();
        string[] lines = Draw();
        Print($"table: lines={lines.Length} ms={ms:0} bytes={bytes}");
        Assert.InRange(lines.Length, 40, 49);
        Assert.StartsWith($"> {ManyBirths.Group}/{ManyBirths.Name(0)} ", lines[4]);
        string last = ManyBirths.Name(stage.Nodes - 1);
        foreach (char letter in "/" + last)
        {
            screen.Take(new ConsoleKeyInfo(letter, default, false, false, false));
        }
        lines = Draw();
        Assert.Contains(last, lines[4]);
        Assert.Equal("", lines[5].Trim().Trim('─'));
        Assert.True(bytes < 32_000_000, $"{bytes} bytes for one screen");
    }

    /// <summary>For the eye: into the folder FIELDNODE_CROWD_PICTURES.</summary>
    private async Task ShootAsync(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("FIELDNODE_CROWD_PICTURES");
        _ = folder is null ? [] : await stage.Browser!.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
    }

    private static int Count(string text, string words) => text.Split(words).Length - 1;

    private static void Print(FormattableString line) => TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(line));
}
