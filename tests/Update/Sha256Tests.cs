using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Update.Tests;

public sealed class Sha256Tests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_examples_of_the_standard_have_their_digests(string message, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Of(Encoding.ASCII.GetBytes(message), 0, message.Length, out _)));

    [Fact]
    public void Every_length_up_to_four_blocks_has_the_digest_that_dotnet_has()
    {
        Random random = Seeded.Random();
        byte[] bytes = new byte[300];
        random.NextBytes(bytes);
        for (int count = 0; count <= 256; count++)
        {
            int offset = random.Next(bytes.Length - count);

            Assert.Equal(SHA256.HashData(bytes.AsSpan(offset, count)), Of(bytes, offset, count, out int steps));
            Assert.Equal((count + 9 + 63) / 64, steps);
        }
    }

    [Fact]
    public void A_step_more_changes_nothing()
    {
        var hash = new Sha256("abc"u8.ToArray(), 0, 3);
        Assert.True(hash.Step());
        byte[] digest = [.. hash.Digest];

        Assert.True(hash.Step());

        Assert.Equal(digest, hash.Digest);
    }

    private static byte[] Of(byte[] bytes, int offset, int count, out int steps)
    {
        var hash = new Sha256(bytes, offset, count);
        for (steps = 1; !hash.Step(); steps++)
        {
        }

        return hash.Digest;
    }
}
