namespace FieldNode.Journal.Tests;

public sealed class StoreWatchTests
{
    [Fact]
    public void It_counts_what_the_store_refuses_and_says_whether_it_refused_the_last_write()
    {
        var store = new MemoryStore { Full = true };
        var watch = new StoreWatch(store);
        Assert.False(watch.IsRefusing);
        Assert.False(watch.Write("a", [1], 0, 1));
        Assert.False(watch.Write("a", [1], 0, 1));
        Assert.Equal((2, true), (watch.Refused, watch.IsRefusing));
        store.Full = false;
        Assert.True(watch.Write("a", [7], 0, 1));
        Assert.Equal((2, false), (watch.Refused, watch.IsRefusing));
        byte[] read = new byte[1];
        Assert.Equal((1, 7), (watch.Read("a", read, 0, 1), read[0]));
        Assert.Equal(["a"], watch.List());
        Assert.True(watch.Delete("a"));
        Assert.Empty(store.List());
    }
}
