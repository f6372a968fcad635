using FieldNode.Host;

namespace FieldNode.Simulation;

/// <summary>Where the host is. A primary one says so by STATE, at each broker for itself (Sparkplug 3.0.0, 5.13).</summary>
internal sealed partial class ScadaHost
{
    /// <summary>Topic of its STATE.</summary>
    public const string StateTopic = SparkplugTopic.Namespace + "/STATE/" + Site.HostId;

    private const long RetryUs = 1_000_000;

    private HostLink[] links = [];
    private bool isRunning; // its process
    private int at;         // where it is, or wants to be, if it moves

    /// <summary>Begins at its brokers.</summary>
    public void Begin(IEnumerable<Broker> brokers)
    {
        links = [.. brokers.Select(broker => new HostLink(broker))];
        isRunning = true;
        ConnectAll();
    }

    /// <summary>A broker ended, and its subscriptions with it.</summary>
    public void OnBrokerGone(Broker broker)
    {
        HostLink link = links[broker.Index];
        (link.IsConnected, link.Will) = (false, null);
        Connect(link);
        if (moves && broker.Index == at)
        {
            world.After(world.Chance.LengthMs(2_000, 60_000) * 1000, () => LookElsewhere(link));
        }
    }

    /// <summary>Its process dies, and comes back; brokers publish its will.</summary>
    public void Fail(long ms)
    {
        if (!isRunning)
        {
            return;
        }

        isRunning = false;
        foreach (HostLink link in links)
        {
            Break(link);
        }

        world.After(ms * 1000, () =>
        {
            isRunning = true;
            ConnectAll();
        });
    }

    /// <summary>It leaves the broker where it is for another one; the old one may hear of it late.</summary>
    public void Move()
    {
        if (isRunning && moves)
        {
            Leave(links[at]);
            GoTo((at + 1 + world.Chance.Below(links.Length - 1)) % links.Length);
        }
    }

    /// <summary>An offline STATE from before it was connected comes again: a bridge had kept it.</summary>
    public void RepeatOldState()
    {
        HostLink link = world.Chance.Of(links);
        if (link.IsConnected && isPrimary)
        {
            link.Broker.Publish(StateTopic, State(false, link.ConnectedMs - world.Chance.Between(1, 600_000)), retain: false);
        }
    }

    private void ConnectAll()
    {
        foreach (HostLink link in links)
        {
            Connect(link);
        }
    }

    // Until the broker is there.
    private void Connect(HostLink link)
    {
        if (!isRunning || link.IsConnected || (moves && link.Broker.Index != at))
        {
            return;
        }

        if (!link.Broker.IsUp)
        {
            world.After(RetryUs, () => Connect(link));
            return;
        }

        PublishWill(link); // 3.1.4: the former connection is taken over first
        link.IsConnected = true;
        link.ConnectedMs = Utc.ToUnixTimeMilliseconds();
        if (isPrimary)
        {
            link.Broker.Publish(StateTopic, State(true, link.ConnectedMs), retain: true);
        }
    }

    // The broker that it is at does not come back.
    private void LookElsewhere(HostLink from)
    {
        int next = Array.FindIndex(links, link => link.Broker.IsUp);
        if (isRunning && from.Broker.Index == at && !from.IsConnected && next >= 0)
        {
            GoTo(next);
        }
        else if (from.Broker.Index == at && !from.IsConnected)
        {
            world.After(60 * RetryUs, () => LookElsewhere(from));
        }
    }

    // Nobody tells it of a broker that was down before it wanted to go there.
    private void GoTo(int next)
    {
        at = next;
        HostLink link = links[next];
        Connect(link);
        if (!link.IsConnected)
        {
            world.After(30 * RetryUs, () => LookElsewhere(link));
        }
    }

    // On purpose: it says so itself, or it goes without a word.
    private void Leave(HostLink link)
    {
        if (world.Chance.Is(0.5))
        {
            Break(link);
        }
        else if (link.IsConnected)
        {
            link.IsConnected = false;
            link.Broker.Publish(StateTopic, State(false, Utc.ToUnixTimeMilliseconds()), retain: true);
        }
    }

    // Without a word: the broker publishes the will once it knows, which of several one does sooner than the other.
    private void Break(HostLink link)
    {
        if (!link.IsConnected || !isPrimary)
        {
            link.IsConnected = false;
            return;
        }

        link.IsConnected = false;
        link.Will = State(false, link.ConnectedMs);
        if (links.Length == 1 || world.Chance.Is(0.5))
        {
            PublishWill(link);
        }
        else
        {
            byte[] will = link.Will;
            world.After(world.Chance.LengthMs(100, 45_000) * 1000, () =>
            {
                if (link.Will == will)
                {
                    PublishWill(link);
                }
            });
        }
    }

    private void PublishWill(HostLink link)
    {
        if (link.Will is { } will)
        {
            link.Will = null;
            link.Broker.Publish(StateTopic, will, retain: true);
        }
    }
}
