using System;
using System.Text;

namespace FieldNode.Update
{
    /// <summary>
    /// The manifest of a bundle, read from the bytes that are signed (docs/SPEC.md, section 9). There is one way to write it: what is not in
    /// that way is refused, so that two readers never see two things in one signature. The bytes must stay as they are while this is used.
    /// <para>This file: what it says. Manifest.Read.cs: how it is read.</para>
    /// </summary>
    public sealed partial class Manifest
    {
        /// <summary>Bytes of a manifest at most: with the signature it fits into a command of 2 KB.</summary>
        public const int BytesMax = 1536;
        /// <summary>Bytes of an offer at most: manifest and signature.</summary>
        public const int OfferMax = BytesMax + SignatureCheck.SignatureBytes;
        /// <summary>Bytes of a chunk; the last of a part may be shorter.</summary>
        public const int ChunkBytes = 4096;
        /// <summary>Chunks of all parts together at most: their digests are one chunk.</summary>
        public const int ChunksMax = ChunkBytes / Sha256.DigestBytes;
        /// <summary>Parts at most.</summary>
        public const int PartsMax = 16;
        /// <summary>Libraries at most.</summary>
        public const int LibrariesMax = 64;
        /// <summary>Characters of the texts product, board and version at most.</summary>
        public const int TextMax = 32;
        /// <summary>Characters of a name of a part at most.</summary>
        public const int PartNameMax = 32;
        /// <summary>Characters of a name of a library at most.</summary>
        public const int LibraryNameMax = 64;

        internal const int Mark = 0x42554E46; // FNUB, little-endian
        internal const int Format = 1;
        internal const int HeadBytes = 52;
        internal const int ListDigestAt = 18;

        private readonly byte[] kinds = new byte[PartsMax];
        private readonly int[] lengths = new int[PartsMax];
        private readonly int[] nameAt = new int[PartsMax];
        private byte[] bytes;
        private int productAt;
        private int boardAt;
        private int versionAt;
        private int librariesAt;

        /// <summary>Bytes of the manifest; the signature is behind them.</summary>
        public int Length { get; private set; }

        /// <summary>True if the key to rotate signs it, false if the one to release.</summary>
        public bool IsRotation { get; private set; }

        /// <summary>Its number, from 1; of keys: their generation.</summary>
        public int Sequence { get; private set; }

        /// <summary>When it expires, in ms since 1970 UTC.</summary>
        public long ExpiresUtcMs { get; private set; }

        /// <summary>The lowest loader that starts it; 0 without assemblies.</summary>
        public int LoaderMin { get; private set; }

        /// <summary>Number of parts, from 1.</summary>
        public int Parts { get; private set; }

        /// <summary>Number of libraries that its assemblies were built against.</summary>
        public int Libraries { get; private set; }

        /// <summary>Chunks of all parts.</summary>
        public int Chunks { get; private set; }

        /// <summary>Bytes of all parts.</summary>
        public int PartBytes { get; private set; }

        /// <summary>Bytes of the list of digests, which comes first.</summary>
        public int ListBytes
        {
            get { return Chunks * Sha256.DigestBytes; }
        }

        /// <summary>True if one of its parts is an assembly.</summary>
        public bool HasAssemblies
        {
            get { return kinds[0] == (byte)PartKind.Assembly; }
        }

        /// <summary>True if it orders a new key.</summary>
        public bool IsKeyOrder
        {
            get { return kinds[0] == (byte)PartKind.KeyOrder; }
        }

        /// <summary>The version in words.</summary>
        public string Version
        {
            get { return TextAt(versionAt); }
        }

        /// <summary>True if it is for a product.</summary>
        public bool IsForProduct(string product)
        {
            return IsText(productAt, product);
        }

        /// <summary>True if it is for a board.</summary>
        public bool IsForBoard(string board)
        {
            return IsText(boardAt, board);
        }

        /// <summary>What a part is.</summary>
        public PartKind KindOf(int part)
        {
            return (PartKind)kinds[part];
        }

        /// <summary>Bytes of a part.</summary>
        public int LengthOf(int part)
        {
            return lengths[part];
        }

        /// <summary>The name of a part; a new string each time.</summary>
        public string NameOf(int part)
        {
            return TextAt(nameAt[part]);
        }

        /// <summary>The first chunk of a part, counted over all parts.</summary>
        public int FirstChunkOf(int part)
        {
            int chunk = 0;
            for (int i = 0; i < part; i++)
            {
                chunk += ChunksOf(lengths[i]);
            }

            return chunk;
        }

        /// <summary>Bytes of a chunk, counted over all parts.</summary>
        public int ChunkLength(int chunk)
        {
            for (int i = 0; i < Parts; i++)
            {
                int chunks = ChunksOf(lengths[i]);
                if (chunk < chunks)
                {
                    int left = lengths[i] - chunk * ChunkBytes;
                    return left < ChunkBytes ? left : ChunkBytes;
                }

                chunk -= chunks;
            }

            return 0;
        }

        /// <summary>Its libraries, from the first on.</summary>
        public LibraryReader OpenLibraries()
        {
            return new LibraryReader(new ManifestReader(bytes, librariesAt, Length), Libraries);
        }

        /// <summary>Lets go of the signature, once it was judged: it is a fifth of the memory of an offer.</summary>
        /// <returns>The bytes of the manifest, which this goes on to use.</returns>
        public byte[] DropSignature()
        {
            byte[] own = new byte[Length];
            Array.Copy(bytes, 0, own, 0, Length);
            bytes = own;
            return own;
        }

        /// <summary>True if 32 bytes are the digest of the list that this manifest names.</summary>
        public bool IsListDigest(byte[] digest)
        {
            return ChunkDigest.IsSame(digest, 0, bytes, ListDigestAt);
        }

        internal static int ChunksOf(int length)
        {
            return (length + ChunkBytes - 1) / ChunkBytes;
        }

        private string TextAt(int at)
        {
            return Encoding.UTF8.GetString(bytes, at + 1, bytes[at]);
        }

        private bool IsText(int at, string text)
        {
            int length = bytes[at];
            bool isSame = length == text.Length;
            for (int i = 0; isSame && i < length; i++)
            {
                isSame = bytes[at + 1 + i] == text[i];
            }

            return isSame;
        }
    }
}
