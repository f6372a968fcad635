using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The rules between messages: sessions, seq, births and deaths.</summary>
public sealed class HostModelTests
{
    private readonly HostModel model = new();

    private EdgeNode Node => model.Find("g", "n")!;

    [Fact]
    public void A_sound_session_has_no_findings_and_leaves_the_values()
    {
        model.Consume("NBIRTH", Messages.NBirth(3, Messages.Float("Node/Up", 1, 0)));
        model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1.5f)));
        model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 2.5f)));
        model.Consume("NDATA", Messages.With(3, Messages.ByAlias(1, 9)));

        Assert.Empty(model.Findings);
        Assert.True(Node.Online);
        Assert.Equal(3ul, Node.BdSeq);
        Assert.Equal(4, Node.NextSeq);
        Assert.Equal(2.5f, Node.FindDevice("d1")!.Find("Flow")!.Value);
        Assert.Equal(9f, Node.FindAlias(1)!.Value);
        Assert.Equal(1, Node.Counts[MessageType.DBirth]);
        Assert.Equal(2, Node.Counts.Data);

        model.Consume("NDEATH", Messages.NDeath(3));

        Assert.Equal(0, model.Faults);
        Assert.False(Node.Online);
        Assert.False(Node.FindDevice("d1")!.Online);
    }

    [Fact]
    public void Bytes_are_counted_for_all_messages_and_for_data()
    {
        Born();
        byte[] data = Bytes(Messages.With(2, Messages.ByAlias(2, 2.5f)));
        long before = Node.Bytes;

        model.Consume(Messages.TopicOf("DDATA d1"), data, Messages.Utc);

        Assert.Equal(data.Length, Node.DataBytes);
        Assert.Equal(before + data.Length, Node.Bytes);
    }

    [Fact]
    public void A_missing_message_is_a_gap_and_counting_goes_on_from_there()
    {
        Born();
        HostMessage message = model.Consume("DDATA d1", Messages.With(4, Messages.ByAlias(2, 1)));

        message.Finds(FindingKind.SeqGap);
        Assert.Contains("seq 4 came where 2 was due: 2 lost", message.Findings[0].Text);
        model.Consume("DDATA d1", Messages.With(5, Messages.ByAlias(2, 1))).Finds();
        Assert.Equal(1, model.SeqGaps);
    }

    [Fact]
    public void After_255_comes_0()
    {
        Born();
        for (int seq = 2; seq < 600; seq++)
        {
            model.Consume("DDATA d1", Messages.With((ulong)seq % 256, Messages.ByAlias(2, seq))).Finds();
        }
    }

    [Fact]
    public void A_message_that_comes_twice_is_a_gap()
    {
        Born();
        model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds();
        model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds(FindingKind.SeqGap);
    }

    [Fact]
    public void Seq_must_be_there_and_below_256()
    {
        Born();
        model.Consume("DDATA d1", Messages.With(256, Messages.ByAlias(2, 1))).Finds(FindingKind.SeqMissing);
        var without = new Payload { Timestamp = Messages.Now };
        without.Metrics.Add(Messages.ByAlias(2, 1));
        model.Consume("DDATA d1", without).Finds(FindingKind.SeqMissing);
    }

    [Fact]
    public void A_node_birth_starts_at_0()
    {
        Payload birth = Messages.NBirth(0);
        birth.Seq = 7;

        model.Consume("NBIRTH", birth).Finds(FindingKind.BirthSeqNotZero);

        model.Consume("NDATA", Messages.With(8, [])).Finds();
    }

    [Fact]
    public void Data_before_any_birth_is_a_fault_and_after_a_death_too()
    {
        model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds(FindingKind.DataBeforeBirth);
        model.Consume("DBIRTH d1", Messages.With(3)).Finds(FindingKind.DataBeforeBirth);
        Assert.False(Node.FindDevice("d1")!.Online);
        Born();
        model.Consume("NDEATH", Messages.NDeath(0));
        model.Consume("NDATA", Messages.With(2)).Finds(FindingKind.DataBeforeBirth);
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
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("DDATA d1", Messages.With(1, Messages.ByAlias(2, 1))).Finds(FindingKind.DeviceNotBorn);
        model.Consume("DDEATH d1", Messages.With(2)).Finds(FindingKind.DeviceNotBorn);
    }

    [Fact]
    public void After_its_death_a_device_must_be_born_again()
    {
        Born();
        model.Consume("DDEATH d1", Messages.With(2)).Finds();
        Assert.False(Node.FindDevice("d1")!.Online);
        model.Consume("DDATA d1", Messages.With(3, Messages.ByAlias(2, 1))).Finds(FindingKind.DeviceNotBorn);
        model.Consume("DBIRTH d1", Messages.With(4, Messages.Float("Flow", 2, 1))).Finds();
        model.Consume("DDATA d1", Messages.With(5, Messages.ByAlias(2, 1))).Finds();
    }

    [Fact]
    public void A_device_is_born_once_in_a_session()
    {
        Born();
        model.Consume("DBIRTH d1", Messages.With(2, Messages.Float("Flow", 2, 1))).Finds(FindingKind.DeviceBornTwice);
    }

    [Fact]
    public void A_rebirth_repeats_bdSeq_and_voids_the_births_of_the_devices()
    {
        Born();
        model.Consume("NBIRTH", Messages.NBirth(0)).Finds();

        Assert.Equal(1, Node.Rebirths);
        Assert.False(Node.FindDevice("d1")!.Online);
        Assert.Null(Node.FindAlias(2));
        model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 5, 1))).Finds();
        model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(5, 4))).Finds();
        Assert.Equal(4f, Node.FindDevice("d1")!.Find("Flow")!.Value);
    }

    [Fact]
    public void A_birth_with_another_bdSeq_is_a_new_session_and_no_rebirth()
    {
        Born();
        model.Consume("NBIRTH", Messages.NBirth(1)).Finds();
        Assert.Equal(0, Node.Rebirths);
    }

    [Fact]
    public void The_death_of_an_older_session_is_ignored()
    {
        Born();
        model.Consume("NBIRTH", Messages.NBirth(1)).Finds();

        model.Consume("NDEATH", Messages.NDeath(0)).Finds(FindingKind.StaleDeath);

        Assert.True(Node.Online);
        Assert.Equal(0, model.Faults);
        model.Consume("NDEATH", Messages.NDeath(1)).Finds();
        Assert.False(Node.Online);
    }

    [Fact]
    public void A_session_after_a_death_needs_another_bdSeq()
    {
        Born();
        model.Consume("NDEATH", Messages.NDeath(0));
        model.Consume("NBIRTH", Messages.NBirth(0)).Finds(FindingKind.BdSeqRepeated);
    }

    [Fact]
    public void BdSeq_must_be_there_and_a_number_to_255()
    {
        Payload birth = Messages.NBirth(0);
        birth.Metrics.RemoveAt(0);
        model.Consume("NBIRTH", birth).Finds(FindingKind.BdSeqMissing);
        model.Consume("NBIRTH", Messages.NBirth(256)).Finds(FindingKind.BdSeqMissing);
        model.Consume("NDEATH", new Payload()).Finds(FindingKind.BdSeqMissing);
    }

    [Fact]
    public void A_death_carries_no_seq()
    {
        Born();
        Payload death = Messages.NDeath(0);
        death.Seq = 2;
        model.Consume("NDEATH", death).Finds(FindingKind.SeqForbidden);
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

        HostMessage message = model.Consume("NBIRTH", birth);

        message.Finds(FindingKind.RebirthMetric);
        Assert.Contains(fault, message.Findings[0].Text);
    }

    [Fact]
    public void A_payload_without_a_timestamp_or_with_one_from_the_future_is_a_fault()
    {
        Born();
        Payload data = Messages.With(2);
        data.ClearTimestamp();
        model.Consume("NDATA", data).Finds(FindingKind.TimestampMissing);
        data = Messages.With(3);
        data.Timestamp = Messages.Now + 1001;
        model.Consume("NDATA", data).Finds(FindingKind.TimestampAhead);
        data = Messages.With(4);
        data.Timestamp = Messages.Now + 1000;
        model.Consume("NDATA", data).Finds();
    }

    [Fact]
    public void Bytes_that_are_no_payload_are_a_decode_error_and_do_not_move_seq()
    {
        Born();
        HostMessage message = model.Consume(Messages.TopicOf("DDATA d1"), [0xff, 0xff], Messages.Utc);

        message.Finds(FindingKind.Undecodable);
        Assert.Contains("2 bytes are no Sparkplug B payload", message.Findings[0].Text);
        Assert.Equal(1, model.DecodeErrors);
        model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds();
    }

    [Fact]
    public void A_foreign_topic_is_a_finding_and_makes_no_node()
    {
        model.Consume("spBv1.0/g/HELLO/n", [], Messages.Utc).Finds(FindingKind.Topic);
        Assert.Empty(model.Nodes);
    }

    [Fact]
    public void A_retained_birth_is_not_taken_as_news()
    {
        model.Consume(Messages.TopicOf("NBIRTH"), Bytes(Messages.NBirth(0)), Messages.Utc, retained: true)
            .Finds(FindingKind.Retained);
        Assert.Empty(model.Nodes);
    }

    [Fact]
    public void A_host_state_is_read_retained_or_not()
    {
        HostMessage message = model.Consume(
            "spBv1.0/STATE/scada", """{"online":true,"timestamp":7}"""u8, Messages.Utc, retained: true);

        message.Finds();
        Assert.True(message.HostOnline);
        Assert.Equal(7ul, message.TimestampMs);
        model.Consume("spBv1.0/STATE/scada", "ONLINE"u8, Messages.Utc).Finds(FindingKind.Undecodable);
    }

    [Fact]
    public void A_command_is_shown_and_changes_nothing()
    {
        Born();
        HostMessage message =
            model.Consume(Messages.TopicOf("NCMD"), CommandWriter.Rebirth(Messages.Utc), Messages.Utc);

        message.Finds();
        Assert.Equal(CommandWriter.RebirthName, message.Metrics[0].Name);
        Assert.Equal(true, message.Metrics[0].Value);
        Assert.Equal(2, Node.NextSeq);
        Payload numbered = Messages.With(1);
        model.Consume("NCMD", numbered).Finds(FindingKind.SeqForbidden);
    }

    [Fact]
    public void Old_findings_fall_out_but_stay_counted()
    {
        var small = new HostModel(new HostOptions { FindingsMax = 3 });
        for (int i = 0; i < 10; i++)
        {
            small.Consume("nonsense", [], Messages.Utc);
        }

        Assert.Equal(3, small.Findings.Count);
        Assert.Equal(10, small.Count(FindingKind.Topic));
        Assert.Equal(10, small.DecodeErrors);
    }

    private static byte[] Bytes(Payload payload) => Google.Protobuf.MessageExtensions.ToByteArray(payload);

    /// <summary>Node with bdSeq 0 and device d1 with Flow under alias 2; seq 2 is due.</summary>
    private void Born()
    {
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1)));
    }
}
