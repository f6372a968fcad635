using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Spectre.Console;

namespace FieldNode.Tools.Tests;

public sealed class HostScreenTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void The_screen_fits_80_by_24_whatever_there_is_to_show(int metricCount)
    {
        var model = new HostModel();
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("DBIRTH a-device-with-quite-a-long-name", Messages.With(1,
            [.. Enumerable.Range(1, metricCount).Select(
                i => Messages.Float($"Folder/A rather long metric name {i}", (ulong)i, i))]));

        string[] lines = Render(model);

        Assert.True(lines.Length <= 24, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Equal(metricCount > 20, lines.Any(line => line.Contains(" more")));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(28)]
    [InlineData(100)]
    public void A_wide_screen_shows_what_is_too_long_side_by_side(int metricCount)
    {
        var model = new HostModel();
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("DBIRTH d", Messages.With(1,
            [.. Enumerable.Range(1, metricCount).Select(i => Messages.Float($"Metric {i}", (ulong)i, i))]));

        string[] lines = Render(model, 200, 24);

        Assert.True(lines.Length <= 24, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= 200, line));
        Assert.Equal(metricCount > 28, lines.Any(line => line.Contains(" more")));
        // Two tables of 15 rows, of which the node's own metrics take two.
        int shown = Enumerable.Range(1, metricCount).Count(i => lines.Any(line => line.Contains($"Metric {i} ")));
        Assert.True(shown >= Math.Min(metricCount, 28), $"{shown} shown");
    }

    [Fact]
    public void Markup_in_a_name_is_shown_and_not_obeyed()
    {
        var model = new HostModel();
        model.Consume("NBIRTH", Messages.NBirth(0, Messages.Float("[red]x[/", 1, 1.25f)));
        string screen = string.Join('\n', Render(model));
        Assert.Contains("[red]x[/", screen);
        Assert.Contains("1.250", screen);
    }

    [Fact]
    public void A_finding_takes_the_place_of_the_note()
    {
        var model = new HostModel();
        model.Consume("NDATA", Messages.With(1, new Metric[0]));
        string screen = string.Join('\n', Render(model));
        Assert.Contains("the node is not born", screen);
        Assert.DoesNotContain("a note", screen);
    }

    private static string[] Render(HostModel model, int width = 80, int height = 24)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        var screen = new HostScreen(console, "a title", "a footer");
        console.Write(screen.Build(model, new ScreenStatus(TimeSpan.FromSeconds(3), "a note"), Messages.Utc, width, height));
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
