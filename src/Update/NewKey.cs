using System;
using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// A key that was made on the node and waits for its certificate, as two A/B records: <see cref="Name"/> with the key, which goes nowhere, and
    /// <see cref="RequestName"/> with the request, which hosts read. The node's own key stays as it is until a certificate for this one has proved itself.
    /// </summary>
    public sealed class NewKey
    {
        /// <summary>Name of the record with the key.</summary>
        public const string Name = "new-key";
        /// <summary>Name of the record with the request for its certificate.</summary>
        public const string RequestName = "new-request";

        private const byte Form = 1;
        private const int PrivateAt = 1, PublicAt = 1 + PrimeField.Bytes, Bytes = PublicAt + P256.PointBytes;

        private readonly IFlashStore store;

        /// <summary>The key in a store.</summary>
        public NewKey(IFlashStore store)
        {
            this.store = store;
        }

        /// <summary>Puts a key and its request in the place of what was there. A cut in between leaves a key without its request: it is made again.</summary>
        /// <param name="privateKey">32 bytes.</param>
        /// <param name="point">x, then y.</param>
        /// <param name="request">In DER.</param>
        public bool Keep(byte[] privateKey, byte[] point, byte[] request)
        {
            byte[] content = new byte[Bytes];
            content[0] = Form;
            Array.Copy(privateKey, 0, content, PrivateAt, PrimeField.Bytes);
            Array.Copy(point, 0, content, PublicAt, P256.PointBytes);
            return Write(Name, Bytes, content, Bytes) && Write(RequestName, DerWriter.RequestBytesMax, request, request.Length);
        }

        /// <summary>The request for its certificate, in DER.</summary>
        /// <returns>It, or null if no key waits.</returns>
        public byte[] ReadRequest()
        {
            byte[] content = new byte[DerWriter.RequestBytesMax];
            int count = new AbRecord(store, RequestName, DerWriter.RequestBytesMax).Read(content);
            if (count <= 0)
            {
                return null;
            }

            byte[] request = new byte[count];
            Array.Copy(content, 0, request, 0, count);
            return request;
        }

        /// <summary>The key, if a certificate is for it.</summary>
        /// <param name="certificate">In PEM form or DER; of several the first one.</param>
        /// <returns>It in PEM form, or null: the certificate is for another key.</returns>
        public byte[] PemFor(byte[] certificate)
        {
            byte[] content = new byte[Bytes];
            if (new AbRecord(store, Name, Bytes).Read(content) != Bytes || content[0] != Form)
            {
                return null;
            }

            byte[] publicKey = DerWriter.PublicKey(content, PublicAt);
            return Holds(Pem.Read(certificate), publicKey) ? Pem.Write("EC PRIVATE KEY", DerWriter.PrivateKey(content, PrivateAt, publicKey)) : null;
        }

        /// <summary>It is the node's own by now: nothing of it stays here. A cut leaves all of it, or a key without request that nobody asks for.</summary>
        public bool Forget()
        {
            bool isGone = true;
            for (int file = 0; file < 2; file++)
            {
                isGone &= Write(Name, Bytes, new byte[0], 0); // both of its files
            }

            return isGone && store.Delete(RequestName + ".a") && store.Delete(RequestName + ".b");
        }

        private bool Write(string name, int bytesMax, byte[] content, int count)
        {
            var record = new AbRecord(store, name, bytesMax);
            record.Read(new byte[bytesMax]); // which of the two files is the older
            return record.Write(content, count);
        }

        // The key as certificates have it, with algorithm, curve and length, is found nowhere else in one.
        private static bool Holds(byte[] certificate, byte[] publicKey)
        {
            int last = certificate.Length - publicKey.Length;
            for (int at = 0; at <= last; at++)
            {
                if (certificate[at] == publicKey[0] && ChunkDigest.IsSame(certificate, at, publicKey, 0, publicKey.Length))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
