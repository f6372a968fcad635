namespace FieldNode.Virtual.Tests;

public sealed class DurableFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it()
    {
        string file = Path.Combine(folder, "a");
        DurableFile.Write(file, "first and longer");
        DurableFile.Write(file, "second ü");
        Assert.Equal("second ü", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(folder));
    }

    [Fact]
    public void What_a_cut_left_half_written_is_written_over_whatever_its_mode()
    {
        string file = Path.Combine(folder, "a");
        File.WriteAllText(file, "old");
        File.WriteAllText(file + DurableFile.UnfinishedEnd, "half of something that others may read");
        DurableFile.WriteSecret(file, "new");
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(folder));
        AssertOwnersOnly(file);
    }

    [Fact]
    public void Only_the_owner_may_read_a_secret_even_where_others_could_read_what_was_there()
    {
        string file = Path.Combine(folder, "a");
        File.WriteAllText(file, "for all");
        DurableFile.WriteSecret(file, "for me");
        AssertOwnersOnly(file);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        string file = Path.Combine(folder, "a");
        DurableFile.Write(file, "old");
        Directory.CreateDirectory(file + DurableFile.UnfinishedEnd);
        Assert.ThrowsAny<Exception>(() => DurableFile.Write(file, "new"));
        Assert.Equal("old", File.ReadAllText(file));
    }

    [Fact]
    public void A_private_folder_is_for_its_owner_and_is_published_as_a_whole()
    {
        string unfinished = Path.Combine(folder, ".new");
        DurableFile.CreatePrivateFolder(unfinished);
        DurableFile.WriteSecret(Path.Combine(unfinished, "key"), "k");
        DurableFile.PublishFolder(unfinished, Path.Combine(folder, "named"));
        Assert.Equal("k", File.ReadAllText(Path.Combine(folder, "named", "key")));
        Assert.False(Directory.Exists(unfinished));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(folder, "named")));
        }
    }

    private static void AssertOwnersOnly(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
