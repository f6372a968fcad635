using System;
using System.Security.Cryptography;
using FieldNode.Update;

namespace FieldNode.Esp32
{
    /// <summary>HMAC-SHA-256 of mbedTLS (nanoFramework.System.Security.Cryptography 1.0.38): one call over whole arrays, 32 new bytes.</summary>
    public sealed class DeviceHmac : IHmac
    {
        /// <inheritdoc />
        public byte[] Of(byte[] key, byte[] message)
        {
            try
            {
                return HMACSHA256.HashData(key, message);
            }
            catch (Exception)
            {
                return null; // memory, or an empty array, which the native code refuses
            }
        }
    }
}
