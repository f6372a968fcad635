namespace FieldNode.Sparkplug.Tests;

public sealed class RebirthBudgetTests
{
    private readonly RebirthBudget budget = new();

    [Fact]
    public void Eight_are_served_at_once_and_the_ninth_is_refused()
    {
        Assert.Equal(RebirthBudget.Burst, Served(20, 1_000));
    }

    [Fact]
    public void One_more_comes_each_ten_seconds()
    {
        Served(8, 0);
        Assert.False(budget.TryTake(RebirthBudget.RefillMs - 1));
        Assert.True(budget.TryTake(RebirthBudget.RefillMs));
        Assert.False(budget.TryTake(2 * RebirthBudget.RefillMs - 1));
        Assert.True(budget.TryTake(2 * RebirthBudget.RefillMs));
    }

    [Fact]
    public void A_rest_of_any_length_saves_up_no_more_than_the_bucket_holds()
    {
        Served(8, 0);
        Assert.Equal(RebirthBudget.Burst, Served(20, 86_400_000));
        Assert.Equal(0, Served(5, 86_400_000 + RebirthBudget.RefillMs - 1));
    }

    [Fact]
    public void The_time_that_a_bucket_was_full_is_not_counted_for_its_first_refill()
    {
        Assert.True(budget.TryTake(0));
        Assert.True(budget.TryTake(500_000)); // full again by then: this starts the count
        Assert.Equal(7, Served(20, 500_001));
        Assert.False(budget.TryTake(500_000 + RebirthBudget.RefillMs - 1));
        Assert.True(budget.TryTake(500_000 + RebirthBudget.RefillMs));
    }

    private int Served(int asked, long nowMs) => Enumerable.Range(0, asked).Count(_ => budget.TryTake(nowMs));
}
