using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using FieldNode.Cli;

namespace FieldNode.Update.Tests;

/// <summary>Keys for the tests, made once in a run: a release key, a rotation key, and a third one that no node knows.</summary>
internal static class SigningKeys
{
    internal static readonly RSA Release = RSA.Create(KeyRecordWriter.KeyBits);
    internal static readonly RSA Rotation = RSA.Create(KeyRecordWriter.KeyBits);
    internal static readonly RSA Foreign = RSA.Create(KeyRecordWriter.KeyBits);

    private static readonly ConcurrentDictionary<RSA, byte[]> Public = new();

    internal static readonly byte[] Record =
        KeyRecordWriter.Content(1, 1, Release.ExportParameters(false), Rotation.ExportParameters(false));

    internal static byte[] Sign(RSA key, byte[] message) => key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>What the private key makes of any block, also of one that no library would sign.</summary>
    internal static byte[] Raw(RSA key, byte[] block)
    {
        RSAParameters p = key.ExportParameters(true);
        BigInteger power = BigInteger.ModPow(Number(block), Number(p.D!), Number(p.Modulus!));
        return Bytes(power);
    }

    internal static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    internal static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[SignatureCheck.SignatureBytes - bytes.Length], .. bytes];
    }

    /// <summary>The device's word.</summary>
    internal static bool IsGood(byte[] message, byte[] signature, RSA key, int units = 16)
    {
        byte[] record = Public.GetOrAdd(key, k => KeyRecordWriter.Key(k.ExportParameters(false)));
        var check = new SignatureCheck([.. message, .. signature], message.Length, record, 0);
        CheckResult result;
        do
        {
            result = check.Step(units);
        }
        while (result == CheckResult.InProgress);
        return result == CheckResult.Good;
    }
}
