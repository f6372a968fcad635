namespace FieldNode.Virtual.Tests;

public sealed class StateLockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_is_one_nodes_until_that_ends()
    {
        string state = Path.Combine(folder, "new", "state");
        using (StateLock.Take(state))
        {
            var refused = Assert.Throws<IOException>(() => StateLock.Take(state));
            Assert.Equal($"state folder {state}: another node uses it. End that one first, or give this one its own: --state DIR", refused.Message);
        }

        StateLock.Take(state).Dispose();
    }

    [Fact]
    public void The_lock_is_no_file_of_the_store()
    {
        using StateLock taken = StateLock.Take(folder);
        Assert.Empty(new DiskFlashStore(folder).List());
    }

    [Fact]
    public void A_file_is_no_state_folder()
    {
        string file = Path.Combine(folder, "node.json");
        File.WriteAllText(file, "{}");
        Assert.Contains("a file, not a folder", Assert.Throws<IOException>(() => StateLock.Take(file)).Message);
        Assert.Contains("it cannot be made", Assert.Throws<IOException>(() => StateLock.Take(Path.Combine(file, "state"))).Message);
    }
}
