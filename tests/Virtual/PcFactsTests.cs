namespace FieldNode.Virtual.Tests;

public sealed class PcFactsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fieldnode-facts-").FullName;

    [Fact]
    public void A_pc_is_told_by_its_firmware()
    {
        Put("sys/class/dmi/id/sys_vendor", "Dell Inc.\n");
        Put("sys/class/dmi/id/product_name", "OptiPlex 7090\n");
        var facts = new PcFacts(root);
        Assert.Equal(("Dell Inc.", "OptiPlex 7090"), (facts.HardwareMake, facts.HardwareModel));
    }

    [Fact]
    public void A_board_with_a_device_tree_is_told_by_that_and_its_maker_is_not_guessed()
    {
        Put("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.5\0");
        var facts = new PcFacts(root);
        Assert.Equal((null, "Raspberry Pi 4 Model B Rev 1.5"), (facts.HardwareMake, facts.HardwareModel));
    }

    [Fact]
    public void What_nobody_says_or_an_empty_file_is_not_told()
    {
        Put("sys/class/dmi/id/sys_vendor", "\n");
        var facts = new PcFacts(root);
        Assert.Equal((null, null), (facts.HardwareMake, facts.HardwareModel));
        Assert.NotEmpty(facts.Os);
        Assert.NotEmpty(facts.OsVersion);
    }

    public void Dispose() => Directory.Delete(root, true);

    private void Put(string file, string text)
    {
        string path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
