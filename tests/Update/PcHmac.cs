using System.Security.Cryptography;

namespace FieldNode.Update.Tests;

/// <summary>The port on .NET.</summary>
internal sealed class PcHmac : IHmac
{
    /// <summary>Calls so far.</summary>
    internal int Calls { get; private set; }

    /// <summary>It cannot compute.</summary>
    internal bool IsBroken { get; set; }

    public byte[] Of(byte[] key, byte[] message)
    {
        Calls++;
        return IsBroken ? null! : HMACSHA256.HashData(key, message);
    }
}
