using System.Security.Cryptography;
using System.Text;

namespace FieldNode.Update.Tests;

public sealed class EcdsaSignerTests
{
    private const string Key = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    /// <summary>RFC 6979, A.2.5: P-256 with SHA-256.</summary>
    [Theory]
    [InlineData("sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716" + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [InlineData("test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367" + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void It_signs_as_the_RFC_does(string message, string signature) =>
        Assert.Equal(signature, Convert.ToHexString(Sign(Convert.FromHexString(Key), SHA256.HashData(Encoding.ASCII.GetBytes(message)))!));

    [Fact]
    public void What_it_signs_another_implementation_verifies()
    {
        Random random = Seeded.Random();
        for (int i = 0; i < 25; i++)
        {
            using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            byte[] digest = i == 0 ? new byte[32] : i == 1 ? [.. Enumerable.Repeat((byte)0xFF, 32)] : Bundles.Bytes(32, random.Next()); // the second is above the order

            Assert.True(ec.VerifyHash(digest, Sign(ec.ExportParameters(true).D!, digest)!), $"turn {i}");
        }
    }

    [Fact]
    public void A_scalar_is_above_zero_and_below_the_order()
    {
        byte[] order = P256.Order();
        byte[] less = [.. order];
        less[31]--;
        byte[] more = [.. order];
        more[31]++;

        Assert.True(EcdsaSigner.IsScalar(less, order));
        Assert.False(EcdsaSigner.IsScalar(order, order));
        Assert.False(EcdsaSigner.IsScalar(more, order));
        Assert.False(EcdsaSigner.IsScalar(new byte[32], order));
        Assert.True(EcdsaSigner.IsScalar([.. new byte[31], 1], order));
    }

    [Fact]
    public void Without_a_hash_there_is_no_signature() => Assert.Null(Sign(Convert.FromHexString(Key), new byte[32], new PcHmac { IsBroken = true }));

    private static byte[]? Sign(byte[] key, byte[] digest, PcHmac? hmac = null)
    {
        var signer = new EcdsaSigner(hmac ?? new PcHmac(), key, digest);
        CheckResult result;
        do
        {
            result = signer.Step();
        }
        while (result == CheckResult.InProgress);
        return result == CheckResult.Good ? signer.Signature : null;
    }
}
