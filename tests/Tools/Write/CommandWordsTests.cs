using FieldNode.Cli;
using FieldNode.Sparkplug;

namespace FieldNode.Tools.Tests;

/// <summary>docs/watch.md has each verdict, with the words of the program.</summary>
public sealed class CommandWordsTests
{
    [Fact]
    public void The_page_has_each_verdict_with_what_to_do_and_none_that_there_is_not()
    {
        string[] rows = [.. Enum.GetValues<CommandVerdict>().Select(v => $"| {(int)v} | {v} | {CommandWords.Of(v).Meaning} | {CommandWords.Of(v).ToDo} |")];
        string[] held = [.. Page().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(c => c == '|') == 5 && char.IsDigit(line[2]))];
        Assert.Equal(string.Join("\n", rows), string.Join("\n", held));
    }

    [Fact]
    public void A_number_that_nobody_knows_stays_one() => Assert.Contains("verdict 99", CommandWords.Of((CommandVerdict)99).Meaning);

    private static string Page()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Firmware.sln")))
        {
            at = at.Parent;
        }
        return File.ReadAllText(Path.Combine(at!.FullName, "docs", "watch.md"));
    }
}
