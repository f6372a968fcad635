namespace FieldNode.Lint.Tests;

public sealed class Rules_Tests
{
    [Fact]
    public void Every_rule_is_in_the_table_once_and_says_what_and_why()
    {
        var declared = typeof(Rules).GetFields().Where(f => f.FieldType == typeof(Rule))
            .Select(f => (Rule)f.GetValue(null)!);

        Assert.Equal(declared, Rules.All);
        Assert.Equal(Rules.All.Count, Rules.All.Select(r => r.Id).Distinct().Count());
        Assert.All(Rules.All, r => Assert.True(r.What.Length > 10 && r.Why.Length > 10, r.Id));
    }
}
