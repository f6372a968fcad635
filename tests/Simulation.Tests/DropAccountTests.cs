namespace FieldNode.Simulation.Tests;

public sealed class DropAccountTests
{
    [Fact]
    public void What_was_dropped_covers_only_samples_that_were_taken_before()
    {
        var account = new DropAccount();
        account.Note(1000, 0);
        account.Note(2000, 3);
        account.Note(5000, 4);
        Assert.Equal(4, account.Dropped);
        Assert.Equal(0, account.Covers([5001, 6000]));
        Assert.Equal(1, account.Covers([2001, 3000, 4000]));
        Assert.Equal(4, account.Covers([100, 200, 300, 400, 500]));
        Assert.Equal(2, account.Covers([500, 2500, 2600, 5500]));
    }
}
