using FieldNode.Cli.Pages;

namespace FieldNode.Tools.Tests;

/// <summary>docs/symptoms.md has a row with cause and remedy for every number that a node shows.</summary>
public sealed class SymptomsPageTests
{
    [Fact]
    public void Every_member_says_what_it_means_and_what_to_do()
    {
        string[] silent = [.. SymptomsPage.Sections.SelectMany(SymptomsPage.MembersOf).Where(member => SymptomWords.Find(member) is not { Cause.Length: > 0, ToDo.Length: > 0 })
            .Select(member => $"{member.GetType().Name}.{member}")];
        Assert.True(silent.Length == 0, $"say what it means and what to do in tools/fieldnode/Pages/*Symptoms.cs or boards/virtual/Words: {string.Join(", ", silent)}");
    }

    [Fact]
    public void The_page_is_what_the_code_says() => PageFile.AssertCurrent("symptoms", SymptomsPage.Text());

    [Fact]
    public void A_cell_neither_ends_in_a_full_stop_nor_breaks_the_table() =>
        Assert.All(SymptomsPage.Text().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)), row =>
        {
            Assert.Equal(9, row.Count(c => c == '|'));
            Assert.DoesNotContain(". |", row, StringComparison.Ordinal);
            Assert.DoesNotContain("|  |", row, StringComparison.Ordinal);
        });

    [Fact]
    public void Each_metric_that_it_names_is_one_of_the_nodes()
    {
        string[] named = [.. System.Text.RegularExpressions.Regex.Matches(SymptomsPage.Text(), "`((?:Node|Field|Journal|Certificate|Properties)/[^`]+)`").Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.NotNull(MetricWords.Find(name)));
    }
}
