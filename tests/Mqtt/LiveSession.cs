using System.Diagnostics;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Mqtt.Tests;

/// <summary>A session over a real wire, stepped by the real clock until something is so.</summary>
public sealed class LiveSession : IDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <param name="ackTimeoutMs">Long, so that a busy machine is not a fault; short where that is what is looked at.</param>
    public LiveSession(
        MqttNetOptions net, int port, string host = "localhost", string clientId = "plant1-node1", int ackTimeoutMs = 20_000)
    {
        Wire = new MqttNetWire(net);
        Session = new MqttSession(Wire, Listener, new MqttOptions
        {
            Servers = [new MqttBroker { Host = host, Port = port }], ClientId = clientId, WillTopic = "will/" + clientId,
            Filters = ["cmd/#", "state/+"],
            BackoffMinMs = 20, BackoffMaxMs = 200, ConnAckTimeoutMs = ackTimeoutMs, SubAckTimeoutMs = ackTimeoutMs, JitterSeed = 7,
        });
    }

    public MqttNetWire Wire { get; }

    public RecordingListener Listener { get; } = new();

    public MqttSession Session { get; }

    public long NowMs => clock.ElapsedMilliseconds;

    /// <summary>Steps until the condition holds; false after the limit.</summary>
    public async Task<bool> Until(Func<bool> condition, int limitMs = 30_000)
    {
        long endMs = NowMs + limitMs;
        while (!condition())
        {
            if (NowMs >= endMs)
            {
                return false;
            }

            int waitMs = Session.Step(NowMs, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            await Task.Delay(Math.Min(waitMs, 10));
        }

        return true;
    }

    /// <summary>Steps until the session or the first attempt ended, and gives the reason.</summary>
    public async Task<MqttFault> FirstFault()
    {
        Assert.True(await Until(() => Listener.Offline.Count > 0), "no fault came");
        return Listener.Offline[0];
    }

    public void Dispose() => Wire.Dispose();
}
