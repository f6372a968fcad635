using FieldNode.Cli.Fleet;
using FieldNode.Cli.Pages;

namespace FieldNode.Tools.Tests;

/// <summary>The desk's names and words are those of the pages.</summary>
public sealed class FleetWordsTests
{
    [Fact]
    public void Each_metric_that_is_read_is_one_that_a_node_has() => Assert.All(NodeFactsReader.Names, name => Assert.NotNull(MetricWords.Find(name)));

    [Fact]
    public void Links_of_a_page_are_files_in_a_line()
    {
        Assert.Equal("Rises: raise journal.ramBytes or flashBytes, or shorten the outages", FleetWords.ToDoOfMetric("Journal/Dropped"));
        Assert.Equal("Look the number up under \"How the last run ended\" in docs/symptoms.md", FleetWords.ToDoOfMetric("Node/Last reset"));
    }

    [Theory]
    [InlineData(long.MaxValue, "106751991167300 d")]
    [InlineData(long.MinValue, "0 s")]
    [InlineData(99, "99 s")]
    [InlineData(100, "1 min")]
    [InlineData(7200, "2 h")]
    [InlineData(172_800, "2 d")]
    public void An_amount_of_time_may_be_any_number(long seconds, string words) => Assert.Equal(words, FleetWords.Span(seconds));

    [Theory]
    [InlineData(-2, "ended 2 days ago")]
    [InlineData(-1, "ended 1 day ago")]
    [InlineData(0, "ends today")]
    [InlineData(1, "ends in 1 day")]
    [InlineData(30, "ends in 30 days")]
    public void The_end_of_a_certificate_is_told_as_one_says_it(int days, string words) => Assert.Equal(words, FleetWords.CertificateEnd(days));

    [Fact]
    public void Numbers_that_this_program_does_not_know_stay_numbers()
    {
        Assert.Equal("ended with 99", FleetWords.ResetOf(99));
        Assert.Equal("ended with 5000000000", FleetWords.ResetOf(5_000_000_000));
        Assert.Contains("does not know", FleetWords.ReasonOf(-5).Meaning);
        Assert.False(FleetWords.IsOfTrial(5_000_000_000));
    }
}
