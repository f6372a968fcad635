using FieldNode.Host;

namespace FieldNode.Tools.Tests;

public sealed class SparkplugTopicTests
{
    [Theory]
    [InlineData("spBv1.0/g/NBIRTH/n", MessageType.NBirth, null)]
    [InlineData("spBv1.0/g/NDEATH/n", MessageType.NDeath, null)]
    [InlineData("spBv1.0/g/NCMD/n", MessageType.NCmd, null)]
    [InlineData("spBv1.0/g/DDATA/n/d", MessageType.DData, "d")]
    [InlineData("spBv1.0/g/DDEATH/n/d", MessageType.DDeath, "d")]
    public void A_topic_is_taken_apart_and_put_together_again(string text, MessageType type, string? device)
    {
        SparkplugTopic? topic = SparkplugTopic.Parse(text, out _);

        Assert.Equal(new SparkplugTopic(type, "g", "n", device), topic);
        Assert.Equal(text, topic!.ToString());
    }

    [Fact]
    public void A_state_topic_names_a_host_and_no_group()
    {
        SparkplugTopic? topic = SparkplugTopic.Parse("spBv1.0/STATE/scada", out _);

        Assert.Equal(new SparkplugTopic(MessageType.State, "", "scada", null), topic);
    }

    [Theory]
    [InlineData("spAv1.0/g/NBIRTH/n", "first level")]
    [InlineData("spBv1.0/g/NBIRTH", "levels")]
    [InlineData("spBv1.0/g/NBIRTH/n/d/e", "levels")]
    [InlineData("spBv1.0/g/nbirth/n", "unknown message type")]
    [InlineData("spBv1.0/g/NBIRTH/n/d", "with a device id")]
    [InlineData("spBv1.0/g/DBIRTH/n", "without a device id")]
    [InlineData("spBv1.0//NBIRTH/n", "empty")]
    [InlineData("spBv1.0/g/DBIRTH/n/", "empty")]
    public void Any_other_topic_is_refused_with_the_reason(string text, string reasonPart)
    {
        Assert.Null(SparkplugTopic.Parse(text, out string reason));
        Assert.Contains(reasonPart, reason);
    }
}
