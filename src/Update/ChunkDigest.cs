using System.Text;

namespace FieldNode.Update
{
    /// <summary>
    /// What names a chunk, and the list of these names: HMAC-SHA-256 under constants that everybody knows. It is a hash that is native on the
    /// device, not a secret: two messages with one code under a known key are a collision of SHA-256 (docs/DESIGN.md, "Updates").
    /// </summary>
    public static class ChunkDigest
    {
        /// <summary>The constant for chunks, in ASCII.</summary>
        public const string ChunkKey = "FieldNode chunk 1";
        /// <summary>The constant for the list, in ASCII.</summary>
        public const string ListKey = "FieldNode list 1";

        /// <summary>A constant as a key.</summary>
        public static byte[] Key(string constant)
        {
            return Encoding.UTF8.GetBytes(constant);
        }

        /// <summary>True if two digests are the same; false if one could not be computed (null).</summary>
        public static bool IsSame(byte[] left, int leftAt, byte[] right, int rightAt)
        {
            return IsSame(left, leftAt, right, rightAt, Sha256.DigestBytes);
        }

        /// <summary>The same for the first bytes of them.</summary>
        public static bool IsSame(byte[] left, int leftAt, byte[] right, int rightAt, int count)
        {
            if (left == null || right == null)
            {
                return false;
            }

            int different = 0;
            for (int i = 0; i < count; i++)
            {
                different |= left[leftAt + i] ^ right[rightAt + i];
            }

            return different == 0;
        }
    }
}
