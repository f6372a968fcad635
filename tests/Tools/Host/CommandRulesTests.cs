using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>What a host does wrong in a command: named with what to do, and never laid to the node.</summary>
public sealed class CommandRulesTests : HostModelRig
{
    [Fact]
    public void A_sound_command_has_no_findings()
    {
        Born();
        Say("NCMD", new Metric { Name = CommandWriter.RebirthName, BooleanValue = true }).Finds();
        Say("DCMD d1", new Metric { Name = "Flow", FloatValue = 2 }).Finds();
        Say("DCMD d1", new Metric { Alias = 2, FloatValue = 2 }).Finds();
        Say("DCMD d1", new Metric { Name = "Flow", Alias = 2, Datatype = 9, FloatValue = 2 }).Finds();
        Assert.Equal(0, Model.HostTroubles);
    }

    [Fact]
    public void A_command_to_a_node_that_died_is_named_and_one_to_a_node_that_was_never_heard_of_is_not()
    {
        Say("NCMD", new Metric { Name = "Reset", BooleanValue = true }).Finds();
        Born();
        Model.Consume("NDEATH", Messages.NDeath(0));
        Expect(Say("NCMD", new Metric { Name = "Reset", BooleanValue = true }), FindingKind.CommandToOffline,
            "g/n is offline: nobody takes this command. Send it after its next NBIRTH");
    }

    [Fact]
    public void A_command_to_a_device_that_died_or_that_there_is_not_is_named()
    {
        Born();
        Expect(Say("DCMD D1", new Metric { Name = "Flow", FloatValue = 2 }), FindingKind.CommandToOffline, "no DBIRTH named a device D1");
        Model.Consume("DDEATH d1", Messages.With(2));
        Expect(Say("DCMD d1", new Metric { Name = "Flow", FloatValue = 2 }), FindingKind.CommandToOffline, "device d1 is dead");
    }

    [Fact]
    public void A_name_and_an_alias_of_two_metrics_are_named_with_both()
    {
        Model.Consume("NBIRTH", Messages.NBirth(0));
        Model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1), Messages.Float("Level", 3, 1)));
        Expect(Say("DCMD d1", new Metric { Name = "Flow", Alias = 3, FloatValue = 2 }), FindingKind.CommandContradicts,
            "name Flow and alias 3 are of two metrics, the alias of d1/Level: the node refuses it.");
    }

    [Fact]
    public void An_alias_that_no_birth_gave_beside_a_right_name_harms_nobody()
    {
        Born();
        Say("DCMD d1", new Metric { Name = "Flow", Alias = 0, FloatValue = 2 }).Finds(); // hosts without aliases send 0
    }

    [Theory]
    [InlineData("flow", null, "no birth declared flow: the node refuses it. It is spelt Flow")]
    [InlineData("Speed", null, "no birth declared Speed: the node refuses it. Take names from the last birth")]
    [InlineData(null, 77UL, "no birth gave alias 77: the node refuses it. Aliases change with births")]
    [InlineData(null, 9UL, "alias 9 is of Up, which this topic does not reach")]
    public void A_metric_that_no_birth_declared_is_named(string? name, ulong? alias, string text)
    {
        Model.Consume("NBIRTH", Messages.NBirth(0, Messages.Float("Up", 9, 1)));
        Model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1)));
        var metric = new Metric { FloatValue = 2 };
        if (name is not null)
        {
            metric.Name = name;
        }
        if (alias is ulong number)
        {
            metric.Alias = number;
        }
        Expect(Say("DCMD d1", metric), FindingKind.CommandUnknown, text);
    }

    [Fact]
    public void A_whole_number_that_may_be_negative_or_large_is_named_where_its_datatype_is_missing()
    {
        Born();
        Assert.Contains(Say("DCMD d1", new Metric { Name = "Flow", IntValue = 0xFFFF_FFFB }).Findings,
            f => f.Kind == FindingKind.CommandUntyped && f.Text.Contains("a whole number without a datatype for Flow, a Float"));
        Assert.DoesNotContain(Say("DCMD d1", new Metric { Name = "Flow", IntValue = 5 }).Findings, f => f.Kind == FindingKind.CommandUntyped);
        Assert.DoesNotContain(Say("DCMD d1", new Metric { Name = "Flow", FloatValue = -5 }).Findings, f => f.Kind == FindingKind.CommandUntyped);
    }

    [Fact]
    public void A_value_outside_the_range_of_the_birth_is_named()
    {
        Metric flow = Messages.Float("Flow", 2, 1);
        flow.Properties = new PropertySet
        {
            Keys = { "engLow", "engHigh" }, Values = { new PropertyValue { Type = 10, DoubleValue = 0 }, new PropertyValue { Type = 10, DoubleValue = 100 } },
        };
        Model.Consume("NBIRTH", Messages.NBirth(0));
        Model.Consume("DBIRTH d1", Messages.With(1, flow));
        Say("DCMD d1", new Metric { Name = "Flow", FloatValue = 100 }).Finds();
        Expect(Say("DCMD d1", new Metric { Name = "Flow", FloatValue = 101 }), FindingKind.CommandOutOfRange, "101 is outside 0 to 100, the range of Flow");
    }

    [Theory]
    [InlineData(60_000, false)]
    [InlineData(60_001, true)]
    [InlineData(-60_001, true)]
    public void A_command_whose_time_is_a_minute_off_is_named(int aheadMs, bool isNamed)
    {
        Born();
        var payload = new Payload { Timestamp = Messages.Now + (ulong)aheadMs, Metrics = { new Metric { Name = "Flow", FloatValue = 2 } } };
        HostMessage message = Model.Consume("DCMD d1", payload);
        message.Finds(isNamed ? [FindingKind.CommandTime] : []);
        Assert.All(message.Findings, f => Assert.Contains(aheadMs > 0 ? "60.0 s ahead" : "60.0 s behind", f.Text));
    }

    [Fact]
    public void A_time_at_the_end_of_64_bits_is_borne()
    {
        Born();
        var payload = new Payload { Timestamp = ulong.MaxValue, Metrics = { new Metric { Name = "Flow", FloatValue = 2 } } };
        Model.Consume("DCMD d1", payload).Finds(FindingKind.CommandTime);
    }

    [Fact]
    public void A_request_for_a_rebirth_must_be_a_Boolean_but_needs_no_datatype()
    {
        Born();
        Assert.Contains(Say("NCMD", new Metric { Name = CommandWriter.RebirthName, IntValue = 1 }).Findings,
            f => f is { Kind: FindingKind.RebirthMalformed, IsOfHost: true } && f.Text.Contains("has no boolean_value"));
        Expect(Say("NCMD", new Metric { Name = CommandWriter.RebirthName, Datatype = 3, BooleanValue = true }), FindingKind.DatatypeChanged, "datatype 3");
        Say("NCMD", new Metric { Name = CommandWriter.RebirthName, BooleanValue = false }).Finds(); // resets the host's own tag
    }

    [Fact]
    public void A_request_for_a_rebirth_that_is_spelt_otherwise_or_goes_to_a_device_is_named()
    {
        Born();
        Expect(Say("NCMD", new Metric { Name = "node control/rebirth", BooleanValue = true }), FindingKind.CommandUnknown, "names are case-sensitive");
        Expect(Say("DCMD d1", new Metric { Name = CommandWriter.RebirthName, BooleanValue = true }), FindingKind.CommandUnknown,
            "Send it as NCMD to spBv1.0/g/NCMD/n");
    }

    [Fact]
    public void A_retained_command_is_named_with_the_way_to_delete_it()
    {
        Born();
        HostMessage message = Model.Consume(Messages.TopicOf("NCMD"), CommandWriter.Rebirth(Messages.Utc), Messages.Utc, retained: true);
        Expect(message, FindingKind.Retained, "an empty retained message on this topic deletes it");
    }

    [Fact]
    public void A_command_with_seq_and_one_that_is_no_payload_are_the_hosts_doing()
    {
        Born();
        Payload payload = With(new Metric { Name = "Flow", FloatValue = 2 });
        payload.Seq = 3;
        Expect(Model.Consume("DCMD d1", payload), FindingKind.SeqForbidden, "DCMD carries seq 3");
        Expect(Model.Consume(Messages.TopicOf("DCMD d1"), [0xff], Messages.Utc), FindingKind.Undecodable, "1 bytes");
        Assert.Equal(0, Model.DecodeErrors);
    }

    private HostMessage Say(string typeAndPlace, Metric metric) => Model.Consume(typeAndPlace, With(metric));

    private static Payload With(Metric metric) => new() { Timestamp = Messages.Now, Metrics = { metric } };

    private void Expect(HostMessage message, FindingKind kind, string text)
    {
        message.Finds(kind);
        Assert.Contains(text, message.Findings[0].Text);
        Assert.True(message.Findings[0].IsOfHost);
        Assert.Equal(0, Model.Faults);
        Assert.True(Model.HostTroubles > 0);
    }
}
