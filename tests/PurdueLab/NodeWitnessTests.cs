namespace FieldNode.PurdueLab.Tests;

public sealed class NodeWitnessTests
{
    private static readonly NodeWitness Before = new(Writes: 3, Births: 2, Deaths: 1, Inbound: 0);
    private static readonly AttackResult Nothing = new("", false);

    [Fact]
    public void Nothing_that_changed_is_nothing_wrong() => Assert.Empty(Judge(Before, Nothing));

    [Fact]
    public void Each_thing_that_changes_is_named()
    {
        Assert.Contains("1 writes arrived", Assert.Single(Judge(Before with { Writes = 4 }, Nothing)));
        Assert.Contains("born 2 times", Assert.Single(Judge(Before with { Births = 4 }, Nothing)));
        Assert.Contains("session ended 1 times", Assert.Single(Judge(Before with { Deaths = 2 }, Nothing)));
        Assert.Contains("9 packets from beyond", Assert.Single(Judge(Before with { Inbound = 9 }, Nothing)));
        Assert.Contains("nothing live for 5.1 s", Assert.Single(Judge(Before, Nothing, gapMs: 5100)));
        Assert.Contains("process has ended", Assert.Single(Judge(Before, Nothing, hasExited: true)));
    }

    [Fact]
    public void What_belongs_to_the_attack_is_allowed_and_no_more()
    {
        AttackResult result = Nothing with { WritesAllowed = 20, BirthsAllowed = 1, DeathsAllowed = 1 };

        Assert.Empty(Judge(new NodeWitness(23, 3, 2, 0), result));
        Assert.Equal(3, Judge(new NodeWitness(24, 4, 3, 0), result).Count);
    }

    private static IReadOnlyList<string> Judge(NodeWitness after, AttackResult result, double gapMs = 100, bool hasExited = false) =>
        NodeWitness.Judge(Before, after, result, gapMs, 5000, hasExited);
}
