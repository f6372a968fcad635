using FieldNode.Cli;
using FieldNode.Field.Analog;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Tags;
using Google.Protobuf;
using MQTTnet;

namespace FieldNode.Tools.Tests;

/// <summary>
/// A node on the demo's broker with a loop of 0 to 5 m, and an analogue output whose wire leads to it: what a host writes
/// to the output in mA arrives at the input.
/// </summary>
internal sealed class LoopNode : IAsyncDisposable
{
    internal const string Tag = "demo/node1/Loops/Level";
    internal const string Output = "demo/node1/Out/AO1";

    private readonly DemoStage stage;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim turn = new(1);
    private ulong seq;

    private LoopNode(DemoStage stage) => this.stage = stage;

    internal LinkOptions Link => stage.HostLinkOptions;

    /// <summary>What the input is off by, in m.</summary>
    internal float Error { get; set; }

    internal static async Task<LoopNode> StartAsync(CancellationToken cancellation)
    {
        var node = new LoopNode(await DemoStage.SetUpAsync(() => new FakePlant(), cancellation));
        var own = TlsFiles.LoadOwn(node.stage.Settings.Broker.CertificateFile, node.stage.Settings.Broker.KeyFile);
        var trust = new BrokerTrust(TlsFiles.LoadCa(node.stage.Settings.Broker.CaFile), BrokerTrust.ServerUsage);
        node.client.ApplicationMessageReceivedAsync += node.TakeAsync;
        await node.client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(node.stage.Settings.Broker.Host, node.stage.Settings.Broker.Port)
            .WithTlsOptions(tls => tls.WithClientCertificates([own])
                .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors)))
            .Build(), cancellation);
        await node.client.SubscribeAsync("spBv1.0/demo/NCMD/node1", cancellationToken: cancellation);
        await node.client.SubscribeAsync("spBv1.0/demo/DCMD/node1/#", cancellationToken: cancellation);
        await node.BearAsync();
        return node;
    }

    /// <summary>Puts a current into the input, as a calibrator does.</summary>
    internal void Inject(double ma) => InjectAsync(ma).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await stage.DisposeAsync();
    }

    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        Payload command = Payload.Parser.ParseFrom(e.ApplicationMessage.Payload);
        if (e.ApplicationMessage.Topic.Contains("/NCMD/"))
        {
            await BearAsync();
        }
        else
        {
            await InjectAsync(command.Metrics[0].FloatValue);
        }
    }

    private async Task InjectAsync(double ma)
    {
        QualityReason reason = Namur.Judge(ma);
        float value = (float)((ma - 4) / 16 * 5) + Error;
        var metric = new Metric { Alias = 1, Timestamp = Now, FloatValue = value, Properties = new PropertySet() };
        Add(metric.Properties, "Quality", reason == QualityReason.None ? 192 : 0);
        Add(metric.Properties, "QualityReason", (int)reason);
        await SendAsync("DDATA", "Loops", With(metric));
    }

    private async Task BearAsync()
    {
        seq = 0;
        var birth = With(new Metric { Name = "bdSeq", Datatype = 4, Timestamp = Now, LongValue = 0 });
        birth.Metrics.Add(new Metric { Name = CommandWriter.RebirthName, Datatype = 11, Timestamp = Now, BooleanValue = false });
        await SendAsync("NBIRTH", null, birth);
        var level = new Metric { Name = "Level", Alias = 1, Datatype = 9, Timestamp = Now, FloatValue = 0, Properties = new PropertySet() };
        AddText(level.Properties, "engUnit", "m");
        AddNumber(level.Properties, "engLow", 0);
        AddNumber(level.Properties, "engHigh", 5);
        await SendAsync("DBIRTH", "Loops", With(level));
        await SendAsync("DBIRTH", "Out", With(
            new Metric { Name = "AO1", Alias = 2, Datatype = 9, Timestamp = Now, FloatValue = 0 }));
    }

    private async Task SendAsync(string type, string? device, Payload payload)
    {
        await turn.WaitAsync();
        try
        {
            payload.Timestamp = Now;
            payload.Seq = seq;
            seq = (seq + 1) % 256;
            string topic = $"spBv1.0/demo/{type}/node1" + (device is null ? "" : "/" + device);
            await client.PublishAsync(new MqttApplicationMessage { Topic = topic, PayloadSegment = payload.ToByteArray() });
        }
        finally
        {
            turn.Release();
        }
    }

    private static void Add(PropertySet set, string key, int value)
    {
        set.Keys.Add(key);
        set.Values.Add(new PropertyValue { Type = 3, IntValue = (uint)value });
    }

    private static void AddText(PropertySet set, string key, string value)
    {
        set.Keys.Add(key);
        set.Values.Add(new PropertyValue { Type = 12, StringValue = value });
    }

    private static void AddNumber(PropertySet set, string key, double value)
    {
        set.Keys.Add(key);
        set.Values.Add(new PropertyValue { Type = 10, DoubleValue = value });
    }

    private static ulong Now => (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static Payload With(Metric metric) => new() { Metrics = { metric } };
}
