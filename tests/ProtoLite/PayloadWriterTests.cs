using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.ProtoLite.Tests;

public sealed class PayloadWriterTests
{
    [Fact]
    public void A_hundred_thousand_random_payloads_are_the_bytes_that_Google_makes()
    {
        var random = Seeded.Random();
        byte[] buffer = new byte[200_000];
        var writer = new PayloadWriter();
        for (int i = 0; i < 100_000; i++)
        {
            Payload payload = GooglePayload.Random(random);
            byte[] expected = payload.ToByteArray();
            int offset = random.Next(50);
            writer.Begin(buffer, offset, buffer.Length - offset);
            GooglePayload.Write(payload, writer);
            if (writer.Overflow || !buffer.AsSpan(offset, writer.Count).SequenceEqual(expected))
            {
                Assert.Fail($"payload {i}: {Convert.ToHexString(expected)} is not {Convert.ToHexString(buffer, offset, writer.Count)}");
            }
        }
    }

    [Fact]
    public void A_buffer_that_is_too_small_by_any_number_of_bytes_ends_in_overflow_and_nothing_behind_it_is_touched()
    {
        var random = Seeded.Random();
        var writer = new PayloadWriter();
        for (int i = 0; i < 300; i++)
        {
            Payload payload = GooglePayload.Random(random);
            int size = payload.CalculateSize();
            for (int room = 0; room < Math.Min(size, 400); room++)
            {
                byte[] buffer = new byte[room + 8];
                Array.Fill(buffer, (byte)0xEE, room, 8);
                writer.Begin(buffer, 0, room);
                GooglePayload.Write(payload, writer);
                Assert.True(writer.Overflow);
                Assert.True(buffer.AsSpan(room).IndexOfAnyExcept((byte)0xEE) < 0, "written behind the end");
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0x7F, 1)]
    [InlineData(0x80, 2)]
    [InlineData(0x3FFF, 2)]
    [InlineData(0x4000, 3)]
    [InlineData(uint.MaxValue, 5)]
    [InlineData(long.MaxValue, 9)]
    [InlineData(-1, 10)]
    public void A_varint_takes_the_bytes_that_its_highest_bit_asks_for(long bits, int size)
    {
        byte[] buffer = new byte[Varint.BytesMax];
        Assert.Equal(size, Varint.SizeOf(bits));
        Assert.Equal(size, Varint.Write(buffer, 0, bits));
        var input = new CodedInputStream(buffer);
        Assert.Equal(unchecked((ulong)bits), input.ReadUInt64());
    }
}
