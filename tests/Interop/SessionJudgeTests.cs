using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.Interop.Tests;

/// <summary>The judge beside every test: it names a broken session, and no test can go without it.</summary>
public sealed partial class SessionJudgeTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_session_that_breaks_the_specification_fails_the_test_in_which_it_ran()
    {
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await using var stage = new Stage();
            MqttNetBroker broker = stage.Own(new MqttNetBroker(stage));
            await broker.StartAsync();
            await SpoilAsync(stage);
        });
        string said = Assert.IsType<Xunit.Sdk.TrueException>(failure).Message;
        Assert.Contains("the node broke Sparkplug:", said, StringComparison.Ordinal);
        Assert.Matches(@"payloads-ndata-order \(.+\) 1 time\(s\), first \d\d:\d\d:\d\d\.\d+ spBv1\.0/plant/NDATA/node1: the node is not born", said);
        Assert.Contains("payloads-ndata-retain (", said, StringComparison.Ordinal);
        Assert.Contains("message-flow-edge-node-birth-publish-will-message (", said, StringComparison.Ordinal);
        Assert.Contains("message-flow-edge-node-ncmd-subscribe (", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_that_nobody_could_read_along_fails_the_test_too()
    {
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await using var stage = new Stage();
            stage.TapPort(Settings(stage));
            stage.Judge!.Blind(new InvalidOperationException("no packet"));
        });
        Assert.Contains("could not be read: System.InvalidOperationException: no packet", Assert.IsType<Xunit.Sdk.TrueException>(failure).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_nothing_may_stand_between_what_the_host_hears_is_judged()
    {
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await using var stage = new Stage();
            var judge = new SessionJudge(Settings(stage), isTapped: false);
            judge.TellHeard("spBv1.0/plant/NBIRTH/node1", new Payload { Seq = 1, Timestamp = Now() }.ToByteArray(), DateTime.UtcNow, false);
            judge.ThrowIfBroken(hasBirths: true);
        });
        Assert.Contains("topics-nbirth-seq-num (", Assert.IsType<Xunit.Sdk.TrueException>(failure).Message);
    }

    [Fact]
    public void Births_that_went_by_ungraded_fail_the_test()
    {
        var judge = new SessionJudge(new NodeSettings { Group = Stage.Group, Node = Stage.NodeName }, isTapped: true);
        Assert.Throws<Xunit.Sdk.TrueException>(() => judge.ThrowIfBroken(hasBirths: true));
        judge.ThrowIfBroken(hasBirths: false);
    }

    // The stage is the only way to a node, and the tests of TLS are the only ones that may ask it to step aside.
    [Fact]
    public void No_test_starts_a_node_past_the_judge()
    {
        string[] sources = Directory.GetFiles(Path.Combine(Peers.Root(), "tests", "Interop"), "*.cs");
        Assert.True(sources.Length > 30);
        Assert.Equal(["Stage.cs"], With(sources, NodeStart()));
        Assert.Equal(["BrokerCertificateTests.cs", "NodeCertificateTests.cs", "TlsPeer.cs"], With(sources, Straight()));
    }

    private static IEnumerable<string> With(string[] sources, Regex what) => sources
        .Where(path => what.IsMatch(File.ReadAllText(path))).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>No will, no subscription, and data before any birth.</summary>
    private static async Task SpoilAsync(Stage stage)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        X509Certificate2 own = TlsFiles.LoadOwn(stage.In(Stage.NodeName + ".pem"), stage.In(Stage.NodeName + ".key"));
        var trust = new BrokerTrust(TlsFiles.LoadCa(stage.In("ca.pem")), BrokerTrust.ServerUsage);
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("localhost", stage.TapPort(Settings(stage))).WithProtocolVersion(MqttProtocolVersion.V311).WithCleanSession()
            .WithTlsOptions(tls => tls.WithClientCertificates([own])
                .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors))).Build(), cancellation);
        foreach (string type in (string[])["NDATA", "NBIRTH"])
        {
            await client.PublishAsync(new MqttApplicationMessage
            {
                Topic = $"spBv1.0/{Stage.Group}/{type}/{Stage.NodeName}", Retain = true, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                PayloadSegment = new Payload { Timestamp = Now(), Seq = 0 }.ToByteArray(),
            }, cancellation);
        }
    }

    private static NodeSettings Settings(Stage stage) => new()
    {
        Group = Stage.Group, Node = Stage.NodeName, Broker = new BrokerSettings { Host = "localhost", Port = stage.Port },
    };

    private static ulong Now() => (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    [GeneratedRegex("\"run\", \"--config\"")]
    private static partial Regex NodeStart();

    [GeneratedRegex(@"StartNode\([^;]*straight: true")]
    private static partial Regex Straight();
}
