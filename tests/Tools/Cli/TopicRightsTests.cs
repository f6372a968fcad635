using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class TopicRightsTests
{
    private readonly TopicRights rights = new("demo", "node1", "host1");

    [Theory]
    [InlineData("node1", "spBv1.0/demo/NBIRTH/node1", true)]
    [InlineData("node1", "spBv1.0/demo/DDATA/node1/pump", true)]
    [InlineData("node1", "spBv1.0/demo/NDATA/node2", false)]
    [InlineData("node1", "spBv1.0/other/NDATA/node1", false)]
    [InlineData("node1", "spBv1.0/demo/NCMD/node1", false)]
    [InlineData("node1", "spBv1.0/STATE/host1", false)]
    [InlineData("node1", "anything", false)]
    [InlineData("host1", "spBv1.0/demo/NCMD/node1", true)]
    [InlineData("host1", "spBv1.0/demo/DCMD/node1/pump", true)]
    [InlineData("host1", "spBv1.0/demo/NDATA/node1", false)]
    [InlineData("host1", "spBv1.0/other/NCMD/node1", false)]
    [InlineData("stranger", "spBv1.0/demo/NBIRTH/node1", false)]
    [InlineData(null, "spBv1.0/demo/NBIRTH/node1", false)]
    public void Publishing_is_bound_to_the_name(string? name, string topic, bool allowed) =>
        Assert.Equal(allowed, rights.MayPublish(name, topic));

    [Theory]
    [InlineData("node1", "spBv1.0/demo/NCMD/node1", true)]
    [InlineData("node1", "spBv1.0/demo/NCMD/node1/#", true)]
    [InlineData("node1", "spBv1.0/demo/DCMD/node1/+", true)]
    [InlineData("node1", "spBv1.0/demo/DCMD/node1/pump", true)]
    [InlineData("node1", "spBv1.0/STATE/host1", true)]
    [InlineData("node1", "spBv1.0/demo/NCMD/+", false)]
    [InlineData("node1", "spBv1.0/+/NCMD/node1", false)]
    [InlineData("node1", "spBv1.0/demo/NCMD/node12", false)]
    [InlineData("node1", "spBv1.0/demo/NDATA/node1", false)]
    [InlineData("node1", "#", false)]
    [InlineData("host1", "spBv1.0/#", true)]
    [InlineData("host1", "#", false)]
    [InlineData("host1", "+/#", false)]
    [InlineData("stranger", "spBv1.0/demo/NCMD/node1", false)]
    [InlineData(null, "spBv1.0/#", false)]
    public void Subscribing_is_bound_to_the_name(string? name, string filter, bool allowed) =>
        Assert.Equal(allowed, rights.MaySubscribe(name, filter));
}
