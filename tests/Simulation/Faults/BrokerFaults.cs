namespace FieldNode.Simulation;

/// <summary>What brokers and hosts do.</summary>
internal static class BrokerFaults
{
    public static IEnumerable<Fault> All(World world, Broker[] brokers, LinkWire wire, ScadaHost host, Profile profile)
    {
        Chance chance = world.Chance;
        Broker Hit() => LinkFaults.Hit(chance, brokers, wire);
        Fault Of(FaultFamily family, string name, Func<long> begin) => new(family, name, begin);
        long Repeat(int times, long gapMs, Action what)
        {
            for (int i = 0; i < times; i++)
            {
                world.After(i * gapMs * 1000, what);
            }

            return times * gapMs;
        }

        yield return Of(FaultFamily.Broker, "broker restarts", () =>
        {
            long ms = chance.LengthMs(200, 120_000);
            Hit().Restart(ms, isSilent: false);
            return ms;
        });
        yield return Of(FaultFamily.Broker, "broker's machine restarts", () =>
        {
            long ms = chance.LengthMs(5_000, 600_000);
            Hit().Restart(ms, isSilent: true);
            return ms;
        });
        yield return Of(FaultFamily.Broker, "take-over by the same client id", () =>
        {
            Hit().TakeOver();
            return 0;
        });
        yield return Of(FaultFamily.Broker, "CONNACK refused", () =>
        {
            long ms = chance.LengthMs(1_000, 600_000);
            Broker broker = Hit();
            broker.ConnAckCode = 1 + chance.Below(5);
            world.After(ms * 1000, () => broker.ConnAckCode = 0);
            broker.TakeOver();
            return ms;
        });
        yield return Of(FaultFamily.Hosts, "host fails", () =>
        {
            long ms = chance.LengthMs(1_000, 600_000);
            host.Fail(ms);
            return ms;
        });
        yield return Of(FaultFamily.Hosts, "host asks for rebirths", () => Repeat(1 + chance.Below(15), chance.Between(5, 20_000), host.AskRebirth));
        yield return Of(FaultFamily.Hosts, "host writes without end", () => Repeat(chance.Below(600), chance.Between(10, 200), () => host.WriteSetpoint(chance.Below(1000))));
        yield return Of(FaultFamily.Hosts, "host sends nonsense", () => Repeat(1 + chance.Below(20), chance.Between(1, 500), host.SendNonsense));
        yield return Of(FaultFamily.Hosts, "host asks for a restart", () => Repeat(1, 1, host.AskReboot));
        if (brokers.Length == 1)
        {
            yield break;
        }

        yield return Of(FaultFamily.Broker, "all brokers restart", () =>
        {
            foreach (Broker broker in brokers)
            {
                broker.Restart(chance.LengthMs(5_000, 600_000), isSilent: true);
            }

            return 600_000;
        });
        yield return Of(FaultFamily.Hosts, "host sends the node to its next server", () => Repeat(1 + chance.Below(3), chance.Between(500, 20_000), host.AskNextServer));
        if (profile.HasPrimaryHost)
        {
            yield return Of(FaultFamily.Hosts, "an old STATE comes again", () => Repeat(1, 1, host.RepeatOldState));
        }

        if (profile.HostMoves)
        {
            yield return Of(FaultFamily.Hosts, "host moves to another broker", () => Repeat(1, 1, host.Move));
            yield return Of(FaultFamily.Hosts, "host moves again and again", () => Repeat(2 + chance.Below(8), chance.LengthMs(500, 60_000), host.Move));
        }
    }
}
