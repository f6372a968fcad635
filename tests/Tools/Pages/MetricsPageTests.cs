using FieldNode.Cli.Pages;

namespace FieldNode.Tools.Tests;

/// <summary>docs/metrics.md has each metric of the births of a node with all options on.</summary>
public sealed class MetricsPageTests
{
    private static readonly IReadOnlyList<BornMetric> Born = AllOptionsNode.Births();

    [Fact]
    public void Every_metric_says_what_it_means_and_what_to_do()
    {
        string[] silent = [.. Born.Select(metric => metric.Name).Where(name => MetricWords.Find(name) is not { When.Length: > 0, Meaning.Length: > 0, ToDo.Length: > 0 })];
        Assert.True(silent.Length == 0, $"describe it in tools/fieldnode/Pages/MetricWords.cs: {string.Join(", ", silent)}");
    }

    [Fact]
    public void What_is_described_twice_does_not_stand_there() => Assert.Equal(MetricWords.All.Length, MetricWords.All.Select(metric => metric.Name).Distinct().Count());

    [Fact]
    public void Only_what_is_always_there_is_in_the_birth_of_a_node_with_nothing_turned_on()
    {
        IReadOnlyList<BornMetric> plain = AllOptionsNode.PlainBirth();
        Assert.Equal(Born.Where(metric => MetricWords.Find(metric.Name)?.When == MetricWords.Always).Select(metric => metric.Name).Order(), plain.Select(metric => metric.Name).Order());
    }

    [Fact]
    public void The_page_is_what_the_births_have() => PageFile.AssertCurrent("metrics", MetricsPage.Text());

    [Fact]
    public void The_page_leaves_no_metric_out() =>
        Assert.Equal(Born.Count, MetricsPage.Text().Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal) || line.StartsWith("| **`", StringComparison.Ordinal)));
}
