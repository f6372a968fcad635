namespace FieldNode.Mqtt.Tests;

/// <summary>A session on a scripted wire under a virtual clock.</summary>
internal sealed class SessionBench
{
    public const long UtcMs = 1_800_000_000_000;

    public SessionBench(Action<MqttOptions>? change = null)
    {
        Options = new MqttOptions
        {
            Servers = [new MqttBroker { Host = "broker" }], ClientId = "node", WillTopic = "will", Filters = ["cmd/#", "state"], JitterSeed = 1,
        };
        change?.Invoke(Options);
        Session = new MqttSession(Wire, Listener, Options);
    }

    public MqttOptions Options { get; }

    public SimWire Wire { get; } = new();

    public SimBroker Broker => Wire.Broker;

    public RecordingListener Listener { get; } = new();

    public MqttSession Session { get; }

    public long NowMs { get; set; } = 1000;

    public int Step() => Session.Step(NowMs, UtcMs + NowMs);

    /// <summary>Steps as the node's loop does, as often as the session asks for it.</summary>
    public void Run(long forMs)
    {
        long endMs = NowMs + forMs;
        while (NowMs < endMs)
        {
            int waitMs = Step();
            Assert.InRange(waitMs, 0, 1000);
            NowMs += Math.Clamp(endMs - NowMs, 0, Math.Max(1, waitMs));
        }

        Step();
    }

    /// <summary>Steps until a time; an attempt that runs over it is counted, by one step more.</summary>
    public void RunTo(long endMs)
    {
        while (NowMs < endMs)
        {
            int waitMs = Step();
            NowMs = Math.Max(NowMs, Math.Min(endMs, NowMs + waitMs));
        }

        if (NowMs > endMs)
        {
            Step();
        }
    }

    /// <summary>Brings the session online, and forgets what was sent for it.</summary>
    public SessionBench Online()
    {
        Run(100);
        Assert.Equal(MqttState.Online, Session.State);
        Broker.Clear();
        return this;
    }

    public MqttFault Publish(string topic) => Session.Publish(topic, [1, 2], 0, 2);

    public MqttFault PublishConfirmed(string topic) => Session.PublishConfirmed(topic, [1, 2], 0, 2);

    /// <summary>Runs until the next Open, and gives the time that passed.</summary>
    public long MsUntilNextOpen(long limitMs = 400_000)
    {
        long fromMs = NowMs;
        int opens = Wire.Opens;
        while (Wire.Opens == opens)
        {
            Assert.True(NowMs - fromMs < limitMs, "no attempt came");
            Step();
            NowMs++;
        }

        return NowMs - 1 - fromMs;
    }
}
