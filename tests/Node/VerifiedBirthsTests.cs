using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Settings;
using Google.Protobuf;

namespace FieldNode.NodeTests;

/// <summary><c>sparkplug.verify</c> in a whole node: metrics, events on flash, log.</summary>
public sealed class VerifiedBirthsTests
{
    private const string Tank = "spBv1.0/Plant/DBIRTH/N1/Tank";

    [Fact]
    public void Off_by_default_there_is_no_metric_no_subscription_and_no_event()
    {
        SimNode rig = SimNode.OnPlant();
        rig.Broker.Denied.Add(Tank);
        rig.Run(60_000);
        Assert.DoesNotContain(rig.Broker.Sent, s => s.StartsWith("SUBSCRIBE", StringComparison.Ordinal) && s.Contains("BIRTH", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Payloads("NBIRTH/N1").Single().Metrics, m => m.Name.StartsWith("Node/Births", StringComparison.Ordinal));
        Assert.DoesNotContain(Stored(rig), e => e.Kind is >= EventKind.BirthNotEchoed and <= EventKind.EchoRefused);
    }

    [Fact]
    public void All_births_come_back_and_the_metrics_say_so()
    {
        SimNode rig = Start().Run(60_000);
        Assert.Equal((4, 0, 0), Counts(rig));
        Assert.Equal(4ul, Shown(rig, "Echoed"));
        Assert.Equal(0ul, Shown(rig, "Not echoed"));
        Assert.Equal([], Told(rig));
    }

    [Fact]
    public void The_device_whose_birth_is_dropped_is_told_in_metric_event_and_log()
    {
        SimNode rig = Start();
        rig.Broker.Denied.Add(Tank);
        rig.Run(60_000);
        int tank = Enumerable.Range(1, 3).Single(d => rig.Node.Tags.DeviceName(d) == "Tank");
        Assert.Equal((3, 1, 0), Counts(rig));
        Assert.Equal(1ul, Shown(rig, "Not echoed"));
        Assert.Equal([(EventKind.BirthNotEchoed, tank, "Tank")], Told(rig));
        SimEvent said = Assert.Single(rig.Log, e => e.What == NodeEvent.BirthNotEchoed);
        Assert.Equal((tank, "Tank"), (said.Number, said.Name));
    }

    [Fact]
    public void A_device_that_is_allowed_later_is_there_with_the_next_rebirth()
    {
        SimNode rig = Start();
        rig.Broker.Denied.Add(Tank);
        rig.Run(30_000);
        rig.Broker.Denied.Clear();
        rig.CommandNode(new Metric { Name = "Node Control/Rebirth", BooleanValue = true });
        rig.Run(30_000);
        Assert.Equal((4, 0, 0), Counts(rig));
        Assert.Equal((4ul, 0ul), (Shown(rig, "Echoed"), Shown(rig, "Not echoed")));
    }

    [Fact]
    public void A_device_that_comes_and_goes_is_verified_with_each_birth()
    {
        SimNode rig = Start().Run(5000);
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.Run(30_000);
        rig.Broker.Denied.Add("spBv1.0/Plant/DBIRTH/N1/Boiler");
        rig.Plant.Slave("Boiler").IsSilent = false;
        rig.Run(60_000);
        Assert.Equal((3, 1, 0), Counts(rig));
        Assert.Equal(["Boiler"], Told(rig).Select(t => t.Name));
    }

    [Fact]
    public void Nodes_of_one_name_find_each_other_out()
    {
        SimNode rig = Start().Run(30_000);
        Payload theirs = rig.Payloads("NBIRTH/N1").Single();
        theirs.Timestamp += 25_000; // the other one was started later
        rig.Broker.Publish("spBv1.0/Plant/NBIRTH/N1", theirs.ToByteArray());
        rig.Broker.Publish("spBv1.0/Plant/DBIRTH/N1/Attic", theirs.ToByteArray());
        rig.Run(15_000);
        Assert.Equal((4, 0, 2), Counts(rig));
        Assert.Equal(2ul, Shown(rig, "By others"));
        Assert.Equal([(EventKind.BirthByOther, 0, ""), (EventKind.BirthByOther, -1, "")], Told(rig));
        Assert.DoesNotContain(Stored(rig), e => e.Kind is EventKind.CommandRefused or EventKind.CommandUnreadable);
    }

    [Fact]
    public void With_a_broker_that_is_away_for_a_while_every_session_is_verified_anew()
    {
        SimNode rig = Start();
        rig.Broker.Denied.Add(Tank);
        rig.Run(5000); // the wait for the tank is not over
        rig.Wire.IsCut = true;
        rig.Run(60_000);
        rig.Wire.IsCut = false;
        rig.Run(400_000);
        Assert.Equal((3, 1, 0), Counts(rig));
        Assert.Single(Told(rig));
    }

    [Fact]
    public void Births_longer_than_the_wire_takes_are_verified_too()
    {
        SimNode rig = Start();
        rig.Wire.InboundMax = 700;
        rig.Run(60_000);
        Assert.Contains(rig.Broker.Messages, m => m.Topic.Contains("BIRTH", StringComparison.Ordinal) && m.Payload.Length > 700);
        Assert.Contains(rig.Broker.Messages, m => m.Topic.Contains("BIRTH", StringComparison.Ordinal) && m.Payload.Length < 600);
        Assert.Equal((4, 0, 0), Counts(rig));
        Assert.Equal([], Told(rig));
        Assert.DoesNotContain(Stored(rig), e => e.Kind == EventKind.CommandUnreadable);
    }

    [Fact]
    public void It_holds_for_two_hours_of_deaths_rebirths_and_lost_links_without_a_false_word()
    {
        Random random = Seeded.Random();
        SimNode rig = Start();
        for (int minute = 0; minute < 120; minute++)
        {
            rig.Run(60_000);
            switch (random.Next(8))
            {
                case 0: rig.Plant.Slave("Boiler").IsSilent = random.Next(2) == 0; break;
                case 1: rig.Plant.Slave("Meter").IsSilent = random.Next(2) == 0; break;
                case 2: rig.Node.Session.Drop(Mqtt.MqttFault.ConnectionLost, rig.NowMs); break;
                case 3: rig.CommandNode(new Metric { Name = "Node Control/Rebirth", BooleanValue = true }); break;
                case 4: rig.Wire.IsCut = random.Next(2) == 0; break;
                case 5: rig.Broker.HoldsEchoes = true; break; // a slow broker, for less than a wait
                case 6: rig.PassTime(random.Next(30_000)); break;
            }

            rig.Run(random.Next(4000));
            rig.Broker.Release();
        }

        Assert.Equal([], Told(rig));
        Assert.Equal(0, rig.Node.Edge.Echo.ByOthers);
    }

    private static SimNode Start() => SimNode.OnPlant(s => s.Sparkplug = new SparkplugSettings { Verify = "echo" });

    private static (int Back, int Missing, int ByOthers) Counts(SimNode rig) =>
        (rig.Node.Edge.Echo.BackCount, rig.Node.Edge.Echo.MissingCount, rig.Node.Edge.Echo.ByOthers);

    // What a host was told last of one of the three.
    private static ulong Shown(SimNode rig, string name)
    {
        Metric born = rig.Payloads("NBIRTH/N1").Last().Metrics.Single(m => m.Name == "Node/Births/" + name);
        return (rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == born.Alias && m.Timestamp >= born.Timestamp) ?? born).LongValue;
    }

    private static (EventKind Kind, int A, string Name)[] Told(SimNode rig) =>
        [.. Stored(rig).Where(e => e.Kind is >= EventKind.BirthNotEchoed and <= EventKind.EchoRefused).Select(e => (e.Kind, e.A, e.Name))];

    private static StoredEvent[] Stored(SimNode rig)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return StoredEvent.All(rig.Store);
    }
}
