using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>What networks do.</summary>
internal static class LinkFaults
{
    public static IEnumerable<Fault> All(World world, Weather weather, LinkWire wire)
    {
        Chance chance = world.Chance;
        long Until(long ms) => world.Clock.NowUs + ms * 1000;
        Fault Link(string name, Func<long> begin) => new(FaultFamily.Link, name, begin);
        long Open(MqttFault fault, long takesMs)
        {
            long ms = chance.LengthMs(1_000, 1_800_000);
            (weather.OpenFault, weather.OpenTakesMs, weather.OpenFaultUntilUs) = (fault, takesMs, Until(ms));
            wire.Current?.Reset(nodeHears: true, brokerHears: true);
            return ms;
        }

        yield return Link("reset", () =>
        {
            wire.Current?.Reset(nodeHears: true, brokerHears: true);
            return 0;
        });
        yield return Link("half open: the broker is gone", () =>
        {
            if (wire.Current is { } connection)
            {
                connection.UpVanishes = connection.DownVanishes = true;
                connection.Reset(nodeHears: false, brokerHears: true);
            }

            return 0;
        });
        yield return Link("half open: the node is gone", () =>
        {
            wire.Current?.Reset(nodeHears: true, brokerHears: false);
            return 0;
        });
        yield return Link("what the node sends vanishes", () =>
        {
            if (wire.Current is { } connection)
            {
                connection.UpVanishes = true;
            }

            return 0;
        });
        yield return Link("what the broker sends vanishes", () =>
        {
            if (wire.Current is { } connection)
            {
                connection.DownVanishes = true;
            }

            return 0;
        });
        yield return Link("black hole", () =>
        {
            long ms = chance.LengthMs(500, 600_000);
            weather.UpDarkUntilUs = weather.DownDarkUntilUs = Until(ms);
            return ms;
        });
        yield return Link("black hole upwards", () =>
        {
            long ms = chance.LengthMs(500, 60_000);
            weather.UpDarkUntilUs = Until(ms);
            return ms;
        });
        yield return Link("slow drip", () =>
        {
            long ms = chance.LengthMs(5_000, 300_000);
            (weather.DripLatencyUs, weather.DripUntilUs) = (chance.Between(100_000, 3_000_000), Until(ms));
            return ms;
        });
        yield return Link("no such name", () => Open(MqttFault.NameNotFound, chance.Between(10, 30_000)));
        yield return Link("port closed", () => Open(MqttFault.ConnectionRefused, 1));
        yield return Link("nobody answers", () => Open(MqttFault.ConnectTimeout, 47_000));
        yield return Link("certificate refused", () => Open(MqttFault.TlsRefusedUs, chance.Between(1_000, 10_000)));
        yield return Link("handshake never ends", () =>
        {
            long ms = chance.LengthMs(1_000, 300_000);
            weather.HandshakeHangsUntilUs = Until(ms);
            wire.Current?.Reset(nodeHears: true, brokerHears: true);
            return ms;
        });
        yield return Link("no address", () =>
        {
            long ms = chance.LengthMs(1_000, 600_000);
            weather.NoAddressUntilUs = Until(ms);
            wire.Current?.Reset(nodeHears: true, brokerHears: false);
            return ms;
        });
    }
}
