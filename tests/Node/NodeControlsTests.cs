using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Settings;
using Google.Protobuf;

namespace FieldNode.NodeTests;

/// <summary>What `sparkplug.controls` gives hosts, through the whole node.</summary>
public sealed class NodeControlsTests
{
    private const string DeviceRebirth = "Device Control/Rebirth";

    [Fact]
    public void Without_controls_a_birth_has_none_of_them()
    {
        SimNode rig = Born(null);
        Assert.DoesNotContain(rig.Payloads("NBIRTH/N1").Single().Metrics, m => m.Name is "Properties/OS" or "Node Control/Reboot");
        Assert.DoesNotContain(rig.Payloads("DBIRTH/N1/Boiler").Single().Metrics, m => m.Name == DeviceRebirth);
    }

    [Fact]
    public void A_slave_is_reborn_alone_and_that_is_no_death_of_a_device()
    {
        SimNode rig = Born(new ControlSettings { DeviceRebirth = true }, mode: "readOnly");
        rig.Command("Boiler", new Metric { Name = DeviceRebirth, BooleanValue = true });
        rig.Run(12_000);
        Assert.Equal((2, 1), (rig.Payloads("DBIRTH/N1/Boiler").Length, rig.Payloads("DDEATH/N1/Boiler").Length));
        Assert.Equal((1, 1), (rig.Payloads("DBIRTH/N1/Tank").Length, rig.Payloads("NBIRTH/N1").Length));
        Assert.Equal((0, 1), (rig.Counter("Node/Device deaths"), rig.Counter("Node/Rebirths asked")));
        Assert.Equal((EventKind.RebirthAsked, "Boiler"), Assert.Single(Events(rig, EventKind.RebirthAsked)));
        Assert.Contains(rig.Log, e => e.What == NodeEvent.RebirthAsked && e.Name == "Boiler");
    }

    [Fact]
    public void What_the_board_knows_of_itself_is_in_the_birth()
    {
        SimNode rig = Born(new ControlSettings { Properties = true });
        Metric[] told = [.. rig.Payloads("NBIRTH/N1").Single().Metrics.Where(m =>
            m.Name.StartsWith("Properties/", StringComparison.Ordinal) && m.Name != "Properties/Settings CRC")]; // which every node tells
        Assert.Equal(
            [("Properties/Hardware Model", "simulated"), ("Properties/OS", "virtual time"), ("Properties/OS Version", "1.2.3"),
                ("Properties/Firmware version", "1.2.3")],
            told.Select(m => (m.Name, m.StringValue)));
    }

    [Fact]
    public void The_version_which_never_changes_is_in_each_birth_with_the_time_of_the_first()
    {
        SimNode rig = Born(null);
        rig.CommandNode(new Metric { Name = "Node Control/Rebirth", BooleanValue = true });
        rig.Run(60_000);
        Metric[] told = [.. rig.Payloads("NBIRTH/N1").Select(birth => birth.Metrics.Single(m => m.Name == "Properties/Firmware version"))];
        Assert.Equal(2, told.Length);
        Assert.Equal(told[0], told[1]);
        Assert.Equal(rig.Payloads("NBIRTH/N1")[0].Timestamp, told[0].Timestamp);
        Assert.DoesNotContain(rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics), m => m.Alias == told[0].Alias);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_three_that_hosts_write_are_in_the_birth_as_the_specification_has_them(bool aliases)
    {
        SimNode rig = Born(All, change: s => s.Sparkplug.Aliases = aliases);
        Metric[] told = [.. rig.Payloads("NBIRTH/N1").Single().Metrics
            .Where(m => m.Name.StartsWith("Node Control/", StringComparison.Ordinal) && m.Name != "Node Control/Rebirth")];
        Assert.Equal([("Node Control/Reboot", 11u), ("Node Control/Next Server", 11u), ("Node Control/Scan Rate", 4u)], told.Select(m => (m.Name, m.Datatype)));
        Assert.All(told[..2], m => Assert.True(m is { ValueCase: Metric.ValueOneofCase.BooleanValue, BooleanValue: false }));
        Assert.Equal(0ul, told[2].LongValue);
        Assert.Equal(["engUnit", "engLow", "engHigh"], told[2].Properties.Keys);
        Assert.All(told, m => Assert.Equal(aliases, m.HasAlias));
    }

    [Fact]
    public void In_mode_readOnly_there_is_none_of_the_three_whatever_the_settings_say()
    {
        SimNode rig = Born(All, mode: "readOnly"); // the check refuses such a file
        Assert.DoesNotContain(rig.Payloads("NBIRTH/N1").Single().Metrics, m => m.Name is "Node Control/Reboot" or "Node Control/Scan Rate");
        rig.Run(Minutes(6));
        rig.CommandNode(Reboot());
        rig.Run(3000);
        Assert.True(rig.IsRunning);
        Assert.Equal(1, rig.Node.Events.Commands(Verdicts.ByPolicy));
    }

    [Fact]
    public void A_reboot_leaves_in_order_and_then_the_board_restarts_and_the_next_run_knows_why()
    {
        SimNode rig = Born(All).Run(Minutes(5));
        rig.Broker.Clear();
        rig.CommandNode(Reboot());
        rig.Run(2000);

        Assert.False(rig.IsRunning);
        Assert.Equal((int)RunEnd.Asked, rig.RebootReason);
        Assert.Equal(
            ["DDEATH", "DDEATH", "DDEATH", "NDEATH"],
            rig.Broker.Messages.Select(m => m.Topic.Split('/')[2]).Where(kind => kind.EndsWith("DEATH", StringComparison.Ordinal)));
        Assert.Equal("DISCONNECT", rig.Broker.Sent.Last());
        Assert.Equal(1, rig.Node.Events.Commands(Verdicts.Passed));
        Assert.Contains((EventKind.WritePassed, "Node Control/Reboot"), Events(rig, EventKind.WritePassed));

        rig.Restart();
        Assert.Equal(RunEnd.Asked, rig.Node.Events.Ring.LastEnd);
        rig.Run(3000);
        Assert.Equal((2, false), (rig.Payloads("NBIRTH/N1").Length + 1, OfNode(rig, "Node Control/Reboot").BooleanValue));
    }

    [Fact]
    public void A_reboot_in_the_first_five_minutes_of_a_run_is_too_soon_and_false_is_no_reboot()
    {
        SimNode rig = Born(All);
        rig.CommandNode(Reboot());
        rig.Run(1000);
        Assert.Equal("17 Node Control/Reboot", OfNode(rig, "Node/Commands/Last not done").StringValue);
        rig.Run(Minutes(6));
        rig.CommandNode(new Metric { Name = "Node Control/Reboot", BooleanValue = false });
        rig.Run(3000);
        Assert.True(rig.IsRunning);
        Assert.Equal((1, 1), (rig.Node.Events.Commands(Verdicts.NotSent), rig.Node.Events.Commands(Verdicts.Passed)));
        Assert.Empty(rig.Payloads("NDEATH/N1"));
    }

    [Fact]
    public void A_host_that_asks_for_reboots_without_end_gets_one_in_five_minutes()
    {
        SimNode rig = Born(All);
        int boots = 0;
        for (int second = 0; second < 3600; second++)
        {
            rig.CommandNode(Reboot());
            rig.Run(1000);
            if (!rig.IsRunning)
            {
                boots++;
                rig.Restart();
            }
        }

        Assert.InRange(boots, 10, 12);
    }

    [Fact]
    public void An_operators_stop_beside_a_reboot_is_a_stop()
    {
        SimNode rig = Born(All).Run(Minutes(5));
        rig.CommandNode(Reboot());
        rig.Logged = what =>
        {
            if (what == NodeEvent.Stopping)
            {
                rig.Stop();
            }
        };
        rig.Run(5000);
        Assert.False(rig.IsRunning);
        Assert.Null(rig.RebootReason);
    }

    [Fact]
    public void A_reboot_while_the_broker_confirms_nothing_ends_after_ten_seconds_all_the_same()
    {
        SimNode rig = Born(All).Run(Minutes(5));
        rig.Broker.Mute.Add(Mqtt.MqttKind.PubAck);
        rig.CommandNode(Reboot());
        rig.Run(12_000);
        Assert.Equal((int)RunEnd.Asked, rig.RebootReason);
    }

    [Fact]
    public void The_next_server_is_gone_to_with_an_ndeath_and_births_there_with_the_next_bdSeq()
    {
        SimNode rig = Born(All).Run(Mqtt.MqttSession.StableMs);
        Assert.Equal(0, rig.Broker.Server);
        rig.CommandNode(NextServer());
        rig.Run(3000);
        Assert.Equal(1, rig.Broker.Server);
        Assert.Single(rig.Payloads("NDEATH/N1"));
        Assert.Equal([0ul, 1ul], rig.Payloads("NBIRTH/N1").Select(p => p.Metrics[0].LongValue));
        Assert.Equal(1, rig.Node.Events.Commands(Verdicts.Passed));
        Assert.True(rig.IsRunning);
    }

    [Fact]
    public void The_next_server_is_refused_until_the_session_has_stood_for_half_a_minute()
    {
        SimNode rig = Born(All);
        for (int second = 0; second < 300; second++)
        {
            rig.CommandNode(NextServer());
            rig.Run(1000);
        }

        Assert.InRange(rig.Payloads("NBIRTH/N1").Length, 9, 11);
        Assert.True(rig.Node.Events.Commands(Verdicts.NotSent) > 250);
    }

    [Fact]
    public void A_scan_rate_slows_down_what_is_read_more_often_and_nothing_else_and_0_gives_the_settings_back()
    {
        SimNode rig = Born(All);
        int own = Requests(rig, 10_000);
        rig.CommandNode(ScanRate(5000));
        rig.Run(6000);
        Assert.Equal(5000ul, OfNode(rig, "Node Control/Scan Rate").LongValue);
        int slow = Requests(rig, 10_000);
        rig.CommandNode(ScanRate(500)); // no period of the plant is shorter
        rig.Run(6000);
        int asOwn = Requests(rig, 10_000);
        rig.CommandNode(ScanRate(0));
        rig.Run(1000);
        int back = Requests(rig, 10_000);

        Assert.InRange(slow, own / 11, own / 7); // most periods are 500 ms
        Assert.InRange(asOwn, own - 2, own + 2);
        Assert.InRange(back, own - 2, own + 2);
        Assert.Equal(3, rig.Node.Events.Commands(Verdicts.Passed));
    }

    [Fact]
    public void What_was_slowed_down_is_read_again_within_a_period_and_a_rebirth_keeps_the_rate_but_a_restart_does_not()
    {
        SimNode rig = Born(All);
        rig.CommandNode(ScanRate(60_000));
        rig.Run(70_000);
        rig.CommandNode(new Metric { Name = "Node Control/Rebirth", BooleanValue = true });
        rig.Run(1000);
        Assert.Equal(60_000ul, Birth(rig, "Node Control/Scan Rate").LongValue);
        rig.CommandNode(ScanRate(0));
        Assert.True(Requests(rig, 1500) >= 3); // each slave at least
        rig.CommandNode(ScanRate(60_000));
        rig.Run(1000);
        rig.Restart().Run(3000);
        Assert.Equal(0ul, Birth(rig, "Node Control/Scan Rate").LongValue);
    }

    [Theory]
    [InlineData(60_001, 4)]
    [InlineData(-1, 4)]
    public void A_scan_rate_outside_of_its_bounds_is_refused_and_the_one_in_force_is_shown(long rate, int verdict)
    {
        SimNode rig = Born(All);
        rig.CommandNode(ScanRate(2000));
        rig.Run(1000);
        rig.Broker.Clear();
        rig.CommandNode(ScanRate(rate));
        rig.Run(1000);
        ulong alias = (ulong)rig.Node.Tags.AliasOf(rig.Tag("Node Control/Scan Rate"));
        Assert.Equal(2000ul, rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).Single(m => m.Alias == alias).LongValue);
        Assert.Equal($"{verdict} Node Control/Scan Rate",
            rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).Single(m => m.ValueCase == Metric.ValueOneofCase.StringValue).StringValue);
    }

    [Fact]
    public void A_command_of_controls_and_values_is_done_whole_or_not_at_all()
    {
        SimNode rig = Born(All).Run(Minutes(5));
        rig.CommandNode(ScanRate(3000), Reboot(), new Metric { Name = "Node/Uptime", LongValue = 1 });
        rig.Run(3000);
        Assert.True(rig.IsRunning);
        Assert.Equal((0ul, 1), (OfNode(rig, "Node Control/Scan Rate").LongValue, rig.Node.Events.Commands(Verdicts.ByPolicy)));
        rig.CommandNode(Reboot(), ScanRate(99_999));
        rig.Run(3000);
        Assert.True(rig.IsRunning);
        rig.CommandNode(ScanRate(3000), Reboot());
        rig.Run(3000);
        Assert.Equal((int)RunEnd.Asked, rig.RebootReason);
    }

    [Fact]
    public void The_rate_of_writes_their_age_and_a_retained_one_count_for_controls_too()
    {
        SimNode rig = Born(All, change: s =>
        {
            s.Sparkplug.WritesPerMinuteMax = 2;
            s.Sparkplug.CommandAgeMaxMs = 5000;
        });
        string ncmd = "spBv1.0/Plant/NCMD/N1";
        byte[] At(long ms, long rate) => new Payload { Timestamp = (ulong)(rig.Utc + ms), Metrics = { ScanRate(rate) } }.ToByteArray();
        rig.Broker.Publish(ncmd, At(-6000, 1001));
        rig.CommandNode(ScanRate(1002)); // no time
        rig.Broker.Publish(ncmd, At(0, 1003));
        rig.Broker.Publish(ncmd, At(0, 1004));
        rig.Broker.Publish(ncmd, At(0, 1005));
        rig.Run(1000);
        Assert.Equal(1004ul, OfNode(rig, "Node Control/Scan Rate").LongValue);
        // 1003 was replaced before its turn came, and leaves no trace
        Assert.Equal((2, 1, 1), (rig.Node.Events.Commands(Verdicts.ByPolicy), rig.Node.Events.Commands(Verdicts.NotSent), rig.Node.Events.Commands(Verdicts.Passed)));
        rig.Wire.ArriveMessage(ncmd, At(0, 1006), retain: true);
        rig.Run(1000);
        Assert.Equal(1004ul, OfNode(rig, "Node Control/Scan Rate").LongValue);
    }

    [Fact]
    public void A_key_switch_that_is_off_keeps_controls_back_as_it_keeps_values()
    {
        const int Pin = 4;
        SimNode rig = Born(All, change: s =>
        {
            s.Terminals = new TerminalSettings { Device = "Terminals", Contacts = [new ContactSettings { Name = "Key", Pin = Pin }] };
            s.Sparkplug.KeySwitch = "Key";
        });
        rig.Plant.Pins[Pin].Level = false;
        rig.Run(Minutes(6));
        rig.CommandNode(Reboot());
        rig.CommandNode(ScanRate(5000));
        rig.Run(1000);
        Assert.True(rig.IsRunning);
        Assert.Equal("15 Node Control/Scan Rate", OfNode(rig, "Node/Commands/Last not done").StringValue);
        Assert.Equal(2, rig.Node.Events.Commands(Verdicts.ByPolicy));
        rig.Plant.Pins[Pin].Level = true;
        rig.Run(1000);
        rig.CommandNode(Reboot());
        rig.Run(3000);
        Assert.Equal((int)RunEnd.Asked, rig.RebootReason);
    }

    [Fact]
    public void Random_commands_for_controls_never_break_a_step()
    {
        Random random = Seeded.Random();
        SimNode rig = Born(All);
        for (int i = 0; i < 3000; i++)
        {
            Metric[] metrics = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(4) switch
            {
                0 => Reboot(), 1 => NextServer(), 2 => ScanRate(random.NextInt64(-5, 70_000)), _ => new Metric { Name = "Node Control/Rebirth", BooleanValue = true },
            })];
            rig.CommandNode(metrics);
            rig.Run(random.Next(1, 2000));
            if (!rig.IsRunning)
            {
                Assert.Equal((int)RunEnd.Asked, rig.RebootReason);
                rig.Restart();
            }
        }

        Assert.DoesNotContain(rig.Log, e => e.What is NodeEvent.StepFailed or NodeEvent.InternalFault);
    }

    private static ControlSettings All => new() { Reboot = true, NextServer = true, ScanRateMaxMs = 60_000, DeviceRebirth = true, Properties = true };

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static Metric Reboot() => new() { Name = "Node Control/Reboot", BooleanValue = true };

    private static Metric NextServer() => new() { Name = "Node Control/Next Server", BooleanValue = true };

    private static Metric ScanRate(long ms) => new() { Name = "Node Control/Scan Rate", Datatype = 4, LongValue = (ulong)ms };

    // Requests that the line carries within so many ms.
    private static int Requests(SimNode rig, long ms)
    {
        int count = 0;
        rig.Plant.Line.Delay = _ =>
        {
            count++;
            return 2_000;
        };
        rig.Run(ms);
        return count;
    }

    private static Metric Birth(SimNode rig, string name) => rig.Payloads("NBIRTH/N1").Last().Metrics.Single(m => m.Name == name);

    private static Metric OfNode(SimNode rig, string name) =>
        rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == Birth(rig, name).Alias && !m.IsHistorical) ?? Birth(rig, name);

    private static SimNode Born(ControlSettings? controls, string mode = "commands", Action<NodeSettings>? change = null) => SimNode.OnPlant(s =>
    {
        s.OtherBrokers = [new OtherBrokerSettings { Host = "second" }];
        s.Sparkplug = new SparkplugSettings { Mode = mode, Controls = controls!, HealthPeriodMs = 1000 };
        change?.Invoke(s);
    }).Run(3000);

    private static (EventKind, string)[] Events(SimNode rig, EventKind kind)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return [.. StoredEvent.All(rig.Store).Where(e => e.Kind == kind).Select(e => (e.Kind, e.Name))];
    }
}
