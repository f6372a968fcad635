using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using Spectre.Console;

namespace FieldNode.Tools.Tests;

/// <summary>The table of a desk, and what keys do to it.</summary>
public sealed class FleetScreenTests
{
    private readonly FleetStage stage = new();
    private readonly FleetView view = new("", FleetSort.Worst);
    private readonly StringWriter text = new();
    private readonly IAnsiConsole console;
    private readonly FleetScreen screen;

    public FleetScreenTests()
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        screen = new FleetScreen(console, "a title", view, hasKeys: true);
    }

    [Theory]
    [InlineData(80, 24, 3)]
    [InlineData(200, 50, 300)]
    [InlineData(120, 40, 300)]
    [InlineData(40, 12, 300)]
    public void It_fits_the_terminal_whatever_there_is_to_show(int width, int height, int count)
    {
        for (int i = 0; i < count; i++)
        {
            stage.Birth(node: $"a-node-with-quite-a-long-name-流量计-{i}", version: "1.2.3-some-long-version", more: FleetStage.Number("Node/Step faults", i % 2, 9));
        }
        string[] lines = Draw(width, height);
        Assert.True(lines.Length < height, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(Cells.Width(line) <= width, line));
        Assert.Contains(lines, line => line.Contains("bad"));
    }

    [Fact]
    public void Names_from_the_network_cannot_drive_the_terminal()
    {
        stage.Birth(node: "[red]x\u001b[31m\u202e", version: "[/]\u0007");
        string[] lines = Draw();
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        Assert.Contains(lines, line => line.Contains("[red]x\\u001b[31m\\u202e") && line.Contains("[/]\\u0007"));
    }

    [Fact]
    public void The_gravest_stands_first_and_a_filter_takes_words_of_all_columns()
    {
        stage.Birth(node: "good1").Birth(node: "bad1", more: FleetStage.Number("Node/Store faults", 2, 9)).Birth(node: "gone1").Pass(1).Death(1, "gone1");
        string[] lines = Draw();
        int At(string name) => Array.FindIndex(lines, line => line.Contains("g/" + name));
        Assert.True(At("gone1") < At("bad1") && At("bad1") < At("good1"));
        Assert.Contains("3 nodes: 1 good, 1 bad, 1 gone, 0 old", lines[1]);
        Type("/bad flash");
        lines = Draw();
        Assert.True(At("bad1") > 0 && At("good1") < 0);
        Press(ConsoleKey.Escape);
        Assert.Equal("", view.Filter);
    }

    [Fact]
    public void What_is_wrong_with_the_node_of_the_cursor_stands_below_whole()
    {
        stage.Birth(more: FleetStage.Number("Node/Store faults", 2, 9));
        string all = string.Join(' ', Draw(60, 24).Select(line => line.Trim()));
        Assert.Contains("2 writes to its flash failed in this run. Make room, or make the folder writable; if a board's flash stays so, replace the board", all);
    }

    [Fact]
    public void The_cursor_stays_on_its_node_when_rows_come_and_go()
    {
        stage.Birth(node: "b").Birth(node: "c");
        Draw();
        Press(ConsoleKey.DownArrow);
        stage.Birth(node: "a");
        Assert.Contains(Draw(), line => line.StartsWith("> g/c", StringComparison.Ordinal));
        Type("s");
        Assert.Equal(FleetSort.Name, view.Sort);
        Type("q");
        Assert.True(view.WantsEnd);
    }

    [Fact]
    public void A_line_has_all_that_the_table_may_have_to_drop()
    {
        stage.Birth(more: [FleetStage.Number("Properties/Settings CRC", 0xabcdef01, 9), FleetStage.Number("Journal/Depth", 4, 10)]).Step();
        Assert.Equal("good g/n  since 2026-01-02 03:04:05  claims 1.0.0  settings=abcdef01  uptime_s=0  depth=4  last run left no mark (power, reset or killed)", FleetRow.Line(stage.Node(), stage.Utc));
    }

    private string[] Draw(int width = 120, int height = 30)
    {
        stage.Step();
        text.GetStringBuilder().Clear();
        console.Profile.Width = width;
        console.Write(screen.Build(stage.Model, null, stage.Utc, width, height));
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private void Type(string letters)
    {
        foreach (char letter in letters)
        {
            screen.Take(new ConsoleKeyInfo(letter, letter == ' ' ? ConsoleKey.Spacebar : (ConsoleKey)char.ToUpperInvariant(letter), false, false, false));
        }
    }

    private void Press(ConsoleKey key) => screen.Take(new ConsoleKeyInfo('\0', key, false, false, false));
}
