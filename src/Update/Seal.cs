using System;

namespace FieldNode.Update
{
    /// <summary>
    /// What the node itself says of an offer that it verified: HMAC-SHA-256 under its own key over slot, manifest and signature. So a start needs
    /// no code for signatures, and what is in one slot, or on one node, is nothing in another.
    /// </summary>
    public static class Seal
    {
        /// <summary>Bytes of a seal.</summary>
        public const int Bytes = 32;

        private const int HeadBytes = 5; // FNUS, then the slot

        /// <summary>The seal of an offer in a slot.</summary>
        /// <returns>32 bytes, or null if it could not be computed.</returns>
        public static byte[] Of(IHmac hmac, byte[] ownKey, int slot, byte[] offer, int count)
        {
            byte[] message = new byte[HeadBytes + count];
            message[0] = (byte)'F';
            message[1] = (byte)'N';
            message[2] = (byte)'U';
            message[3] = (byte)'S';
            message[4] = (byte)slot;
            Array.Copy(offer, 0, message, HeadBytes, count);
            return ownKey == null ? null : hmac.Of(ownKey, message);
        }
    }
}
