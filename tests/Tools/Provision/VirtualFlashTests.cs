using FieldNode.Cli;
using FieldNode.Cli.Provision;
using FieldNode.Update;
using FieldNode.Virtual;

namespace FieldNode.Tools.Tests;

public sealed class VirtualFlashTests : IDisposable
{
    private readonly ProvisionBench bench = new();

    [Fact]
    public async Task A_cut_between_the_two_renames_leaves_the_old_flash()
    {
        await bench.RunAsync(bench.Virtual);
        Directory.Move(bench.At("flash7"), bench.At("flash7.former"));
        Directory.CreateDirectory(bench.At("flash7" + DurableFile.UnfinishedEnd));
        new VirtualFlash(bench.At("flash7")).Ready();
        Assert.True(File.Exists(bench.At("flash7", "node.json")));
        Assert.False(Directory.Exists(bench.At("flash7.former")));
        Assert.False(Directory.Exists(bench.At("flash7" + DurableFile.UnfinishedEnd)));
    }

    [Fact]
    public async Task A_cut_while_files_are_written_leaves_no_flash_and_the_next_run_makes_one()
    {
        Directory.CreateDirectory(bench.At("flash7" + DurableFile.UnfinishedEnd));
        File.WriteAllText(bench.At("flash7" + DurableFile.UnfinishedEnd, "node.key"), "half a k");
        await bench.RunAsync(bench.Virtual);
        Assert.Contains("END PRIVATE KEY", File.ReadAllText(bench.At("flash7", "node.key")));
    }

    [Fact]
    public async Task A_board_in_use_is_left_alone()
    {
        await bench.RunAsync(bench.Virtual);
        byte[] before = File.ReadAllBytes(bench.At("flash7", "node.json"));
        bench.Write("node7.json", ProvisionBench.Settings("node7") + "\n");
        using (StateLock.Take(bench.At("flash7", "node")))
        {
            (int status, string said) = await bench.RunAsync(bench.Virtual);
            Assert.Equal(1, status);
            Assert.Contains("the board is in use", said);
        }
        Assert.Equal(before, File.ReadAllBytes(bench.At("flash7", "node.json")));
    }

    [Fact]
    public async Task A_board_that_is_not_there_or_a_folder_of_something_else_is_refused()
    {
        (int status, string said) = await bench.RunAsync(bench.Virtual with { VirtualFolder = bench.At("no", "such", "place") });
        Assert.Equal(2, status);
        Assert.Contains("no board there", said);
        Directory.CreateDirectory(bench.At("photos"));
        bench.Write("photos/cat.jpg", "");
        (status, said) = await bench.RunAsync(bench.Virtual with { VirtualFolder = bench.At("photos") });
        Assert.Equal(2, status);
        Assert.Contains("something else is there", said);
        Assert.True(File.Exists(bench.At("photos", "cat.jpg")));
    }

    [Fact]
    public async Task What_the_node_keeps_itself_stays()
    {
        await bench.RunAsync(bench.Virtual);
        Directory.CreateDirectory(bench.At("flash7", "node"));
        File.WriteAllText(bench.At("flash7", "node", "bdseq.a"), "kept");
        await bench.RunAsync(bench.Virtual);
        Assert.Equal("kept", File.ReadAllText(bench.At("flash7", "node", "bdseq.a")));
    }

    [Fact]
    public async Task A_node_that_is_to_take_updates_gets_the_record_that_keys_wrote_and_a_key_of_its_own_that_stays()
    {
        using KeySigner release = KeySigner.Make();
        using KeySigner rotate = KeySigner.Make();
        var keys = new TrustedKeys(1, 5, release.Key, rotate.Key);
        File.WriteAllBytes(bench.At("update-keys.a"), AbFile.Of(keys.Content));
        ProvisionOptions options = bench.Virtual with { UpdateKeys = bench.At("update-keys.a") };
        await bench.RunAsync(options);
        var kept = new UpdateKeys(new DiskFlashStore(bench.At("flash7", "node")));
        Assert.Equal(keys.Content, kept.ReadTrusted());
        byte[] own = kept.ReadOwn();
        Assert.Equal(UpdateKeys.OwnBytes, own.Length);
        await bench.RunAsync(options);
        Assert.Equal(own, kept.ReadOwn());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.At("flash7", "node", "update-node.a")));
        }
    }

    [Fact]
    public async Task What_is_no_record_of_keys_is_refused_before_anything_is_done()
    {
        bench.Write("update-keys.a", "keys");
        (int status, string said) = await bench.RunAsync(bench.Virtual with { UpdateKeys = bench.At("update-keys.a") });
        Assert.NotEqual(0, status);
        Assert.Contains("no record of keys", said);
        Assert.False(Directory.Exists(bench.At("flash7")));
    }

    public void Dispose() => bench.Dispose();
}
