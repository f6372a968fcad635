using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class HostWarningsTests
{
    [Theory]
    [InlineData("256.1.1.1", "is no IPv4 address")]
    [InlineData("10.1.2", "is no IPv4 address")]
    [InlineData("10.1.2.3.4", "is no IPv4 address")]
    [InlineData("broker.12", "is no IPv4 address")]
    [InlineData("0.0.0.0", "means no machine")]
    [InlineData("239.1.2.3", "is a multicast address")]
    [InlineData("255.255.255.255", "is no machine's address")]
    [InlineData("10.1.2.010", "zero in front")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123.example", "more than 63 characters")]
    public void A_host_that_no_machine_can_have_stops_the_work(string host, string said)
    {
        SettingsWarning warning = Assert.Single(HostWarnings.Of(Sample.Parse(Sample.With(("broker.host", $"\"{host}\""))).Settings!));
        Assert.StartsWith($"broker.host: \"{host[..3]}", warning.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, warning.What, StringComparison.Ordinal);
        Assert.True(warning.StopsWork);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("broker_1")]
    [InlineData("3com.example")]
    public void Others_are_in_order(string host) => Assert.Null(HostWarnings.WhyNot(host));

    [Fact]
    public void A_broker_that_is_there_twice_is_told()
    {
        var settings = Sample.Parse(Sample.With(("otherBrokers", """[{ "host": "b2" }, { "host": "BROKER.dmz.example" }, { "host": "b2", "port": 443 }]"""))).Settings!;
        SettingsWarning warning = Assert.Single(HostWarnings.Of(settings));
        Assert.Equal("warning: otherBrokers[1].host: BROKER.dmz.example:8883 is broker already — remove it, or write the other broker", warning.ToString());
    }
}
