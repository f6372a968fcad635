using FieldNode.Cli;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

public sealed class WatchAsksTests
{
    private readonly HostModel model = new(new HostOptions { JoinsLate = true });

    [Fact]
    public void Who_was_born_before_is_asked_once()
    {
        var asks = new WatchAsks(model, isQuiet: false);
        asks.Take(model.Consume("NDATA", Messages.With(7)));
        asks.Take(model.Consume("NDATA", Messages.With(8)));
        Assert.Equal(new RebirthTarget("g", "n"), asks.Next(0));
        Assert.Null(asks.Next(1_000));
        model.LinkLost();
        asks.LinkLost();
        asks.Take(model.Consume("NDATA", Messages.With(9)));
        Assert.NotNull(asks.Next(2_000));
    }

    [Fact]
    public void Nobody_is_asked_when_it_is_quiet_but_who_was_named()
    {
        var asks = new WatchAsks(model, isQuiet: true);
        asks.Take(model.Consume("NDATA", Messages.With(7)));
        Assert.Null(asks.Next(0));
        asks.Ask(new RebirthTarget("g", "n"));
        Assert.NotNull(asks.Next(0));
    }

    [Fact]
    public void Many_nodes_are_asked_one_after_the_other()
    {
        var asks = new WatchAsks(model, isQuiet: false);
        asks.Ask(new RebirthTarget("g", "a"));
        asks.Ask(new RebirthTarget("g", "b"));
        Assert.NotNull(asks.Next(0));
        Assert.Null(asks.Next(WatchAsks.BetweenMs - 1));
        Assert.NotNull(asks.Next(WatchAsks.BetweenMs));
    }

    [Theory]
    [InlineData(false, "nothing of g/n, which was asked for its births 10 s ago. Does it run")]
    [InlineData(true, "g/n sends data and did not answer our request")]
    public void Who_does_not_answer_is_named_once_with_what_to_do(bool isHeard, string words)
    {
        var asks = new WatchAsks(model, isQuiet: false);
        asks.Ask(new RebirthTarget("g", "n"));
        asks.Next(0);
        if (isHeard)
        {
            model.Consume("NDATA", Messages.With(7));
        }
        Assert.Empty(asks.TakeUnanswered(WatchAsks.AnswerMs - 1));
        string said = Assert.Single(asks.TakeUnanswered(WatchAsks.AnswerMs));
        Assert.StartsWith(words, said);
        Assert.Contains("publish spBv1.0/g/NCMD/n", said);
        Assert.Empty(asks.TakeUnanswered(2 * WatchAsks.AnswerMs));
    }

    [Fact]
    public void Who_answers_is_not_named()
    {
        var asks = new WatchAsks(model, isQuiet: false);
        asks.Ask(new RebirthTarget("g", "n"));
        asks.Next(0);
        model.Consume("NBIRTH", Messages.NBirth(0));
        Assert.Empty(asks.TakeUnanswered(WatchAsks.AnswerMs));
    }
}
