namespace FieldNode.Update.Tests;

public sealed class TokenBucketTests
{
    [Fact]
    public void So_many_at_once_and_one_more_for_each_period()
    {
        var bucket = new TokenBucket(3, 100, 3);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.Take(1000)));

        Assert.False(bucket.Take(1099));
        Assert.True(bucket.Take(1100));
        Assert.False(bucket.Take(1150));
        Assert.True(bucket.Take(1200));
    }

    [Fact]
    public void It_never_holds_more_than_its_size()
    {
        var bucket = new TokenBucket(2, 100, 2);
        bucket.Take(0);

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => bucket.Take(1_000_000_000)));
    }

    [Fact]
    public void Looking_takes_nothing()
    {
        var bucket = new TokenBucket(1, 100, 1);

        Assert.True(bucket.Has(0) && bucket.Has(0) && bucket.Take(0));
        Assert.False(bucket.Has(0));
    }

    [Fact]
    public void It_begins_with_less_and_fills_from_the_first_look_on_whatever_the_clock_shows_then()
    {
        var bucket = new TokenBucket(3, 100, 1);
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => bucket.Take(1_000_000)));

        Assert.False(bucket.Take(1_000_099));
        Assert.True(bucket.Take(1_000_100));
    }
}
