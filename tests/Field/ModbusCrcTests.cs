using FieldNode.Field.Modbus;

namespace FieldNode.Field.Tests;

public sealed class ModbusCrcTests
{
    [Fact]
    public void Frames_of_every_length_have_the_CRC_of_the_specification()
    {
        Random random = Seeded.Random();
        for (int count = 0; count <= 300; count++)
        {
            byte[] bytes = new byte[count + 5];
            random.NextBytes(bytes);

            Assert.Equal(BitByBit(bytes.AsSpan(3, count)), ModbusCrc.Compute(bytes, 3, count));
        }
    }

    [Fact]
    public void A_frame_is_right_with_its_own_CRC_and_wrong_with_any_bit_of_it_turned()
    {
        byte[] frame = [9, 1, 3, 4, 0x42, 0xF6, 0xE9, 0x79, 0, 0, 9];
        ModbusCrc.Append(frame, 1, 7);
        Assert.True(ModbusCrc.IsRight(frame, 1, 9));
        for (int bit = 8; bit < 80; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(ModbusCrc.IsRight(frame, 1, 9), $"bit {bit}");
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    // Modbus over serial line V1.02, section 6.2.2.
    private static int BitByBit(ReadOnlySpan<byte> bytes)
    {
        int crc = 0xFFFF;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return crc;
    }
}
