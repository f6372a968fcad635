using FieldNode.Cli.FleetSim;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The light judge of a whole field.</summary>
public sealed class SeqJudgeTests
{
    private readonly SeqJudge judge = new();

    [Fact]
    public void A_node_that_counts_on_over_255_has_no_gap()
    {
        Take("NBIRTH", 0);
        for (int i = 1; i < 600; i++)
        {
            Take(i % 3 == 0 ? "NDATA" : "DDATA", i & 0xFF);
        }
        Assert.Equal((0, 0, 1, 600L), (judge.SeqGaps, judge.Unborn, judge.Born, judge.Messages));
    }

    [Theory]
    [InlineData(1, 3)] // one is missing
    [InlineData(1, 1)] // one came twice
    public void A_number_that_was_not_due_is_one_gap_and_the_count_goes_on_from_it(int first, int second)
    {
        Take("NBIRTH", 0);
        Take("DBIRTH", first);
        Take("DDATA", second);
        Take("DDATA", second + 1);
        Assert.Equal(1, judge.SeqGaps);
        Assert.Equal($"spBv1.0/G/DDATA/N/D: seq {second} where {first + 1} was due", judge.FirstFault);
    }

    [Fact]
    public void A_birth_whose_seq_is_not_0_is_a_gap()
    {
        Take("NBIRTH", 4);
        Assert.Equal(1, judge.SeqGaps);
    }

    [Fact]
    public void Who_speaks_before_its_birth_or_after_its_death_is_counted_as_unborn_and_not_as_a_gap()
    {
        Take("DDATA", 7);
        Take("NBIRTH", 0);
        judge.Take("spBv1.0/G/NDEATH/N", []);
        Take("DDATA", 1);
        Assert.Equal((2, 0, 0), (judge.Unborn, judge.SeqGaps, judge.Born));
    }

    [Fact]
    public void When_the_broker_ends_each_node_has_to_be_born_anew_and_who_speaks_without_it_is_asked_once()
    {
        Take("NBIRTH", 0);
        judge.LinkLost(isBrokersEnd: true);
        Assert.Equal(0, judge.Born);
        Take("DBIRTH", 1); // its NBIRTH passed while the host was on its way
        Take("DDATA", 2);
        Assert.Equal((0, 0, 1), (judge.Unborn, judge.SeqGaps, judge.BirthsMissed));
        Assert.True(judge.TryAsk(out SparkplugTopic? asked));
        Assert.Equal(("G", "N"), (asked.Group, asked.Node));
        Assert.False(judge.TryAsk(out _));
        Take("NBIRTH", 0);
        Take("DDATA", 1);
        Assert.Equal((1, 0, 0, 1), (judge.Born, judge.SeqGaps, judge.Unborn, judge.BirthsMissed));
    }

    [Theory]
    [InlineData(3, 0)] // at the start, the one that passed unheard, and the one that was asked for
    [InlineData(2, 1)] // it went on after the restart as if nothing had been
    public void Who_spoke_without_a_birth_after_the_restart_is_not_excused_by_having_been_asked(long sent, long neverSent)
    {
        Take("NBIRTH", 0);
        judge.LinkLost(isBrokersEnd: true);
        Assert.Equal(0, judge.NeverSent(1));
        Take("DDATA", 1);
        Take("NBIRTH", 0);
        Assert.Equal(neverSent, judge.NeverSent(sent));
    }

    [Fact]
    public void A_death_says_nothing_of_the_birth_that_is_due_and_a_link_that_is_lost_again_asks_again()
    {
        Take("NBIRTH", 0);
        judge.LinkLost(isBrokersEnd: true);
        judge.Take("spBv1.0/G/NDEATH/N", []);
        Assert.Equal(0, judge.Born);
        Take("DDATA", 1);
        judge.LinkLost(isBrokersEnd: false); // with the question unasked
        Assert.False(judge.TryAsk(out _));
        Take("DDATA", 2);
        Assert.True(judge.TryAsk(out _));
        Assert.Equal((0, 0), (judge.Unborn, judge.SeqGaps));
    }

    [Fact]
    public void A_host_that_lost_its_link_alone_takes_up_the_seq_of_who_was_born_and_of_nobody_else()
    {
        Take("NBIRTH", 0);
        judge.LinkLost(isBrokersEnd: false);
        Take("DDATA", 77);
        Take("DDATA", 78);
        Take("DDATA", 80);
        judge.Take("spBv1.0/G/DDATA/Other/D", Bytes(3));
        Assert.Equal((1, 1, 1, 1), (judge.Born, judge.TakenUp, judge.SeqGaps, judge.Unborn));
    }

    [Fact]
    public void Nodes_of_one_name_in_two_groups_are_two_and_commands_and_STATE_are_nobodys()
    {
        Take("NBIRTH", 0);
        judge.Take("spBv1.0/H/NBIRTH/N", Bytes(0));
        judge.Take("spBv1.0/STATE/host", [1]);
        judge.Take("spBv1.0/G/NCMD/N", [1]);
        Assert.Equal((2, 2L, 0), (judge.Born, judge.Messages, judge.Unreadable));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x08, 0x01 })] // a time, no seq
    [InlineData(new byte[] { 0x18 })] // seq without its number
    [InlineData(new byte[] { 0x18, 0x80, 0x02 })] // 256
    [InlineData(new byte[] { 0x12, 0x7F, 0x18, 0x01 })] // a metric that is longer than the payload
    [InlineData(new byte[] { 0x0B, 0x18, 0x01 })] // a group, which the format has no more
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void A_payload_without_a_seq_is_unreadable(byte[] payload)
    {
        Take("NBIRTH", 0);
        judge.Take("spBv1.0/G/DDATA/N/D", payload);
        Assert.Equal((1, 0), (judge.Unreadable, judge.SeqGaps));
    }

    [Fact]
    public void Seq_is_found_as_Google_Protobuf_writes_it_behind_fields_of_every_kind()
    {
        var payload = new Payload { Timestamp = 1_790_000_000_000, Seq = 200, Uuid = "x", Body = ByteString.CopyFrom(1, 2, 3) };
        payload.Metrics.Add(new Metric { Name = "a", DoubleValue = 1.5, Timestamp = 3 });
        Assert.True(SeqJudge.TrySeq(payload.ToByteArray(), out int seq));
        Assert.Equal(200, seq);
    }

    private static byte[] Bytes(int seq) => new Payload { Timestamp = 1, Seq = (ulong)seq }.ToByteArray();

    private void Take(string type, int seq) => judge.Take($"spBv1.0/G/{type}/N{(type[0] == 'D' ? "/D" : "")}", Bytes(seq));
}
