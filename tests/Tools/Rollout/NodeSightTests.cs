using FieldNode.Cli;
using FieldNode.Cli.Rollouts;
using FieldNode.Host;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>What a desk knows of a node by its births.</summary>
public sealed class NodeSightTests
{
    [Fact]
    public void After_a_lost_link_the_version_of_an_earlier_birth_is_held_against_nothing()
    {
        var sight = new NodeSight("g", "n");
        Born(sight, "1.0.0");
        Assert.Equal("1.0.0", sight.Firmware);
        sight.LinkLost(); // and the node restarts into 2.0.0 before we are back, so only its devices' births are heard
        Assert.Null(sight.Firmware);
        Born(sight, "2.0.0 abc");
        Assert.Equal("2.0.0", sight.Firmware);
    }

    private static void Born(NodeSight sight, string version)
    {
        byte[] payload = Messages.NBirth(1, [FleetStage.Text("Properties/Firmware version", version, 1)]).ToByteArray();
        sight.Hear(new Received("spBv1.0/g/NBIRTH/n", payload, DateTime.UtcNow, Retained: false), SparkplugTopic.Parse("spBv1.0/g/NBIRTH/n", out _)!);
    }
}
