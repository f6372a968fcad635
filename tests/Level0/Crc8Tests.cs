using FieldNode.Field.I2c;

namespace FieldNode.Level0;

public sealed class Crc8Tests
{
    [Fact]
    public void The_example_of_the_SHT4x_datasheet_gives_0x92() =>
        Assert.Equal(0x92, Crc8.Of([0xBE, 0xEF], 0, 2, Crc8.SensirionPolynomial, Crc8.SensirionStart));

    [Fact]
    public void The_check_value_of_SMBus_PEC_is_0xF4() => Assert.Equal(0xF4, Crc8.Of("123456789"u8.ToArray(), 0, 9, 0x07, 0));

    [Fact]
    public void The_check_value_of_1_Wire_is_0xA1() => Assert.Equal(0xA1, Crc8.OfOneWire("123456789"u8.ToArray(), 0, 9));

    [Fact]
    public void The_rom_of_application_note_27_ends_in_0xA2() =>
        Assert.Equal(0xA2, Crc8.OfOneWire([0x02, 0x1C, 0xB8, 0x01, 0x00, 0x00, 0x00], 0, 7));

    [Fact]
    public void Every_flipped_bit_of_a_word_or_its_crc_is_found()
    {
        byte[] words = [0xBE, 0xEF, 0x92, 0xBE, 0xEF, 0x92];
        Assert.True(Crc8.WordsAreWhole(words, 2));
        for (int bit = 0; bit < 48; bit++)
        {
            words[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Crc8.WordsAreWhole(words, 2));
            words[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
