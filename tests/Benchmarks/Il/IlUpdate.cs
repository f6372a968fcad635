extern alias device;

using System.Numerics;
using System.Security.Cryptography;
using device::FieldNode.Update;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>What a signed update makes the device execute: the signature of its manifest, in steps of one unit.</summary>
internal static class IlUpdate
{
    private const int ManifestBytes = 1280; // the firmware of today with 36 libraries has 1,220

    public static IEnumerable<IlReport.Held> Measure()
    {
        using var key = RSA.Create(3072);
        byte[] manifest = new byte[ManifestBytes];
        byte[] signature = key.SignData(manifest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        byte[] modulus = key.ExportParameters(false).Modulus!;
        BigInteger square = BigInteger.ModPow(2, 6496, new BigInteger(modulus, isUnsigned: true, isBigEndian: true));
        byte[] squareBytes = square.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] keyBytes = [.. modulus, .. new byte[384 - squareBytes.Length], .. squareBytes];
        Cost start = DeviceAssembly.Executed;
        var check = new SignatureCheck([.. manifest, .. signature], manifest.Length, keyBytes, 0);
        Cost longest = default;
        int units = 0;
        CheckResult result;
        do
        {
            Cost before = DeviceAssembly.Executed;
            result = check.Step(1);
            Cost unit = DeviceAssembly.Executed - before;
            longest = unit.Ns > longest.Ns ? unit : longest;
            units++;
        }
        while (result == CheckResult.InProgress);
        if (result != CheckResult.Good)
        {
            throw new InvalidOperationException("the device refuses a right signature");
        }

        Cost all = DeviceAssembly.Executed - start;
        Console.WriteLine($"il update: a signature takes {units} units of work");
        yield return new("update: signature of a manifest of 1,280 B, RSA-3072, verified", all, 8_000_000);
        yield return new("update: signature, the longest unit of it", longest, 60_000);
    }
}
