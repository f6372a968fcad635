namespace FieldNode.Mqtt.Tests;

/// <summary>
/// Random faults, packets, time jumps and calls; SimWire and the listener assert what must hold at all times.
/// </summary>
public sealed class MqttSessionFuzzTests(ITestOutputHelper output)
{
    private static readonly MqttFault[] Faults = 
        [.. Enum.GetValues<MqttFault>().Where(fault => fault is not (MqttFault.None or MqttFault.ClosedByUs))];

    private static readonly MqttKind[] Kinds =
        [MqttKind.ConnAck, MqttKind.Publish, MqttKind.PubAck, MqttKind.SubAck, MqttKind.PingResp, (MqttKind)14];

    [Fact]
    public void Whatever_happens_each_session_ends_once_and_the_next_attempt_waits_for_its_back_off()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("FIELDNODE_SEED"), out int given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"FIELDNODE_SEED={seed}");
        Random random = new(seed);
        int sessions = 0;
        int faults = 0;
        for (int run = 0; run < 300; run++)
        {
            SessionBench bench = new(o => o.JitterSeed = (uint)random.Next());
            Rules rules = new(bench);
            for (int i = 0; i < 1000; i++)
            {
                Act(bench, rules, random);
            }

            sessions += bench.Listener.Online;
            faults += bench.Listener.Offline.Count;
        }

        output.WriteLine($"{sessions} sessions, {faults} ends");
        Assert.True(sessions > 500 && faults > 500, $"the fuzz reached too little: {sessions} sessions, {faults} ends");
    }

    private static void Act(SessionBench bench, Rules rules, Random random)
    {
        SimWire wire = bench.Wire;
        switch (random.Next(40))
        {
            case 0 when wire.IsOpen: wire.Fail(Pick(Faults, random)); break;
            case 1 when wire.IsOpen && random.Next(5) == 0:
                wire.Arrive(Pick(Kinds, random), random.Next(4), random.Next(3));
                break;
            case 2 when wire.IsOpen: wire.ArriveMessage("cmd", qos: random.Next(20) / 9, packetId: random.Next(1, 9)); break;
            case 3: wire.OpenFaults.Enqueue(Pick(Faults, random)); break;
            case 4 when random.Next(4) == 0: wire.NextSendFault = Pick(Faults, random); break;
            case 5: wire.Broker.Mute.Clear(); break;
            case 6 when random.Next(8) == 0: wire.Broker.Mute.Add(Pick(Kinds, random)); break;
            case 7 when random.Next(4) == 0: wire.Broker.ConnAckCode = random.Next(3) == 0 ? random.Next(7) : 0; break;
            case 8 when random.Next(4) == 0: wire.Broker.SubAckCode = random.Next(4) == 0 ? 0x80 : 1; break;
            case 9: wire.WhileOpening = random.Next(2) == 0 ? null : () => bench.NowMs += random.Next(60_000); break;
            case 10: bench.NowMs += random.Next(400_000); break;
            case 11: bench.Session.RequestReceipt(); break;
            case 12 or 13: bench.Publish("a"); break;
            case 14: bench.PublishConfirmed("b"); break;
            case 15 when random.Next(4) == 0: rules.Stop(); break;
            case 16: rules.Start(); break;
            case 17 when random.Next(4) == 0: bench.Session.Drop(Pick(Faults, random), bench.NowMs); break;
            case 18: bench.Listener.Will = new byte[random.Next(4)]; break;
            case 19: rules.InCallback(random.Next(3) == 0 ? random.Next(1, 5) : 0); break;
            default: bench.Run(random.Next(3000)); break;
        }

        rules.Hold();
    }

    private static T Pick<T>(T[] from, Random random) => from[random.Next(from.Length)];

    /// <summary>What must hold, seen from outside.</summary>
    private sealed class Rules
    {
        private readonly SessionBench bench;
        private long endedMs = long.MinValue / 2;
        private bool alive;
        private bool free;
        private bool stopped;
        private int inCallback;

        public Rules(SessionBench bench)
        {
            this.bench = bench;
            free = true;
            bench.Listener.During = Callback;
            bench.Wire.Opening = Opening;
        }

        public void Stop()
        {
            stopped = true;
            bench.Session.Stop(bench.NowMs);
        }

        public void Start()
        {
            free |= stopped;
            stopped = false;
            bench.Session.Start();
        }

        public void InCallback(int what) => inCallback = what;

        public void Hold()
        {
            bool offline = bench.Session.State == MqttState.Offline;
            Assert.Equal(!offline, bench.Wire.IsOpen);
            Assert.False(offline && bench.Session.ConfirmPending);
            Assert.False(offline && alive, "a session ended without a word");
            Assert.Equal(Math.Max(0, bench.Listener.Online - 1), bench.Session.Reconnects);
            Assert.True(bench.Session.AttemptsFailed <= bench.Session.ConnectAttempts);
            Assert.True(bench.Listener.Offline.Count <= bench.Session.ConnectAttempts);
            int running = offline ? 0 : 1;
            Assert.Equal(bench.Session.ConnectAttempts, bench.Listener.Offline.Count + running);
            Assert.Equal(bench.Session.ConnectAttempts, bench.Wire.Opens);
        }

        private void Opening()
        {
            Assert.False(alive);
            Assert.False(stopped, "a stopped session connects");
            long waitedMs = bench.NowMs - endedMs;
            Assert.True(free || waitedMs >= bench.Options.BackoffMinMs, $"an attempt came {waitedMs} ms after an end");
            free = false;
        }

        private void Callback(string name)
        {
            switch (name)
            {
                case "connecting":
                    Assert.False(alive);
                    Assert.False(stopped, "a stopped session asks for a will");
                    break;
                case "online":
                    Assert.False(alive, "online twice");
                    alive = true;
                    break;
                case "offline":
                    alive = false;
                    free = bench.Listener.Offline[^1] == MqttFault.ClosedByUs;
                    endedMs = bench.NowMs;
                    break;
            }

            CallBack(name);
        }

        private void CallBack(string name)
        {
            int what = name is "online" or "message" or "receipt" ? inCallback : 0;
            inCallback = what == 0 ? inCallback : 0;
            switch (what)
            {
                case 1: bench.Session.Drop(MqttFault.ProtocolError, bench.NowMs); break;
                case 2: Stop(); break;
                case 3: bench.PublishConfirmed("birth"); break;
                case 4: bench.Session.RequestReceipt(); break;
            }
        }
    }
}
