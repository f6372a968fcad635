namespace FieldNode.Update
{
    /// <summary>
    /// The two keys that bundles are judged by (docs/SPEC.md, section 9): one to release, and one that signs nothing but the next record. It
    /// is laid down at the bench, as the A/B record <see cref="Name"/>. Beside each modulus stands 2^6496 modulo it, which would cost the node a
    /// third of a check to compute.
    /// </summary>
    public static class KeyRecord
    {
        /// <summary>Name of the record.</summary>
        public const string Name = "update-keys";
        /// <summary>Bytes of its content.</summary>
        public const int Bytes = 1552;
        /// <summary>Bytes of a part that carries the next record: it, then its signatures by both of its own keys.</summary>
        public const int PartBytes = Bytes + 2 * SignatureCheck.SignatureBytes;

        internal const int Mark = 0x4B554E46; // FNUK, little-endian
        internal const int Form = 1;
        internal const int Keys = 2;
        internal const int HeadBytes = 16;
        private const int KeyBytes = 2 * SignatureCheck.SignatureBytes;

        /// <summary>Looks whether some bytes are a record. Whether its keys verify anything only a signature shows.</summary>
        public static bool IsSound(byte[] content, int count)
        {
            if (count != Bytes || Number(content, 0) != Mark || content[4] != Form || content[5] != Keys
                || (content[6] | (content[7] << 8)) != SignatureCheck.SignatureBytes || Generation(content) < 1 || SequenceMin(content) < 1)
            {
                return false;
            }

            int release = KeyAt(false);
            int rotation = KeyAt(true);
            bool isSame = true;
            for (int i = 0; isSame && i < SignatureCheck.SignatureBytes; i++)
            {
                isSame = content[release + i] == content[rotation + i];
            }

            return !isSame && IsModulus(content, release) && IsModulus(content, rotation);
        }

        /// <summary>One more with each record, from 1.</summary>
        public static int Generation(byte[] content)
        {
            return Number(content, 8);
        }

        /// <summary>The lowest sequence number that a bundle may have under these keys, from 1.</summary>
        public static int SequenceMin(byte[] content)
        {
            return Number(content, 12);
        }

        /// <summary>Where a key is in the content.</summary>
        public static int KeyAt(bool isRotation)
        {
            return HeadBytes + (isRotation ? KeyBytes : 0);
        }

        // 3072 bits to the top one, and odd: the arithmetic needs both.
        private static bool IsModulus(byte[] content, int at)
        {
            return content[at] >= 0x80 && (content[at + SignatureCheck.SignatureBytes - 1] & 1) == 1;
        }

        private static int Number(byte[] content, int at)
        {
            return content[at] | (content[at + 1] << 8) | (content[at + 2] << 16) | (content[at + 3] << 24);
        }
    }
}
