using FieldNode.Conformance;

namespace FieldNode.Simulation.Tests;

/// <summary>A connection to a broker that writes down which messages arrive, by their topic's last level.</summary>
internal sealed class ConnectionRig
{
    public ConnectionRig()
    {
        World = new World(1, new SimClock());
        var book = new SampleBook(World);
        var judge = new Judge(World, new CheckerOptions { Group = Site.Group, Node = Site.Node }, _ => true);
        var host = new ScadaHost(World, book, isPrimary: false, moves: false) { Heard = topic => Arrived.Add(int.Parse(topic.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)) };
        var broker = new Broker(World, 0, BrokerKind.Sound, judge, book, new OrderWatch(World, timeGoesBack: false), host);
        host.Begin([broker]);
        Connection = broker.Accept(1);
        Connection.Session.IsConnected = true;
    }

    public World World { get; }

    public Weather Weather => Connection.Broker.Weather;

    public Connection Connection { get; }

    /// <summary>Numbers of the messages that the host got.</summary>
    public List<int> Arrived { get; } = [];

    public void Publish(int number) => Connection.Send(new Frame(FrameKind.Publish, World.Clock.NowUs) { Topic = $"spBv1.0/{Site.Group}/NDATA/{Site.Node}/{number}" });
}
