using System.Security.Cryptography;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class KeyRecordTests
{
    private static readonly byte[] Right = SigningKeys.Record;

    [Fact]
    public void What_the_PC_writes_the_device_reads()
    {
        RSAParameters release = SigningKeys.Release.ExportParameters(false);
        RSAParameters rotate = SigningKeys.Rotation.ExportParameters(false);
        byte[] content = KeyRecordWriter.Content(3, 40, release, rotate);

        Assert.Equal(KeyRecord.Bytes, content.Length);
        Assert.True(KeyRecord.IsSound(content, content.Length));
        Assert.Equal(3, KeyRecord.Generation(content));
        Assert.Equal(40, KeyRecord.SequenceMin(content));
        Assert.Equal(release.Modulus, content[KeyRecord.KeyAt(false)..][..384]);
        Assert.Equal(rotate.Modulus, content[KeyRecord.KeyAt(true)..][..384]);
    }

    [Fact]
    public void Both_keys_of_a_record_verify()
    {
        byte[] message = "m"u8.ToArray();
        foreach ((RSA key, bool isRotation) in new[] { (SigningKeys.Release, false), (SigningKeys.Rotation, true) })
        {
            var check = new SignatureCheck([.. message, .. SigningKeys.Sign(key, message)], 1, Right, KeyRecord.KeyAt(isRotation));
            Assert.Equal(CheckResult.Good, check.Step(1000));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(11, 0x80)]
    [InlineData(15, 0x80)]
    [InlineData(16, 0x80)]
    [InlineData(16 + 383)]
    [InlineData(784, 0x80)]
    [InlineData(784 + 383)]
    public void A_record_that_is_none_is_told(int at, int flip = 1)
    {
        byte[] content = [.. Right];
        content[at] ^= (byte)flip;

        Assert.False(KeyRecord.IsSound(content, content.Length));
    }

    [Fact]
    public void Length_generation_and_two_different_keys_are_needed()
    {
        Assert.False(KeyRecord.IsSound(Right, Right.Length - 1));
        RSAParameters one = SigningKeys.Release.ExportParameters(false);
        Assert.False(KeyRecord.IsSound(KeyRecordWriter.Content(1, 1, one, one), KeyRecord.Bytes));
        RSAParameters other = SigningKeys.Rotation.ExportParameters(false);
        Assert.False(KeyRecord.IsSound(KeyRecordWriter.Content(0, 1, one, other), KeyRecord.Bytes));
        Assert.False(KeyRecord.IsSound(KeyRecordWriter.Content(1, 0, one, other), KeyRecord.Bytes));
    }
}
