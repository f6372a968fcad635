using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>What networks do: on the way to one broker, or to all of them.</summary>
internal static class LinkFaults
{
    private const double AllShare = 0.3;

    /// <summary>A broker that a fault hits: often the one that the node is at. The only one without a draw.</summary>
    public static Broker Hit(Chance chance, Broker[] brokers, LinkWire wire) => brokers.Length == 1 ? brokers[0]
        : wire.Current is { } connection && chance.Is(0.5) ? connection.Broker : chance.Of(brokers);

    public static IEnumerable<Fault> All(World world, Broker[] brokers, LinkWire wire) => [.. OfConnections(wire), .. OfWays(world, brokers, wire)];

    // What happens to the connection that stands.
    private static IEnumerable<Fault> OfConnections(LinkWire wire)
    {
        Fault Link(string name, Action<Connection> begin) => new(FaultFamily.Link, name, () =>
        {
            if (wire.Current is { } connection)
            {
                begin(connection);
            }

            return 0;
        });
        yield return Link("reset", connection => connection.Reset(nodeHears: true, brokerHears: true));
        yield return Link("half open: the broker is gone", connection =>
        {
            connection.UpVanishes = connection.DownVanishes = true;
            connection.Reset(nodeHears: false, brokerHears: true);
        });
        yield return Link("half open: the node is gone", connection => connection.Reset(nodeHears: true, brokerHears: false));
        yield return Link("what the node sends vanishes", connection => connection.UpVanishes = true);
        yield return Link("what the broker sends vanishes", connection => connection.DownVanishes = true);
    }

    // What happens on the way, for a time.
    private static IEnumerable<Fault> OfWays(World world, Broker[] brokers, LinkWire wire)
    {
        Chance chance = world.Chance;
        long Until(long ms) => world.Clock.NowUs + ms * 1000;
        Fault Link(string name, long low, long high, Func<long, Action<Weather>> begin) => new(FaultFamily.Link, name, () =>
        {
            long ms = chance.LengthMs(low, high);
            Broker[] hit = brokers.Length > 1 && chance.Is(AllShare) ? brokers : [Hit(chance, brokers, wire)];
            Action<Weather> weather = begin(Until(ms));
            foreach (Broker broker in hit)
            {
                weather(broker.Weather);
            }

            return ms;
        });
        Fault Broken(string name, long low, long high, Func<long, Action<Weather>> begin) => Link(name, low, high, untilUs =>
        {
            Action<Weather> weather = begin(untilUs);
            return way =>
            {
                weather(way);
                if (wire.Current is { } connection && connection.Broker.Weather == way)
                {
                    connection.Reset(nodeHears: true, brokerHears: true);
                }
            };
        });
        Fault Open(string name, MqttFault fault, Func<long> takes) => Broken(name, 1_000, 1_800_000, untilUs =>
        {
            long takesMs = takes();
            return way => (way.OpenFault, way.OpenTakesMs, way.OpenFaultUntilUs) = (fault, takesMs, untilUs);
        });

        yield return Link("black hole", 500, 600_000, untilUs => way => way.UpDarkUntilUs = way.DownDarkUntilUs = untilUs);
        yield return Link("black hole upwards", 500, 60_000, untilUs => way => way.UpDarkUntilUs = untilUs);
        yield return Link("slow drip", 5_000, 300_000, untilUs =>
        {
            long latencyUs = chance.Between(100_000, 3_000_000);
            return way => (way.DripLatencyUs, way.DripUntilUs) = (latencyUs, untilUs);
        });
        yield return Open("no such name", MqttFault.NameNotFound, () => chance.Between(10, 30_000));
        yield return Open("port closed", MqttFault.ConnectionRefused, () => 1);
        yield return Open("nobody answers", MqttFault.ConnectTimeout, () => 47_000);
        yield return Open("certificate refused", MqttFault.TlsRefusedUs, () => chance.Between(1_000, 10_000));
        yield return Broken("handshake never ends", 1_000, 300_000, untilUs => way => way.HandshakeHangsUntilUs = untilUs);
        yield return new Fault(FaultFamily.Link, "no address", () =>
        {
            long ms = chance.LengthMs(1_000, 600_000);
            wire.NoAddressUntilUs = Until(ms);
            wire.Current?.Reset(nodeHears: true, brokerHears: false);
            return ms;
        });
    }
}
