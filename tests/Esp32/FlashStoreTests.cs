namespace FieldNode.Esp32.Tests;

public sealed class FlashStoreTests
{
    private readonly FakeChip chip = new();
    private readonly FlashStore store = new(FlashStore.UsualFolder);
    private readonly byte[] buffer = new byte[64];

    [Fact]
    public void What_is_written_is_read_whole_though_a_read_gives_less()
    {
        byte[] content = [.. Enumerable.Range(0, 50).Select(i => (byte)i)];
        Assert.True(store.Write("time.a", content, 3, 40));

        Assert.Equal(40, store.Read("time.a", buffer, 1, 60));
        Assert.Equal(content[3..43], buffer[1..41]);
        Assert.Equal(["time.a"], store.List());
        Assert.Equal(["I:\\node"], chip.Folders);
        Assert.Empty(chip.OpenFiles);
    }

    [Fact]
    public void What_is_not_there_is_minus_one_and_deleting_it_is_done()
    {
        Assert.Equal(-1, store.Read("x", buffer, 0, 1));
        Assert.True(store.Delete("x"));
        store.Write("x", buffer, 0, 1);
        Assert.True(store.Delete("x"));

        Assert.Equal(-1, store.Read("x", buffer, 0, 1));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_drive_that_is_full_leaves_what_was_there_and_no_file_open(bool atWrite, bool atClose)
    {
        store.Write("x", [7], 0, 1);
        chip.IsDriveFull = atWrite;
        chip.IsDriveFullAtClose = atClose;
        Assert.False(store.Write("x", [8, 9], 0, 2));

        Assert.Equal(1, store.Read("x", buffer, 0, 9));
        Assert.Equal(7, buffer[0]);
        Assert.Empty(chip.OpenFiles);
    }

    [Fact]
    public void A_drive_that_answers_nothing_is_no_exception()
    {
        chip.Files["I:\\node\\x"] = [1];
        chip.IsDriveBroken = true;
        var other = new FlashStore("I:\\other");

        Assert.False(store.Write("x", [1], 0, 1));
        Assert.Equal(-1, store.Read("x", buffer, 0, 1));
        Assert.False(store.Delete("x"));
        Assert.Empty(other.List());
    }
}
