using System.Security.Cryptography;
using FieldNode.Update;

namespace FieldNode.Virtual.Updates;

/// <summary>HMAC-SHA-256 of .NET.</summary>
public sealed class PcHmac : IHmac
{
    /// <inheritdoc />
    public byte[] Of(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);
}
