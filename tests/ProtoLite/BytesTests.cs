namespace FieldNode.ProtoLite.Tests;

public sealed class BytesTests
{
    [Fact]
    public void Bytes_arrive_whole_wherever_they_lie_and_nothing_in_front_of_them_is_touched()
    {
        byte[] source = [.. Enumerable.Range(1, 72).Select(i => (byte)i)];
        for (int length = 0; length <= 72; length++)
        {
            for (int from = 0; from <= 72 - length; from++)
            {
                for (int at = 0; at <= 76 - length; at++)
                {
                    byte[] frame = new byte[76];
                    Bytes.Copy(source, from, frame, at, length);
                    Assert.Equal(source.AsSpan(from, length), frame.AsSpan(at, length));
                    Assert.False(frame.AsSpan(0, at).ContainsAnyExcept((byte)0));
                }
            }
        }
    }

    [Theory]
    [InlineData(-1, 0, 4)]
    [InlineData(0, -1, 4)]
    [InlineData(0, 0, -1)]
    [InlineData(38, 0, 3)]
    [InlineData(0, 38, 3)]
    [InlineData(int.MinValue, 0, 4)]
    [InlineData(0, int.MaxValue, 16)]
    public void A_place_outside_throws(int from, int at, int length) =>
        Assert.ThrowsAny<ArgumentException>(() => Bytes.Copy(new byte[40], from, new byte[40], at, length));
}
