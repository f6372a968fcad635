using FieldNode.Virtual.Settings;

namespace FieldNode.Virtual.Tests;

public sealed class KeptNodeFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_found_by_its_crc_and_is_no_file_of_the_store()
    {
        var kept = new KeptNodeFiles(folder);
        Assert.Null(kept.PathOf(-1));
        kept.Keep(-1, "{}"u8.ToArray());
        Assert.Equal("{}", File.ReadAllText(kept.PathOf(-1)!));
        Assert.Empty(new DiskFlashStore(folder).List());
    }

    [Fact]
    public void The_last_eight_are_kept()
    {
        var kept = new KeptNodeFiles(folder);
        for (int crc = 1; crc <= 12; crc++)
        {
            kept.Keep(crc, [(byte)crc]);
            File.SetLastWriteTimeUtc(kept.PathOf(crc)!, new DateTime(2026, 1, crc, 0, 0, 0, DateTimeKind.Utc));
        }

        kept.Keep(13, [13]);
        Assert.Equal(KeptNodeFiles.FilesMax, Directory.GetFiles(folder).Length);
        Assert.Null(kept.PathOf(5));
        Assert.NotNull(kept.PathOf(6));
        Assert.NotNull(kept.PathOf(13));
    }

    [Fact]
    public void One_that_runs_again_is_new_again_and_the_one_that_runs_never_goes()
    {
        var kept = new KeptNodeFiles(folder);
        for (int crc = 1; crc <= KeptNodeFiles.FilesMax; crc++)
        {
            kept.Keep(crc, [(byte)crc]);
            File.SetLastWriteTimeUtc(kept.PathOf(crc)!, new DateTime(2026, 1, crc, 0, 0, 0, DateTimeKind.Utc));
        }

        kept.Keep(1, [1]);
        kept.Keep(9, [9]);
        Assert.NotNull(kept.PathOf(1));
        Assert.Null(kept.PathOf(2));

        foreach (string file in Directory.GetFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(1)); // this machine's clock is behind
        }
        kept.Keep(10, [10]);
        Assert.NotNull(kept.PathOf(10));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_end_of_the_node() => new KeptNodeFiles(Path.Combine(folder, "none")).Keep(1, [1]);
}
