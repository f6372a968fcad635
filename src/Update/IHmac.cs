namespace FieldNode.Update
{
    /// <summary>
    /// HMAC-SHA-256 (RFC 2104) over a whole array. On the device it is native (nanoFramework.System.Security.Cryptography) and takes
    /// milliseconds where managed code takes a second; it knows no offset and no count. An implementation MUST NOT throw, and MUST NOT
    /// keep or change either array.
    /// </summary>
    public interface IHmac
    {
        /// <summary>The code of all bytes of an array.</summary>
        /// <returns>32 bytes of the caller's own, or null if it could not be computed: then nothing verifies.</returns>
        byte[] Of(byte[] key, byte[] message);
    }
}
