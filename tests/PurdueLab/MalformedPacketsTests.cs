namespace FieldNode.PurdueLab.Tests;

public sealed class MalformedPacketsTests
{
    [Fact]
    public void Each_session_gets_another_packet_until_all_have_come()
    {
        string[] all = [.. new[] { HostileKind.MalformedFrames, HostileKind.MalformedPublishes, HostileKind.MalformedAnswers }.SelectMany(kind =>
            Enumerable.Range(1, MalformedPackets.Count).Select(session => Convert.ToHexString(MalformedPackets.Of(kind, session, "a"))))];

        Assert.Equal(12, all.Distinct().Count());
        Assert.Equal(all[0], Convert.ToHexString(MalformedPackets.Of(HostileKind.MalformedFrames, MalformedPackets.Count + 1, "a")));
    }

    [Fact]
    public void SUBACK_answers_each_filter_with_a_code()
    {
        byte[] subscribe = [0x82, 14, 0, 7, 0, 3, (byte)'a', (byte)'/', (byte)'#', 1, 0, 3, (byte)'b', (byte)'/', (byte)'+', 1];

        Assert.Equal([0x90, 4, 0, 7, 1, 1], MalformedPackets.SubAck(subscribe));
    }

    [Fact]
    public void The_huge_one_has_the_length_that_it_says()
    {
        byte[] huge = MalformedPackets.Huge("topic");

        int length = huge[1] & 0x7F | (huge[2] & 0x7F) << 7 | huge[3] << 14;
        Assert.Equal(huge.Length - 4, length);
    }
}
