using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.Tools.Tests;

/// <summary>Acts like a node towards the demo, in this process, and can be made to misbehave.</summary>
internal sealed class FakeNode : INodeUnderTest
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim rebirthAsked = new(0);
    private readonly Fault fault;
    private readonly Task<int> life;
    private ulong seq;
    private float level;

    internal FakeNode(DemoStage stage, Fault fault = Fault.None)
    {
        this.fault = fault;
        life = Task.Run(() => LiveAsync(stage));
    }

    [Flags]
    internal enum Fault
    {
        None = 0,
        DiesEarly = 1,
        IgnoresRebirth = 2,
        SkipsSeq = 4,
        LeavesWithoutDeath = 8,
        NeverBorn = 16,
        SpeaksForOthers = 32,
        HangsAtTheEnd = 64,
        RetainsData = 128,
    }

    /// <summary>This test process, which may hold listeners: the tests of the counter look at that.</summary>
    public int ProcessId { get; init; } = int.MaxValue;

    public bool HasBegun => true;

    public bool HasExited => life.IsCompleted;

    public int? ExitCode => life.IsCompletedSuccessfully ? life.Result : life.IsCompleted ? 134 : null;

    public void AskToEnd() => end.Cancel();

    public async Task<bool> WaitForEndAsync(TimeSpan longest) => await Task.WhenAny(life, Task.Delay(longest)) == life;

    public void Dispose()
    {
        end.Cancel();
        client.Dispose();
    }

    private async Task<int> LiveAsync(DemoStage stage)
    {
        if (fault.HasFlag(Fault.DiesEarly))
        {
            return 3;
        }
        await ConnectAsync(stage);
        await BearAsync();
        while (!end.IsCancellationRequested)
        {
            if (await rebirthAsked.WaitAsync(50) && !fault.HasFlag(Fault.IgnoresRebirth))
            {
                await BearAsync();
            }
            seq += fault.HasFlag(Fault.SkipsSeq) ? 1ul : 0;
            await SendAsync("DDATA", "d1", With(new Metric { Alias = 1, Timestamp = Now, FloatValue = ++level }));
            if (fault.HasFlag(Fault.SpeaksForOthers))
            {
                await client.PublishAsync(new MqttApplicationMessage { Topic = "spBv1.0/demo/NDATA/node2" });
            }
        }
        if (!fault.HasFlag(Fault.LeavesWithoutDeath))
        {
            await SendAsync("NDEATH", null, Death());
        }
        await Task.Delay(fault.HasFlag(Fault.HangsAtTheEnd) ? 60_000 : 0);
        await client.DisconnectAsync();
        return 0;
    }

    private async Task ConnectAsync(DemoStage stage)
    {
        var own = TlsFiles.LoadOwn(stage.Settings.Broker.CertificateFile, stage.Settings.Broker.KeyFile);
        var trust = new BrokerTrust(TlsFiles.LoadCa(stage.Settings.Broker.CaFile), BrokerTrust.ServerUsage);
        client.ApplicationMessageReceivedAsync += _ =>
        {
            rebirthAsked.Release();
            return Task.CompletedTask;
        };
        await client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(stage.Settings.Broker.Host, stage.Settings.Broker.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithCleanSession()
            .WithWillTopic("spBv1.0/demo/NDEATH/node1")
            .WithWillPayload(Death().ToByteArray())
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithTlsOptions(tls => tls.WithClientCertificates([own])
                .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors)))
            .Build());
        await client.SubscribeAsync("spBv1.0/demo/NCMD/node1", MqttQualityOfServiceLevel.AtLeastOnce);
        await client.SubscribeAsync("spBv1.0/demo/DCMD/node1/#", MqttQualityOfServiceLevel.AtLeastOnce);
    }

    private async Task BearAsync()
    {
        if (fault.HasFlag(Fault.NeverBorn))
        {
            return;
        }
        seq = 0;
        var birth = new Payload();
        birth.Metrics.Add(new Metric { Name = "bdSeq", Datatype = 4, Timestamp = Now, LongValue = 0 });
        birth.Metrics.Add(new Metric
        {
            Name = CommandWriter.RebirthName, Datatype = 11, Timestamp = Now, BooleanValue = false,
        });
        await SendAsync("NBIRTH", null, birth);
        await SendAsync("DBIRTH", "d1", With(
            new Metric { Name = "Flow", Alias = 1, Datatype = 9, Timestamp = Now, FloatValue = level }));
    }

    private async Task SendAsync(string type, string? device, Payload payload)
    {
        payload.Timestamp = Now;
        if (type != "NDEATH")
        {
            payload.Seq = seq;
            seq = (seq + 1) % 256;
        }
        string topic = $"spBv1.0/demo/{type}/node1" + (device is null ? "" : "/" + device);
        await client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic, PayloadSegment = payload.ToByteArray(), Retain = type == "DDATA" && fault.HasFlag(Fault.RetainsData),
        });
    }

    private static ulong Now => (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static Payload With(Metric metric) => new() { Metrics = { metric } };

    private static Payload Death() => With(new Metric { Name = "bdSeq", Datatype = 4, LongValue = 0 });
}
