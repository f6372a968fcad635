using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>
/// One TCP connection between the node and a broker: both directions keep order, what is under way when darkness falls arrives after it,
/// and each end may be gone without the other knowing.
/// </summary>
internal sealed class Connection
{
    private const long RetransmitUs = 7_000_000; // so long after a darkness TCP may wait until it tries again

    private readonly World world;
    private readonly Weather weather; // of its broker
    private readonly Broker broker;
    private readonly Queue<SimInbound> arrived = new();
    private readonly Queue<Frame> up = new();        // under way, oldest first: whenever one is due, the oldest of them comes
    private readonly Queue<SimInbound> down = new();
    private readonly Queue<int> receipts = new(); // of PINGRESPs under way: how many of Session.Unanswered each answers for
    private readonly Action arriveUp;
    private readonly Action arriveDown;
    private long upFreeUs;
    private long downFreeUs;
    private long nodeDiedUs = long.MaxValue / 2;
    private bool isReset;
    private MqttFault nodeFault; // told behind what arrived

    public Connection(World world, Broker broker)
    {
        this.world = world;
        this.broker = broker;
        weather = broker.Weather;
        (arriveUp, arriveDown) = (ArriveUp, ArriveDown);
    }

    /// <summary>Its number among the run's connections.</summary>
    public int Number { get; init; }

    /// <summary>To whom.</summary>
    public Broker Broker => broker;

    /// <summary>The node's end is open.</summary>
    public bool IsNodeOpen { get; private set; } = true;

    /// <summary>The broker's end is open.</summary>
    public bool IsBrokerOpen { get; private set; } = true;

    /// <summary>For good: what the node sends vanishes (a firewall forgot the connection).</summary>
    public bool UpVanishes { get; set; }

    /// <summary>For good: what the broker sends vanishes.</summary>
    public bool DownVanishes { get; set; }

    /// <summary>Bytes that the node sent and the network has not acknowledged.</summary>
    public int Unacknowledged { get; private set; }

    /// <summary>Packets that arrived and that the node did not take yet.</summary>
    public int Waiting => arrived.Count;

    /// <summary>Of the session: what the broker knows of it.</summary>
    public Session Session { get; } = new();

    /// <summary>The node sends.</summary>
    public void Send(Frame frame)
    {
        Unacknowledged += frame.Bytes;
        upFreeUs = Due(upFreeUs);
        up.Enqueue(frame);
        world.Clock.AtUs(upFreeUs, arriveUp);
    }

    /// <summary>The broker sends.</summary>
    public void Reply(SimInbound packet)
    {
        if (IsBrokerOpen)
        {
            downFreeUs = Due(downFreeUs);
            down.Enqueue(packet);
            world.Clock.AtUs(downFreeUs, arriveDown);
        }
    }

    /// <summary>The broker answers a PINGREQ, and with it for what it has read.</summary>
    public void Answer()
    {
        receipts.Enqueue(Session.Unanswered.Count);
        Reply(new SimInbound { Kind = MqttKind.PingResp });
    }

    /// <summary>The node took such an answer.</summary>
    public void OnAnswerTaken()
    {
        int count = receipts.Dequeue();
        for (int i = 0; i < count; i++)
        {
            Session.Unanswered[i].IsAnswered = true;
        }

        Session.Unanswered.RemoveRange(0, count);
    }

    /// <summary>The node takes what arrived; false: nothing did.</summary>
    public bool TryTake(out SimInbound packet)
    {
        if (arrived.TryDequeue(out packet))
        {
            return true;
        }

        packet = new SimInbound { Fault = nodeFault };
        return nodeFault != MqttFault.None;
    }

    /// <summary>The node closes: its FIN goes behind what it sent.</summary>
    public void CloseByNode()
    {
        if (IsNodeOpen)
        {
            IsNodeOpen = false;
            arrived.Clear();
            Send(new Frame(FrameKind.Close, world.Clock.NowUs));
        }
    }

    /// <summary>The node loses its supply: no FIN, and what lies in its buffers is gone.</summary>
    public void NodeDies()
    {
        IsNodeOpen = false;
        nodeDiedUs = world.Clock.NowUs;
        arrived.Clear();
    }

    /// <summary>The broker closes. The session is over on its side whether or not the node hears of it.</summary>
    /// <param name="isTold">A FIN goes to the node; false: the whole machine is gone.</param>
    public void CloseByBroker(bool isTold)
    {
        if (!IsBrokerOpen)
        {
            return;
        }

        if (isTold)
        {
            Reply(new SimInbound { Fault = MqttFault.ClosedByBroker });
        }

        IsBrokerOpen = false;
    }

    /// <summary>Both ends get an RST; what was under way is lost.</summary>
    public void Reset(bool nodeHears, bool brokerHears)
    {
        isReset = true;
        if (nodeHears)
        {
            arrived.Clear();
            nodeFault = MqttFault.ConnectionLost;
        }

        if (brokerHears && IsBrokerOpen)
        {
            broker.OnLost(this);
            IsBrokerOpen = false;
        }
    }

    private void ArriveUp()
    {
        if (UpVanishes || isReset)
        {
            return; // never acknowledged
        }

        if (world.Clock.NowUs < weather.UpDarkUntilUs)
        {
            upFreeUs = Math.Max(upFreeUs, AfterDark(weather.UpDarkUntilUs));
            world.Clock.AtUs(upFreeUs, arriveUp);
            return;
        }

        Frame frame = up.Dequeue();
        Unacknowledged -= frame.Bytes;
        if (world.Clock.NowUs > nodeDiedUs + weather.LatencyUs)
        {
            return; // nobody was there to send it again
        }

        if (IsBrokerOpen)
        {
            broker.Take(this, frame);
        }
        else if (!DownVanishes && IsNodeOpen)
        {
            world.After(weather.LatencyUs, () => nodeFault = MqttFault.ConnectionLost);
        }
    }

    private void ArriveDown()
    {
        if (DownVanishes || isReset)
        {
            return;
        }

        if (world.Clock.NowUs < weather.DownDarkUntilUs)
        {
            downFreeUs = Math.Max(downFreeUs, AfterDark(weather.DownDarkUntilUs));
            world.Clock.AtUs(downFreeUs, arriveDown);
            return;
        }

        SimInbound packet = down.Dequeue();
        if (IsNodeOpen)
        {
            if (packet.Fault != MqttFault.None)
            {
                nodeFault = packet.Fault;
            }
            else
            {
                arrived.Enqueue(packet);
            }
        }
        else if (IsBrokerOpen && !UpVanishes && world.Clock.NowUs >= weather.UpDarkUntilUs)
        {
            broker.OnLost(this); // the node's RST
            IsBrokerOpen = false;
        }
    }

    private long Due(long freeUs)
    {
        long nowUs = world.Clock.NowUs;
        long dripUs = nowUs < weather.DripUntilUs ? weather.DripLatencyUs : 0;
        return Math.Max(freeUs + dripUs, nowUs + weather.LatencyUs + dripUs);
    }

    // All that waits for one darkness to end comes with the same try.
    private static long AfterDark(long untilUs) => untilUs + untilUs % RetransmitUs;
}
