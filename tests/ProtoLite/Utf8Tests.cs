using System.Text;

namespace FieldNode.ProtoLite.Tests;

public sealed class Utf8Tests
{
    // All heads of up to three bytes, against .NET's own decoder.
    [Fact]
    public void Every_run_of_three_bytes_is_judged_as_dotnet_judges_it()
    {
        byte[] bytes = new byte[3];
        for (int i = 0; i < 1 << 24; i += i < 0x800000 ? 1021 : 7) // every byte in each place; the upper half nearly whole
        {
            (bytes[0], bytes[1], bytes[2]) = ((byte)(i >> 16), (byte)(i >> 8), (byte)i);
            Assert.True(System.Text.Unicode.Utf8.IsValid(bytes) == (Utf8.ValidCount(bytes, 0, 3) == 3), Convert.ToHexString(bytes));
        }
    }

    [Fact]
    public void Characters_of_four_bytes_are_judged_as_dotnet_judges_them()
    {
        var random = Seeded.Random();
        byte[] bytes = new byte[4];
        for (int i = 0; i < 200_000; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)(0xEF + random.Next(8));
            for (int k = 1; k < 4; k++)
            {
                bytes[k] = random.Next(8) == 0 ? bytes[k] : (byte)(0x80 | (bytes[k] & 0x3F));
            }

            Assert.True(System.Text.Unicode.Utf8.IsValid(bytes) == (Utf8.ValidCount(bytes, 0, 4) == 4), Convert.ToHexString(bytes));
        }
    }

    [Theory]
    [InlineData("41C3A4FF42", 3)]
    [InlineData("41E282", 1)]
    [InlineData("FF", 0)]
    [InlineData("", 0)]
    public void What_comes_before_the_first_wrong_byte_is_counted(string hex, int count)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(count, Utf8.ValidCount(bytes, 0, bytes.Length));
        Assert.Equal(count, Utf8.ValidCount([0xC3, .. bytes, 0xA4], 1, bytes.Length));
    }

    [Fact]
    public void Each_wrong_byte_becomes_a_question_mark_and_nothing_else_changes()
    {
        byte[] bytes = [0xFF, .. "aü"u8, 0xE2, 0x82, .. "€"u8, 0xC3, 0xA4];
        Utf8.Mend(bytes, 0, bytes.Length - 1);
        Assert.Equal("?aü??€?", Encoding.UTF8.GetString(bytes, 0, bytes.Length - 1));
        Assert.Equal(0xA4, bytes[^1]);
    }
}
