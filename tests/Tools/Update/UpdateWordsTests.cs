using FieldNode.Cli;
using FieldNode.Update;

namespace FieldNode.Tools.Tests;

/// <summary>docs/update.md has each state and reason, with the words of the program.</summary>
public sealed class UpdateWordsTests
{
    private static readonly string Page = ReadPage();

    [Fact]
    public void The_page_has_each_reason_with_what_to_do_and_none_that_there_is_not()
    {
        string[] rows = [.. Enum.GetValues<UpdateReason>().Select(reason => $"| {(int)reason} | {reason} | {UpdateWords.Of(reason).Meaning} | {UpdateWords.Of(reason).ToDo} |")];
        string[] held = [.. Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(c => c == '|') == 5 && char.IsDigit(line[2]))];
        Assert.Equal(string.Join("\n", rows), string.Join("\n", held));
    }

    [Fact]
    public void The_page_has_each_state()
    {
        string[] rows = [.. Enum.GetValues<UpdateState>().Select(state => $"| {(int)state} | {state} | {UpdateWords.Of(state)} |")];
        string[] held = [.. Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(c => c == '|') == 4 && char.IsDigit(line[2]))];
        Assert.Equal(string.Join("\n", rows), string.Join("\n", held));
    }

    private static string ReadPage()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Firmware.sln")))
        {
            at = at.Parent;
        }
        return File.ReadAllText(Path.Combine(at!.FullName, "docs", "update.md"));
    }
}
