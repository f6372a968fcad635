namespace FieldNode.Lint.Tests;

/// <summary>
/// What the tests run is what the board runs: a line that only one of them compiles is allowed within a small primitive and nowhere else.
/// </summary>
public sealed class OneSource_Tests(ITestOutputHelper output)
{
    private const int FilesMax = 3;
    private const int LinesMax = 40;

    [Fact]
    public void The_rooms_are_the_same_source_for_board_and_PC_but_for_a_few_primitives()
    {
        var conditional = Sources()
            .Select(file => (Name: Path.GetRelativePath(Built.Sources, file), Lines: ConditionalLines(File.ReadAllLines(file))))
            .Where(file => file.Lines > 0)
            .ToList();

        var summary = string.Join(", ", conditional.Select(file => $"{file.Name}: {file.Lines}"));
        output.WriteLine(summary);
        Assert.True(conditional.Count <= FilesMax && conditional.Sum(file => file.Lines) <= LinesMax,
            $"more than {FilesMax} files or {LinesMax} lines under #if: {summary}");
    }

    [Theory]
    [InlineData("a\nb", 0)]
    [InlineData("a\n#if X\nb\n#endif\nc", 3)]
    [InlineData("#if X\na\n#else\nb\n#endif", 5)]
    [InlineData("#if X\n#if Y\na\n#endif\n#endif\nb", 5)]
    [InlineData("  #if !X\n  a\n  # endif\nb\n#if Z\n#endif", 5)]
    public void All_lines_between_if_and_endif_count_with_both_of_them(string source, int lines)
    {
        Assert.Equal(lines, ConditionalLines(source.Split('\n')));
    }

    private static IEnumerable<string> Sources() => new[] { "proto-lite", "src" }
        .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Built.Sources, room), "*.cs", SearchOption.AllDirectories));

    private static int ConditionalLines(IEnumerable<string> source)
    {
        var depth = 0;
        var lines = 0;
        foreach (var line in source)
        {
            var directive = line.TrimStart() is ['#', .. var rest] ? rest.TrimStart() : "";
            depth += directive.StartsWith("if", StringComparison.Ordinal) ? 1 : 0;
            lines += depth > 0 ? 1 : 0;
            depth -= directive.StartsWith("endif", StringComparison.Ordinal) ? 1 : 0;
        }

        return lines;
    }
}
