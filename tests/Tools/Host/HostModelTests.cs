using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>What a host counts and remembers of a node, and how seq runs.</summary>
public sealed class HostModelTests : HostModelRig
{
    [Fact]
    public void A_sound_session_has_no_findings_and_leaves_the_values()
    {
        Model.Consume("NBIRTH", Messages.NBirth(3, Messages.Float("Node/Up", 1, 0)));
        Model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1.5f)));
        Model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 2.5f)));
        Model.Consume("NDATA", Messages.With(3, Messages.ByAlias(1, 9)));

        Assert.Empty(Model.Findings);
        Assert.True(Node.Online);
        Assert.Equal(3ul, Node.BdSeq);
        Assert.Equal(4, Node.NextSeq);
        Assert.Equal(2.5f, Node.FindDevice("d1")!.Find("Flow")!.Value);
        Assert.Equal(9f, Node.FindAlias(1)!.Value);
        Assert.Equal(1, Node.Counts[MessageType.DBirth]);
        Assert.Equal(2, Node.Counts.Data);

        Model.Consume("NDEATH", Messages.NDeath(3));

        Assert.Equal(0, Model.Faults);
        Assert.False(Node.Online);
        Assert.False(Node.FindDevice("d1")!.Online);
    }

    [Fact]
    public void Bytes_are_counted_for_all_messages_and_for_data()
    {
        Born();
        byte[] data = Bytes(Messages.With(2, Messages.ByAlias(2, 2.5f)));
        long before = Node.Bytes;

        Model.Consume(Messages.TopicOf("DDATA d1"), data, Messages.Utc);

        Assert.Equal(data.Length, Node.DataBytes);
        Assert.Equal(before + data.Length, Node.Bytes);
    }

    [Fact]
    public void A_missing_message_is_a_gap_and_counting_goes_on_from_there()
    {
        Born();
        HostMessage message = Model.Consume("DDATA d1", Messages.With(4, Messages.ByAlias(2, 1)));

        message.Finds(FindingKind.SeqGap);
        Assert.Contains("seq 4 came where 2 was due: 2 lost", message.Findings[0].Text);
        Model.Consume("DDATA d1", Messages.With(5, Messages.ByAlias(2, 1))).Finds();
        Assert.Equal(1, Model.SeqGaps);
    }

    [Fact]
    public void After_255_comes_0()
    {
        Born();
        for (int seq = 2; seq < 600; seq++)
        {
            Model.Consume("DDATA d1", Messages.With((ulong)seq % 256, Messages.ByAlias(2, seq))).Finds();
        }
    }

    [Fact]
    public void A_message_that_comes_twice_is_a_gap()
    {
        Born();
        Model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds();
        Model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds(FindingKind.SeqGap);
    }

    [Fact]
    public void Seq_must_be_there_and_below_256()
    {
        Born();
        Model.Consume("DDATA d1", Messages.With(256, Messages.ByAlias(2, 1))).Finds(FindingKind.SeqMissing);
        var without = new Payload { Timestamp = Messages.Now };
        without.Metrics.Add(Messages.ByAlias(2, 1));
        Model.Consume("DDATA d1", without).Finds(FindingKind.SeqMissing);
    }

    [Fact]
    public void A_payload_without_a_timestamp_or_with_one_from_the_future_is_a_fault()
    {
        Born();
        Payload data = Messages.With(2);
        data.ClearTimestamp();
        Model.Consume("NDATA", data).Finds(FindingKind.TimestampMissing);
        data = Messages.With(3);
        data.Timestamp = Messages.Now + 1001;
        Model.Consume("NDATA", data).Finds(FindingKind.TimestampAhead);
        data = Messages.With(4);
        data.Timestamp = Messages.Now + 1000;
        Model.Consume("NDATA", data).Finds();
    }

    [Fact]
    public void Bytes_that_are_no_payload_are_a_decode_error_and_do_not_move_seq()
    {
        Born();
        HostMessage message = Model.Consume(Messages.TopicOf("DDATA d1"), [0xff, 0xff], Messages.Utc);

        message.Finds(FindingKind.Undecodable);
        Assert.Contains("2 bytes are no Sparkplug B payload", message.Findings[0].Text);
        Assert.Equal(1, Model.DecodeErrors);
        Model.Consume("DDATA d1", Messages.With(2, Messages.ByAlias(2, 1))).Finds();
    }

    [Fact]
    public void A_foreign_topic_is_a_finding_and_makes_no_node()
    {
        Model.Consume("spBv1.0/g/HELLO/n", [], Messages.Utc).Finds(FindingKind.Topic);
        Assert.Empty(Model.Nodes);
    }

    [Fact]
    public void A_retained_birth_is_not_taken_as_news()
    {
        Model.Consume(Messages.TopicOf("NBIRTH"), Bytes(Messages.NBirth(0)), Messages.Utc, retained: true)
            .Finds(FindingKind.Retained);
        Assert.Empty(Model.Nodes);
    }

    [Fact]
    public void A_host_state_is_read_retained_or_not()
    {
        HostMessage message = Model.Consume(
            "spBv1.0/STATE/scada", """{"online":true,"timestamp":1767323045000}"""u8, Messages.Utc, retained: true);

        message.Finds();
        Assert.True(message.HostOnline);
        Assert.Equal(1767323045000ul, message.TimestampMs);
        Model.Consume("spBv1.0/STATE/scada", "online"u8, Messages.Utc).Finds(FindingKind.Undecodable);
    }

    [Fact]
    public void A_command_is_shown_and_changes_nothing()
    {
        Born();
        HostMessage message =
            Model.Consume(Messages.TopicOf("NCMD"), CommandWriter.Rebirth(Messages.Utc), Messages.Utc);

        message.Finds();
        Assert.Equal(CommandWriter.RebirthName, message.Metrics[0].Name);
        Assert.Equal(true, message.Metrics[0].Value);
        Assert.Equal(2, Node.NextSeq);
        Payload numbered = Messages.With(1);
        Model.Consume("NCMD", numbered).Finds(FindingKind.SeqForbidden);
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
}
