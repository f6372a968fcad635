using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Spectre.Console;

namespace FieldNode.Tools.Tests;

/// <summary>The screen of a watch, and what keys do to it.</summary>
public sealed class WatchScreenTests
{
    private readonly HostModel model = new();
    private readonly WatchView view = new();
    private readonly StringWriter text = new();
    private readonly WatchScreen screen;
    private readonly IAnsiConsole console;
    private WatchStatus status = new(TimeSpan.FromSeconds(3));

    public WatchScreenTests()
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        screen = new WatchScreen(console, "a title", view, hasKeys: true);
    }

    [Theory]
    [InlineData(80, 24, 3)]
    [InlineData(80, 24, 300)]
    [InlineData(120, 40, 300)]
    [InlineData(40, 12, 300)]
    public void It_fits_the_terminal_whatever_there_is_to_show(int width, int height, int count)
    {
        Bear(count, "a-device-with-quite-a-long-name", i => $"Folder/A rather long metric name of more than forty letters {i}");
        model.Consume("NDATA", Messages.With(77));
        string[] lines = Draw(width, height);
        Assert.True(lines.Length < height, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(Cells.Width(line) <= width, line));
    }

    [Fact]
    public void Names_give_way_before_qualities_do_and_the_whole_name_stands_below()
    {
        string device = new('D', 60);
        string tag = new string('t', 90) + "END";
        Bear(1, device, _ => tag, quality: 0, reason: 16);
        string[] lines = Draw(80, 24);
        Assert.Contains(lines, line => line.Contains("bad (out of service)") && line.Contains("END"));
        Assert.Contains($"g/n/{device}/{tag}", string.Concat(lines.Where(line => !line.StartsWith("> ", StringComparison.Ordinal))).Replace("─", ""));
    }

    [Fact]
    public void Names_from_the_network_cannot_drive_the_terminal_nor_break_the_columns()
    {
        Bear(1, "[red]x", _ => "[/] 流量计 \u001b[31m\u202e🌡\u200b");
        string[] lines = Draw(80, 24);
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        Assert.Contains(lines, line => line.Contains("[red]x"));
        Assert.Contains(lines, line => line.Contains("[/] 流量计 \\u001b[31m\\u202e🌡\\u200b"));
        Assert.All(lines, line => Assert.True(Cells.Width(line) <= 80, line));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void What_to_do_is_never_cut(int width)
    {
        Bear(50, "d", i => $"Tag {i}");
        status = status with { Trouble = new string('x', 900) + " Look whether the broker runs", Note = "nothing of group plant for 12 s. Upper and lower case count" };
        string all = string.Join(' ', Draw(width, 24).Select(line => line.Trim()));
        Assert.Contains("Look whether the broker runs", all);
        Assert.Contains("Upper and lower case count", all);
    }

    [Fact]
    public void A_search_shows_tags_that_have_all_words_in_name_or_quality()
    {
        Bear(30, "d", i => $"Tag {i}");
        Draw();
        Type("/TAG 17");
        Assert.Contains(Draw(), line => line.Contains("Tag 17"));
        Assert.DoesNotContain(view.Tags(model), row => row.Metric.Name == "Tag 1");
        Press(ConsoleKey.Enter);
        Type("q"); // no letter of the search any more
        Assert.True(view.WantsEnd);
        Press(ConsoleKey.Escape);
        Assert.Equal(32, view.Tags(model).Count);
        Type("/nothing such");
        Assert.Contains(Draw(), line => line.Contains("no tag is like this; Esc shows all"));
    }

    [Fact]
    public void Bad_ones_come_first_when_they_are_asked_for()
    {
        Bear(30, "d", i => $"Tag {i}");
        Metric bad = Messages.ByAlias(29, 1);
        bad.Properties = new PropertySet { Keys = { "Quality", "QualityReason" }, Values = { new PropertyValue { Type = 3, IntValue = 0 }, new PropertyValue { Type = 3, IntValue = 2 } } };
        model.Consume("DDATA d", Messages.With(2, bad));
        Draw();
        Type("b");
        Assert.Equal("Tag 29", view.Tags(model)[0].Metric.Name);
        Assert.Contains(Draw(), line => line.StartsWith("> ", StringComparison.Ordinal) && line.Contains("bad (no answer)"));
    }

    [Fact]
    public void The_tree_shows_devices_and_Enter_the_tags_of_one()
    {
        Bear(5, "d1", i => $"Tag {i}");
        model.Consume("DBIRTH d2", Messages.With(2, Messages.Float("Other", 100, 1)));
        model.Consume("DDEATH d2", Messages.With(3));
        Draw();
        Type("t");
        Assert.Contains(Draw(), line => line.Contains("  d2") && line.Contains("offline"));
        Press(ConsoleKey.End);
        Draw();
        Press(ConsoleKey.Enter);
        Assert.Equal(["Other"], view.Tags(model).Select(row => row.Metric.Name));
        Assert.Contains(Draw(), line => line.Contains("in g/n/d2/"));
        Press(ConsoleKey.Escape);
        Assert.Equal(8, view.Tags(model).Count);
    }

    [Fact]
    public void It_scrolls_and_stays_on_its_tag_when_others_come()
    {
        Bear(100, "d", i => $"Tag {i}");
        Draw();
        Press(ConsoleKey.PageDown);
        Press(ConsoleKey.PageDown);
        Press(ConsoleKey.DownArrow);
        string on = Draw().Single(line => line.StartsWith("> ", StringComparison.Ordinal));
        model.Consume("DBIRTH a", Messages.With(2, [.. Enumerable.Range(200, 9).Select(i => Messages.Float($"New {i}", (ulong)i, i))])); // above it
        Assert.Equal(on.Split("Tag")[1], Draw().Single(line => line.StartsWith("> ", StringComparison.Ordinal)).Split("Tag")[1]);
        Press(ConsoleKey.Home);
        Assert.Contains("New 200", Draw().Single(line => line.StartsWith("> ", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_offline_device_and_a_lost_link_are_said_in_words()
    {
        Bear(1, "d", _ => "Tag");
        model.Consume("DDEATH d", Messages.With(2));
        Assert.Contains(Draw(), line => line.Contains("Tag") && line.Contains("offline"));
        model.LinkLost();
        Assert.Contains(Draw(), line => line.Contains("Tag") && line.Contains("not known"));
    }

    private void Bear(int count, string device, Func<int, string> name, int quality = 192, int reason = 0)
    {
        model.Consume("NBIRTH", Messages.NBirth(0));
        Metric[] metrics = [.. Enumerable.Range(1, count).Select(i => Messages.Float(name(i), (ulong)i, i))];
        foreach (Metric metric in metrics.Where(_ => quality != 192))
        {
            metric.Properties = new PropertySet
            {
                Keys = { "Quality", "QualityReason" },
                Values = { new PropertyValue { Type = 3, IntValue = (uint)quality }, new PropertyValue { Type = 3, IntValue = (uint)reason } },
            };
        }
        model.Consume("DBIRTH " + device, Messages.With(1, metrics));
    }

    private void Type(string keys)
    {
        foreach (char key in keys)
        {
            screen.Take(new ConsoleKeyInfo(key, key == ' ' ? ConsoleKey.Spacebar : ConsoleKey.None, false, false, false));
        }
    }

    private void Press(ConsoleKey key) => screen.Take(new ConsoleKeyInfo('\0', key, false, false, false));

    private string[] Draw(int width = 80, int height = 24)
    {
        text.GetStringBuilder().Clear();
        console.Profile.Width = width;
        console.Write(screen.Build(model, status, Messages.Utc, width, height));
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
