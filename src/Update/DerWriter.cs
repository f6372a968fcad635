using System;

namespace FieldNode.Update
{
    /// <summary>
    /// The few things that a node writes in DER (X.690): a request for a certificate of its new key (PKCS#10, RFC 2986), and that key itself (SEC 1,
    /// RFC 5915). All of it is put together from pieces whose lengths are known.
    /// </summary>
    public static class DerWriter
    {
        /// <summary>Bytes of a name at most (ub-common-name of RFC 5280).</summary>
        public const int NameBytesMax = 64;
        /// <summary>Bytes of a request at most, with the longest name.</summary>
        public const int RequestBytesMax = 267;

        private const byte Integer = 0x02, BitString = 0x03, OctetString = 0x04, Utf8String = 0x0C, Sequence = 0x30, Set = 0x31, Tag0 = 0xA0, Tag1 = 0xA1;
        private const int NumberBytes = PrimeField.Bytes;

        /// <summary>The public key as certificates have it (SubjectPublicKeyInfo, RFC 5480): the same 91 bytes in each that is for it.</summary>
        /// <param name="point">x, then y.</param>
        /// <param name="at">Where in it.</param>
        public static byte[] PublicKey(byte[] point, int at)
        {
            // SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING { uncompressed point } }
            byte[] head = P256.Bytes("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
            return Join(head, Part(point, at, P256.PointBytes));
        }

        /// <summary>What is signed of a request: version, name, key, no attributes.</summary>
        /// <param name="name">The common name, up to <see cref="NameBytesMax"/> bytes of UTF-8.</param>
        /// <param name="publicKey">As <see cref="PublicKey"/> makes it.</param>
        public static byte[] RequestInfo(byte[] name, byte[] publicKey)
        {
            byte[] commonName = P256.Bytes("0603550403");
            byte[] subject = Wrap(Sequence, Wrap(Set, Wrap(Sequence, Join(commonName, Wrap(Utf8String, name)))));
            byte[] version = P256.Bytes("020100");
            byte[] attributes = P256.Bytes("a000");
            return Wrap(Sequence, Join(Join(version, subject), Join(publicKey, attributes)));
        }

        /// <summary>The request, with its signature.</summary>
        /// <param name="info">What was signed.</param>
        /// <param name="signature">r, then s.</param>
        public static byte[] Request(byte[] info, byte[] signature)
        {
            byte[] algorithm = P256.Bytes("300a06082a8648ce3d040302"); // ecdsa-with-SHA256
            byte[] noUnused = new byte[1];
            byte[] numbers = Wrap(Sequence, Join(Number(signature, 0), Number(signature, NumberBytes)));
            return Wrap(Sequence, Join(info, Join(algorithm, Wrap(BitString, Join(noUnused, numbers)))));
        }

        /// <summary>A private key (ECPrivateKey), as TLS libraries take it.</summary>
        /// <param name="key">32 bytes.</param>
        /// <param name="keyAt">Where in its array.</param>
        /// <param name="publicKey">As <see cref="PublicKey"/> makes it.</param>
        public static byte[] PrivateKey(byte[] key, int keyAt, byte[] publicKey)
        {
            byte[] head = P256.Bytes("020101");
            byte[] curve = P256.Bytes("06082a8648ce3d030107");
            int bitsAt = publicKey.Length - P256.PointBytes - 4; // its BIT STRING
            byte[] named = Join(Wrap(Tag0, curve), Wrap(Tag1, Part(publicKey, bitsAt, publicKey.Length - bitsAt)));
            return Wrap(Sequence, Join(Join(head, Wrap(OctetString, Part(key, keyAt, NumberBytes))), named));
        }

        // An INTEGER is signed and has no zero in front that it can do without.
        private static byte[] Number(byte[] bytes, int at)
        {
            int first = at;
            while (first < at + NumberBytes - 1 && bytes[first] == 0)
            {
                first++;
            }

            byte[] zero = new byte[bytes[first] >= 0x80 ? 1 : 0];
            return Wrap(Integer, Join(zero, Part(bytes, first, at + NumberBytes - first)));
        }

        private static byte[] Wrap(byte tag, byte[] content)
        {
            int count = content.Length;
            byte[] head = count < 0x80 ? new[] { tag, (byte)count }
                : count < 0x100 ? new byte[] { tag, 0x81, (byte)count }
                : new byte[] { tag, 0x82, (byte)(count >> 8), (byte)count };
            return Join(head, content);
        }

        private static byte[] Part(byte[] bytes, int at, int count)
        {
            byte[] part = new byte[count];
            Array.Copy(bytes, at, part, 0, count);
            return part;
        }

        private static byte[] Join(byte[] left, byte[] right)
        {
            byte[] both = new byte[left.Length + right.Length];
            Array.Copy(left, 0, both, 0, left.Length);
            Array.Copy(right, 0, both, left.Length, right.Length);
            return both;
        }
    }
}
