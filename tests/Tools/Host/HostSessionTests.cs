using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The rules between messages: sessions, births and deaths.</summary>
public sealed class HostSessionTests : HostModelRig
{
    [Fact]
    public void A_node_birth_starts_at_0()
    {
        Payload birth = Messages.NBirth(0);
        birth.Seq = 7;

        Model.Consume("NBIRTH", birth).Finds(FindingKind.BirthSeqNotZero);

        Model.Consume("NDATA", Messages.With(8, [])).Finds();
    }

    [Fact]
    public void Data_before_any_birth_is_a_fault_and_after_a_death_too()
    {
        Model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds(FindingKind.DataBeforeBirth);
        Model.Consume("DBIRTH d1", Messages.With(3)).Finds(FindingKind.DataBeforeBirth);
        Assert.False(Node.FindDevice("d1")!.Online);
        Born();
        Model.Consume("NDEATH", Messages.NDeath(0));
        Model.Consume("NDATA", Messages.With(2)).Finds(FindingKind.DataBeforeBirth);
    }

    [Fact]
    public void For_a_host_that_joins_late_the_first_data_of_an_unknown_node_is_a_note_and_the_next_nothing_new()
    {
        var late = new HostModel(new HostOptions { JoinsLate = true });

        late.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds(FindingKind.JoinedLate);
        late.Consume("NDATA", Messages.With(3)).Finds();
        late.Consume("DDATA d1", Messages.With(5)).Finds(FindingKind.SeqGap);

        Assert.Equal(1, late.Faults);
        late.Consume("NBIRTH", Messages.NBirth(0));
        late.Consume("NDEATH", Messages.NDeath(0));
        late.Consume("NDATA", Messages.With(1)).Finds(FindingKind.DataBeforeBirth);
    }

    [Fact]
    public void A_host_that_lost_its_link_takes_what_it_hears_next_as_one_that_joins_late()
    {
        var host = new HostModel(new HostOptions { JoinsLate = true });
        host.Consume("NBIRTH", Messages.NBirth(0));

        host.LinkLost();

        Assert.False(host.Find("g", "n")!.Online);
        host.Consume("NDATA", Messages.With(77)).Finds(FindingKind.JoinedLate);
        host.LinkLost();
        host.Consume("NDATA", Messages.With(99)).Finds(FindingKind.JoinedLate);
        Assert.Equal(0, host.Faults);
        host.Consume("NBIRTH", Messages.NBirth(1));
        Assert.True(host.Find("g", "n")!.Online);
        Assert.Equal(0, host.Faults);
    }

    [Fact]
    public void Data_of_a_device_that_was_not_born_is_a_fault()
    {
        Model.Consume("NBIRTH", Messages.NBirth(0));
        Model.Consume("DDATA d1", Messages.With(1, Messages.ByAlias(2, 1))).Finds(FindingKind.DeviceNotBorn);
        Model.Consume("DDEATH d1", Messages.With(2)).Finds(FindingKind.DeviceNotBorn);
    }

    [Fact]
    public void After_its_death_a_device_must_be_born_again()
    {
        Born();
        Model.Consume("DDEATH d1", Messages.With(2)).Finds();
        Assert.False(Node.FindDevice("d1")!.Online);
        Model.Consume("DDATA d1", Messages.With(3, Messages.ByAlias(2, 1))).Finds(FindingKind.DeviceNotBorn);
        Model.Consume("DBIRTH d1", Messages.With(4, Messages.Float("Flow", 2, 1))).Finds();
        Model.Consume("DDATA d1", Messages.With(5, Messages.ByAlias(2, 1))).Finds();
    }

    [Fact]
    public void A_device_is_born_once_in_a_session()
    {
        Born();
        Model.Consume("DBIRTH d1", Messages.With(2, Messages.Float("Flow", 2, 1))).Finds(FindingKind.DeviceBornTwice);
    }

    [Fact]
    public void A_rebirth_repeats_bdSeq_and_voids_the_births_of_the_devices()
    {
        Born();
        Model.Consume("NBIRTH", Messages.NBirth(0)).Finds();

        Assert.Equal(1, Node.Rebirths);
        Assert.False(Node.FindDevice("d1")!.Online);
        Assert.Null(Node.FindAlias(2));
        Model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 5, 1))).Finds();
        Model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(5, 4))).Finds();
        Assert.Equal(4f, Node.FindDevice("d1")!.Find("Flow")!.Value);
    }

    [Fact]
    public void A_birth_with_another_bdSeq_is_a_new_session_and_no_rebirth()
    {
        Born();
        Model.Consume("NBIRTH", Messages.NBirth(1)).Finds();
        Assert.Equal(0, Node.Rebirths);
    }

    [Fact]
    public void The_death_of_an_older_session_is_ignored()
    {
        Born();
        Model.Consume("NBIRTH", Messages.NBirth(1)).Finds();

        Model.Consume("NDEATH", Messages.NDeath(0)).Finds(FindingKind.StaleDeath);

        Assert.True(Node.Online);
        Assert.Equal(0, Model.Faults);
        Model.Consume("NDEATH", Messages.NDeath(1)).Finds();
        Assert.False(Node.Online);
    }

    [Fact]
    public void A_session_after_a_death_needs_another_bdSeq()
    {
        Born();
        Model.Consume("NDEATH", Messages.NDeath(0));
        Model.Consume("NBIRTH", Messages.NBirth(0)).Finds(FindingKind.BdSeqRepeated);
    }

    [Fact]
    public void BdSeq_must_be_there_and_a_number_to_255()
    {
        Payload birth = Messages.NBirth(0);
        birth.Metrics.RemoveAt(0);
        Model.Consume("NBIRTH", birth).Finds(FindingKind.BdSeqMissing);
        Model.Consume("NBIRTH", Messages.NBirth(256)).Finds(FindingKind.BdSeqMissing);
        Model.Consume("NDEATH", new Payload()).Finds(FindingKind.BdSeqMissing);
    }

    [Fact]
    public void A_death_carries_no_seq()
    {
        Born();
        Payload death = Messages.NDeath(0);
        death.Seq = 2;
        Model.Consume("NDEATH", death).Finds(FindingKind.SeqForbidden);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("alias")]
    [InlineData("Boolean")]
    [InlineData("false")]
    public void A_node_birth_offers_the_rebirth_as_a_boolean_false_without_alias(string fault)
    {
        Payload birth = Messages.NBirth(0);
        Metric rebirth = birth.Metrics[1];
        switch (fault)
        {
            case "missing":
                birth.Metrics.RemoveAt(1);
                break;
            case "alias":
                rebirth.Alias = 1;
                break;
            case "Boolean":
                rebirth.Datatype = 3;
                rebirth.IntValue = 0;
                break;
            default:
                rebirth.BooleanValue = true;
                break;
        }

        HostMessage message = Model.Consume("NBIRTH", birth);

        message.Finds(FindingKind.RebirthMetric);
        Assert.Contains(fault, message.Findings[0].Text);
    }
}
