using FieldNode.Virtual.Settings;

namespace FieldNode.PurdueLab.Tests;

public sealed class NodeFilesTests
{
    [Fact]
    public void The_product_takes_each_node_file_of_the_lab()
    {
        foreach (string file in new[]
        {
            NodeFiles.OfLab("node1", Plan.PlantBroker, "/dev/pts/1", hasDryer: false), NodeFiles.OfLab("node1", Plan.DmzBroker, "/dev/pts/1", hasDryer: true),
            NodeFiles.OfLab("node1", Plan.DmzBroker, "/dev/pts/1", hasDryer: true, isLoose: true), NodeFiles.Small("node8", Plan.PlantBroker),
        })
        {
            string path = Path.GetTempFileName();
            File.WriteAllText(path, file);
            SettingsResult read = SettingsFile.Read(path);
            File.Delete(path);
            Assert.Empty(read.Faults.Select(fault => fault.ToString()));
        }
    }

    [Fact]
    public void What_is_left_open_is_the_bound_on_writes_alone()
    {
        string held = NodeFiles.OfLab("node1", Plan.DmzBroker, "/dev/pts/1", hasDryer: false);
        string loose = NodeFiles.OfLab("node1", Plan.DmzBroker, "/dev/pts/1", hasDryer: false, isLoose: true);

        Assert.Equal(loose, held.Replace($"\"writesPerMinuteMax\":{NodeFiles.WritesPerMinute}", "\"writesPerMinuteMax\":0", StringComparison.Ordinal));
        Assert.NotEqual(loose, held);
    }
}
