using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class SignatureCheckTests
{
    private const int Bytes = SignatureCheck.SignatureBytes;
    private const string RunsVariable = "FIELDNODE_SIGNATURES"; // 100000 takes half an hour of one core

    private static readonly byte[] Message = "a manifest"u8.ToArray();
    private static readonly byte[] InfoOfSha256 = Convert.FromHexString("3031300d060960864801650304020105000420");
    private static readonly byte[] Block = BlockOf(InfoOfSha256, SHA256.HashData(Message));

    public static TheoryData<string, byte[]> WrongBlocks => new()
    {
        { "zeros", new byte[Bytes] },
        { "one", [.. new byte[Bytes - 1], 1] },
        { "first byte 1", [1, .. Block[1..]] },
        { "type 2", [0, 2, .. Block[2..]] },
        { "type 0", [0, 0, .. Block[2..]] },
        { "a padding byte that is 00", With(Block, 100, 0) },
        { "a padding byte that is FE", With(Block, 2, 0xFE) },
        { "the last padding byte", With(Block, Bytes - 53, 0xFE) },
        { "no zero behind the padding", With(Block, Bytes - 52, 0xFF) },
        { "short padding and bytes behind the digest (Bleichenbacher 2006)", [0, 1, .. Ones(8), 0, .. Block[^51..], .. new byte[Bytes - 62]] },
        { "short padding, the rest between padding and digest", [0, 1, .. Ones(8), 0, .. new byte[Bytes - 62], .. Block[^51..]] },
        { "OID of SHA-1", BlockOf(Convert.FromHexString("3021300906052b0e03021a05000414"), SHA1.HashData(Message)) },
        { "OID of SHA-384 with a digest of SHA-256", BlockOf(Convert.FromHexString("3031300d060960864801650304020205000420"), SHA256.HashData(Message)) },
        { "OID of SHA-512", BlockOf(Convert.FromHexString("3051300d060960864801650304020305000440"), SHA512.HashData(Message)) },
        { "no NULL", BlockOf(Convert.FromHexString("302f300b0609608648016503040201" + "0420"), SHA256.HashData(Message)) },
        { "a length in BER's long form", BlockOf(Convert.FromHexString("308131300d060960864801650304020105000420"), SHA256.HashData(Message)) },
        { "bytes in the parameters", BlockOf(Convert.FromHexString("3033300f06096086480165030402010502" + "1234" + "0420"), SHA256.HashData(Message)) },
        { "no DigestInfo", BlockOf([], SHA256.HashData(Message)) },
        { "a digest that is one byte short", BlockOf(InfoOfSha256, SHA256.HashData(Message)[..31]) },
        { "a digest that is one byte long", BlockOf(InfoOfSha256, [.. SHA256.HashData(Message), 0]) },
        { "the digest of something else", BlockOf(InfoOfSha256, SHA256.HashData("other"u8)) },
        { "a digest of zeros", BlockOf(InfoOfSha256, new byte[32]) },
    };

    [Fact]
    public void A_signature_by_dotnet_is_good_for_its_message_and_key_alone()
    {
        byte[] signature = SigningKeys.Sign(SigningKeys.Release, Message);

        Assert.True(SigningKeys.IsGood(Message, signature, SigningKeys.Release));
        Assert.False(SigningKeys.IsGood("a manifesto"u8.ToArray(), signature, SigningKeys.Release));
        Assert.False(SigningKeys.IsGood(Message, signature, SigningKeys.Foreign));
        Assert.Equal(signature, SigningKeys.Raw(SigningKeys.Release, Block)); // the block of these tests is the right one
    }

    /// <summary>Made with OpenSSL 3 (genrsa 3072; dgst -sha256 -sign): another implementation than .NET's, and one that stays.</summary>
    [Fact]
    public void A_signature_by_openssl_is_good()
    {
        using var key = RSA.Create();
        key.ImportFromPem(OpenSslVector.PublicKey);

        Assert.True(SigningKeys.IsGood(OpenSslVector.Message, OpenSslVector.Signature, key));
        Assert.False(SigningKeys.IsGood([.. OpenSslVector.Message, 0], OpenSslVector.Signature, key));
    }

    [Theory]
    [MemberData(nameof(WrongBlocks))]
    public void A_block_that_is_not_the_one_right_block_is_refused(string what, byte[] block)
    {
        Assert.Equal(Bytes, block.Length);
        byte[] signature = SigningKeys.Raw(SigningKeys.Release, block);

        Assert.False(SigningKeys.IsGood(Message, signature, SigningKeys.Release), what);
        Assert.False(ByDotNet(Message, signature), what);
    }

    [Fact]
    public void A_signature_that_is_not_below_the_modulus_is_refused()
    {
        byte[] signature = SigningKeys.Sign(SigningKeys.Release, Message);
        BigInteger s = SigningKeys.Number(signature);
        BigInteger n = SigningKeys.Number(SigningKeys.Release.ExportParameters(false).Modulus!);

        // s + n means the same modulo n, where it fits into the bytes; a second form of each signature.
        BigInteger small = s;
        byte[] message = Message;
        for (int i = 0; small + n >= BigInteger.Pow(2, 8 * Bytes); i++)
        {
            message = [.. Message, (byte)i, (byte)(i >> 8)];
            small = SigningKeys.Number(SigningKeys.Sign(SigningKeys.Release, message));
        }

        Assert.True(SigningKeys.IsGood(message, SigningKeys.Bytes(small), SigningKeys.Release));
        Assert.False(SigningKeys.IsGood(message, SigningKeys.Bytes(small + n), SigningKeys.Release));
        foreach (BigInteger wrong in new[] { n, n - 1, n + 1, BigInteger.Pow(2, 8 * Bytes) - 1, BigInteger.Zero, BigInteger.One, n - s })
        {
            Assert.False(SigningKeys.IsGood(Message, SigningKeys.Bytes(wrong), SigningKeys.Release));
        }
    }

    [Fact]
    public void The_result_does_not_depend_on_the_budget_and_stays()
    {
        byte[] signature = SigningKeys.Sign(SigningKeys.Release, Message);
        foreach (int units in new[] { 1, 2, 7, 100, 10_000 })
        {
            Assert.True(SigningKeys.IsGood(Message, signature, SigningKeys.Release, units));
            Assert.False(SigningKeys.IsGood(Message, With(signature, 200, (byte)~signature[200]), SigningKeys.Release, units));
        }

        var check = new SignatureCheck([.. Message, .. signature], Message.Length, SigningKeys.Record, KeyRecord.KeyAt(false));
        Assert.Equal(CheckResult.InProgress, check.Step(0));
        int steps = 1;
        while (check.Step(1) == CheckResult.InProgress)
        {
            steps++;
        }

        Assert.InRange(steps, 250, SignatureCheck.UnitsAboutMax);
        Assert.Equal(CheckResult.Good, check.Step(5));
    }

    [Fact]
    public void Every_single_bit_of_a_signature_counts()
    {
        byte[] signature = SigningKeys.Sign(SigningKeys.Release, Message);
        int accepted = 0;
        Parallel.For(0, Bytes * 8, bit => Interlocked.Add(ref accepted, SigningKeys.IsGood(Message, Flipped(signature, bit), SigningKeys.Release) ? 1 : 0));

        TestContext.Current.TestOutputHelper!.WriteLine($"signature bits={Bytes * 8} accepted={accepted}");
        Assert.Equal(0, accepted);
    }

    /// <summary>Random messages, keys, signatures, right, random and mangled: both implementations say the same of each.</summary>
    [Fact]
    public void Random_and_mangled_signatures_are_judged_as_dotnet_judges_them()
    {
        Random random = Seeded.Random();
        int runs = int.Parse(Environment.GetEnvironmentVariable(RunsVariable) ?? "300", CultureInfo.InvariantCulture);
        int seed = random.Next();
        int good = 0;
        int different = 0;
        Parallel.For(0, runs, run =>
        {
            var own = new Random(seed + run);
            byte[] message = new byte[own.Next(1, 400)];
            own.NextBytes(message);
            byte[] signature = Mangled(own, message);
            bool device = SigningKeys.IsGood(message, signature, SigningKeys.Release, 1000);
            Interlocked.Add(ref good, device ? 1 : 0);
            Interlocked.Add(ref different, device == ByDotNet(message, signature) ? 0 : 1);
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"signatures={runs} good={good} judged otherwise than by .NET={different}; {RunsVariable} sets how many");
        Assert.Equal(0, different);
        Assert.InRange(good, runs / 15, runs / 3);
    }

    // One in six is right.
    private static byte[] Mangled(Random random, byte[] message)
    {
        byte[] signature;
        switch (random.Next(6))
        {
            case 0:
                return SigningKeys.Sign(SigningKeys.Release, message);
            case 1:
                return Flipped(SigningKeys.Sign(SigningKeys.Release, message), random.Next(Bytes * 8));
            case 2:
                signature = new byte[Bytes];
                random.NextBytes(signature);
                return signature;
            case 3:
                return SigningKeys.Sign(SigningKeys.Rotation, message);
            case 4:
                signature = SigningKeys.Sign(SigningKeys.Release, message);
                signature.AsSpan(random.Next(Bytes - 8), random.Next(1, 8)).Reverse();
                return signature;
            default:
                byte[] block = BlockOf(InfoOfSha256, SHA256.HashData(message));
                return SigningKeys.Raw(SigningKeys.Release, With(block, random.Next(1, Bytes), (byte)random.Next(256)));
        }
    }

    private static bool ByDotNet(byte[] message, byte[] signature) =>
        SigningKeys.Release.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static byte[] BlockOf(byte[] info, byte[] digest) =>
        [0, 1, .. Ones(Bytes - 3 - info.Length - digest.Length), 0, .. info, .. digest];

    private static byte[] Ones(int count) => [.. Enumerable.Repeat((byte)0xFF, count)];

    private static byte[] With(byte[] bytes, int at, byte value) => [.. bytes[..at], value, .. bytes[(at + 1)..]];

    private static byte[] Flipped(byte[] bytes, int bit) => With(bytes, bit / 8, (byte)(bytes[bit / 8] ^ (1 << (bit % 8))));
}
