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
    public void A_folder_that_is_not_there_is_no_end_of_the_node() => new KeptNodeFiles(Path.Combine(folder, "none")).Keep(1, [1]);
}
