namespace FieldNode.Mqtt.Tests;

public sealed class MqttOptionsTests
{
    public static TheoryData<string, Action<MqttOptions>> Bad => new()
    {
        { "Servers", o => o.Servers = [] },
        { "Host", o => o.Servers[0].Host = "" },
        { "ClientId", o => o.ClientId = null! },
        { "WillTopic", o => o.WillTopic = "" },
        { "User", o => o.Servers[0].Password = "secret" },
        { "Port", o => o.Servers[0].Port = 65536 },
        { "KeepAliveS", o => o.KeepAliveS = 0 },
        { "WillBytesMax", o => o.WillBytesMax = 65536 },
        { "ConnAckTimeoutMs", o => o.ConnAckTimeoutMs = 0 },
        { "SubAckTimeoutMs", o => o.SubAckTimeoutMs = 0 },
        { "PingTimeoutMs", o => o.PingTimeoutMs = -1 },
        { "PubAckTimeoutMs", o => o.PubAckTimeoutMs = 0 },
        { "BackoffMinMs", o => o.BackoffMinMs = 300_001 },
        { "BackoffMaxMs", o => o.BackoffMaxMs = 0 },
        { "ConnectDelayMaxMs", o => o.ConnectDelayMaxMs = -1 },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void An_option_that_is_missing_or_out_of_range_is_named_in_construction(
        string name, Action<MqttOptions> spoil)
    {
        string message = Assert.Throws<ArgumentException>(() => new SessionBench(spoil)).Message;
        Assert.StartsWith(name + " is ", message);
        Assert.DoesNotContain("secret", message);
    }
}
