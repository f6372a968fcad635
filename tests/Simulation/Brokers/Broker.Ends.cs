using FieldNode.Conformance;

namespace FieldNode.Simulation;

/// <summary>How a broker's sessions end: by the network, by another client, by its own end, or since nothing is heard.</summary>
internal sealed partial class Broker
{
    private const long KeepAliveLookUs = 10_000_000;
    private const double DieShare = 0.0005; // of its answers

    /// <summary>A connection is gone without DISCONNECT: the will is published.</summary>
    public void OnLost(Connection connection)
    {
        if (connection.Session.IsConnected)
        {
            connection.Session.IsConnected = false;
            judge.Feed(new LossEvent(judge.Utc, Name));
            HandOn(connection, connection.Session.WillTopic, Parse(connection.Session.Will));
        }

        End(connection);
    }

    /// <summary>Another client comes with the node's client id, and goes again.</summary>
    public void TakeOver()
    {
        if (session is { } old)
        {
            OnLost(old);
            old.CloseByBroker(isTold: true);
        }
    }

    /// <summary>Its process or its machine goes, and comes back.</summary>
    /// <param name="downMs">For how long.</param>
    /// <param name="isSilent">The machine: nobody is told.</param>
    public void Restart(long downMs, bool isSilent)
    {
        generation++;
        foreach (Connection connection in connections.ToArray())
        {
            if (connection.Session.IsConnected)
            {
                connection.Session.IsConnected = false;
                judge.Feed(new LossEvent(judge.Utc, Name));
            }

            End(connection);
            connection.CloseByBroker(isTold: !isSilent);
        }

        if (kind == BrokerKind.ForgetsRetained)
        {
            retained.Clear();
        }

        IsUp = false;
        host.OnBrokerGone(this);
        world.After(downMs * 1000, () => IsUp = true);
    }

    // MQTT 3.1.1, 3.1.2.10: after one and a half times the keep-alive.
    private void LookAtKeepAlive(Connection connection)
    {
        if (!connection.IsBrokerOpen)
        {
            return;
        }

        if (world.Clock.NowUs - connection.Session.HeardUs > connection.Session.KeepAliveUs)
        {
            OnLost(connection);
            connection.CloseByBroker(isTold: true);
            return;
        }

        world.After(KeepAliveLookUs, () => LookAtKeepAlive(connection));
    }

    private void DieMaybe()
    {
        if (kind == BrokerKind.DiesAfterAnswer && world.Chance.Is(DieShare))
        {
            world.Tally.Faults++;
            world.Trail.Note("broker dies after its answer");
            world.After(10_000, () => Restart(world.Chance.LengthMs(500, 20_000), isSilent: false));
        }
    }

    private void End(Connection connection)
    {
        connections.Remove(connection);
        session = session == connection ? null : session;
    }
}
