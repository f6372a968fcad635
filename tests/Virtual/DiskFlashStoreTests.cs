using System.Text;

namespace FieldNode.Virtual.Tests;

public sealed class DiskFlashStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fieldnode-flash-");
    private readonly DiskFlashStore store;

    public DiskFlashStoreTests()
    {
        store = new DiskFlashStore(folder.FullName);
    }

    public void Dispose()
    {
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_was_written_is_read_from_offset_to_offset()
    {
        Assert.True(store.Write("bdseq.a", [9, 1, 2, 3, 9], 1, 3));

        var buffer = new byte[6];
        Assert.Equal(3, store.Read("bdseq.a", buffer, 2, 4));
        Assert.Equal([0, 0, 1, 2, 3, 0], buffer);
        Assert.Equal(2, store.Read("bdseq.a", buffer, 0, 2));
        Assert.Equal([1, 2, 1, 2, 3, 0], buffer);
    }

    [Fact]
    public void A_second_write_replaces_the_whole_file_and_another_store_sees_it()
    {
        Assert.True(store.Write("a", [1, 2, 3, 4], 0, 4));
        Assert.True(store.Write("a", [5], 0, 1));

        Assert.Equal(1, new DiskFlashStore(folder.FullName).Read("a", new byte[4], 0, 4));
        Assert.Equal(["a"], store.List());
    }

    [Fact]
    public void An_empty_file_is_a_file()
    {
        Assert.True(store.Write("empty", [], 0, 0));

        Assert.Equal(0, store.Read("empty", new byte[4], 0, 4));
        Assert.Equal(["empty"], store.List());
    }

    [Fact]
    public void A_file_that_is_not_there_reads_as_minus_1_and_is_deleted_all_the_same()
    {
        Assert.Equal(-1, store.Read("none", new byte[4], 0, 4));
        Assert.True(store.Delete("none"));
        Assert.True(store.Write("a", [1], 0, 1));
        Assert.True(store.Delete("a"));
        Assert.Equal(-1, store.Read("a", new byte[4], 0, 4));
        Assert.Empty(store.List());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("dot.")]
    [InlineData("../up")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("Capital")]
    [InlineData("~unfinished")]
    [InlineData("a\0b")]
    [InlineData("x23456789012345678901234567890123")]
    public void A_name_that_the_contract_does_not_have_is_refused(string? name)
    {
        Assert.False(store.Write(name!, [1], 0, 1));
        Assert.Equal(-1, store.Read(name!, new byte[4], 0, 4));
        Assert.False(store.Delete(name!));
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public void The_longest_name_and_every_character_pass()
    {
        const string name = "abcxyz0123456789.a-z.45678901234";
        Assert.Equal(32, name.Length);
        Assert.True(store.Write(name, [1], 0, 1));
        Assert.Equal([name], store.List());
    }

    [Fact]
    public void A_cut_during_a_write_leaves_the_old_content_and_the_next_start_cleans_up()
    {
        Assert.True(store.Write("a", Encoding.ASCII.GetBytes("old"), 0, 3));
        File.WriteAllText(Path.Combine(folder.FullName, "~unfinished"), "ne");

        var buffer = new byte[3];
        Assert.Equal(3, store.Read("a", buffer, 0, 3));
        Assert.Equal("old", Encoding.ASCII.GetString(buffer));
        Assert.Equal(["a"], store.List());

        _ = new DiskFlashStore(folder.FullName);
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void A_folder_that_is_gone_is_a_false_and_not_an_exception()
    {
        folder.Delete(recursive: true);

        Assert.False(store.Write("a", [1], 0, 1));
        Assert.Equal(-1, store.Read("a", new byte[1], 0, 1));
        Assert.Empty(store.List());
        folder.Refresh();
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_a_false_and_not_an_exception()
    {
        folder.CreateSubdirectory("a");

        Assert.False(store.Write("a", [1], 0, 1));
        Assert.Equal(-1, store.Read("a", new byte[1], 0, 1));
        Assert.False(store.Delete("a"));
        Assert.Empty(store.List());
    }

    [Fact]
    public void Nonsense_in_arguments_is_a_false_and_leaves_the_old_content()
    {
        Assert.True(store.Write("a", [1, 2, 3], 0, 3));

        Assert.False(store.Write("a", null!, 0, 1));
        Assert.False(store.Write("a", [1], 0, 2));
        Assert.False(store.Write("a", [1], -1, 1));
        Assert.Equal(-1, store.Read("a", new byte[1], 0, 2));
        Assert.Equal(-1, store.Read("a", null!, 0, 1));
        Assert.Equal(3, store.Read("a", new byte[9], 0, 9));
    }

    [Fact]
    public void A_store_that_cannot_be_made_says_so_at_once()
    {
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");

        Assert.Throws<IOException>(() => new DiskFlashStore(file));
    }
}
