using FieldNode.Cli;
using FieldNode.Cli.Rollouts;

namespace FieldNode.Tools.Tests;

public sealed class RingsTests
{
    [Fact]
    public void Rings_grow_to_all_nodes_and_their_order_is_drawn_and_the_same_again()
    {
        List<RolloutNode> nodes = Nodes(200);
        Assert.Equal(["canary", "10%", "50%", "100%"], Rings.Assign(nodes, "2", ["10%", "50%", "100%"], "abc"));
        Assert.Equal([2, 18, 80, 100], Enumerable.Range(0, 4).Select(ring => nodes.Count(node => node.Ring == ring)));
        List<RolloutNode> again = Nodes(200);
        again.Reverse();
        Rings.Assign(again, "2", ["10%", "50%", "100%"], "abc");
        Assert.Equal(nodes.Select(node => (node.Name, node.Ring)), again.Select(node => (node.Name, node.Ring)));
        Assert.NotEqual(nodes.Select(node => node.Name), nodes.Select(node => node.Name).Order());
        List<RolloutNode> other = Nodes(200);
        Rings.Assign(other, "2", ["10%", "50%", "100%"], "abd"); // another bundle tries others first
        Assert.NotEqual(nodes.Select(node => node.Name), other.Select(node => node.Name));
    }

    [Fact]
    public void The_canary_that_was_named_comes_first_and_one_that_is_not_there_is_told()
    {
        List<RolloutNode> nodes = Nodes(5);
        Rings.Assign(nodes, "n3", ["100%"], "abc");
        Assert.Equal(("n3", 1), (nodes[0].Name, nodes.Count(node => node.Ring == 0)));
        Assert.Equal(ExitStatus.Usage, Assert.Throws<UserError>(() => Rings.Assign(Nodes(5), "n9", ["100%"], "abc")).Status);
    }

    [Fact]
    public void One_node_is_its_own_canary_and_rings_without_a_node_are_left_out()
    {
        List<RolloutNode> nodes = Nodes(1);
        Assert.Equal(["canary"], Rings.Assign(nodes, "3", ["10%", "50%", "100%"], "abc"));
    }

    [Theory]
    [InlineData("10%,50%")]
    [InlineData("ten,100%")]
    [InlineData("0,100%")]
    [InlineData("110%,100%")]
    [InlineData("10%%,100%")]
    [InlineData("")]
    public void Rings_that_are_none_are_refused(string text) => Assert.Equal(ExitStatus.Usage, Assert.Throws<UserError>(() => Rings.Parse(text)).Status);

    [Fact]
    public void A_share_stops_earlier_in_small_rings_and_a_number_always_at_the_same()
    {
        StopRule share = StopRule.Parse("5%");
        Assert.Equal([1, 1, 1, 5, 10], new[] { 1, 20, 39, 100, 200 }.Select(share.FailuresAt));
        Assert.Equal([3, 3], new[] { 1, 200 }.Select(StopRule.Parse("3").FailuresAt));
        Assert.Equal(("5%", "0.5%", "3"), (share.ToString(), StopRule.Parse("0.5%").ToString(), StopRule.Parse("3").ToString()));
        foreach (string wrong in new[] { "0", "-1", "0%", "101%", "many", "", "%", "5 %" })
        {
            Assert.Throws<UserError>(() => StopRule.Parse(wrong));
        }
    }

    [Fact]
    public void Patterns_match_whole_names_with_stars_and_question_marks()
    {
        var pattern = new NodePattern("Boiler-*, K?ln-1*9");
        Assert.All(new[] { "Boiler-", "Boiler-7", "Boiler-*", "Kiln-19", "Kiln-1xx99" }, name => Assert.True(pattern.Has(name), name));
        Assert.All(new[] { "boiler-7", "XBoiler-7", "Kiln-1", "Kiln-19x", "Kln-19" }, name => Assert.False(pattern.Has(name), name));
        Assert.Equal(["a"], new NodePattern("a,b*").Exact);
        foreach (string wrong in new[] { "", "a,,b", "kiln/a", "+", "#" })
        {
            Assert.Throws<UserError>(() => new NodePattern(wrong));
        }
    }

    private static List<RolloutNode> Nodes(int count) => [.. Enumerable.Range(0, count).Select(i => new RolloutNode { Name = $"n{i}" })];
}
