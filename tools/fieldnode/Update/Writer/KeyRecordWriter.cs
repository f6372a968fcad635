using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace FieldNode.Cli;

/// <summary>Writes the record of the keys that nodes judge bundles by (docs/SPEC.md, section 9).</summary>
internal static class KeyRecordWriter
{
    internal const int KeyBits = 3072;
    private const int ModulusBytes = KeyBits / 8;
    private const int SquareBits = 6496; // 2^6496 modulo n: twice the 112 digits of 29 bits that the device computes with

    /// <summary>The content of the record.</summary>
    /// <param name="generation">One more with each record, from 1.</param>
    /// <param name="sequenceMin">The lowest sequence number of bundles under these keys.</param>
    /// <param name="release">The key to release.</param>
    /// <param name="rotate">The key that signs the next record.</param>
    internal static byte[] Content(int generation, int sequenceMin, RSAParameters release, RSAParameters rotate)
    {
        byte[] head = new byte[16];
        "FNUK"u8.CopyTo(head);
        head[4] = 1;
        head[5] = 2;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), ModulusBytes);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), generation);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), sequenceMin);
        return [.. head, .. Key(release), .. Key(rotate)];
    }

    /// <summary>A modulus, and 2^6496 modulo it.</summary>
    internal static byte[] Key(RSAParameters key)
    {
        byte[] modulus = key.Modulus!;
        var n = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        byte[] square = BigInteger.ModPow(2, SquareBits, n).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. modulus, .. new byte[ModulusBytes - square.Length], .. square];
    }
}
