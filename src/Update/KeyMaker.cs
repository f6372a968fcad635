using System;
using System.Text;
using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// Does what an order for a new key says, in steps: draws a key of P-256, computes its public half, signs a request for a certificate with it, and
    /// leaves both on flash (<see cref="NewKey"/>). A cut anywhere before its last write costs the key that was under way; the order makes another.
    /// </summary>
    public sealed class KeyMaker
    {
        /// <summary>Bytes of an order: its mark, form, curve, and two zeros.</summary>
        public const int OrderBytes = 8;
        /// <summary>Units that it takes, see <see cref="Step"/>; one number in four billion needs another one.</summary>
        public const int UnitsAbout = 2 * (64 * 2 * 2 + 64) + 64 + 12;

        private const int Mark = 0x4F4B4E46; // FNKO, little-endian
        private const int NoiseBytes = 32;

        private readonly IFlashStore store;
        private readonly IHmac hmac;
        private readonly byte[] name;
        private readonly byte[] point = new byte[P256.PointBytes];
        private NodeRandom random;
        private byte[] privateKey;
        private BasePoint multiple;
        private byte[] info;
        private Sha256 hash;
        private EcdsaSigner signer;

        /// <summary>Begins.</summary>
        /// <param name="store">Where the key goes.</param>
        /// <param name="hmac">Computes.</param>
        /// <param name="ownKey">The node's own key.</param>
        /// <param name="place">Whose key it is.</param>
        /// <param name="sequence">Number of the bundle with the order: no two orders have the same.</param>
        public KeyMaker(IFlashStore store, IHmac hmac, byte[] ownKey, IKeyPlace place, int sequence)
        {
            this.store = store;
            this.hmac = hmac;
            name = Encoding.UTF8.GetBytes(place.Name);
            byte[] what = new byte[NoiseBytes + 4 + name.Length];
            byte[] noise = new byte[NoiseBytes];
            place.Stir(noise);
            Array.Copy(noise, 0, what, 0, NoiseBytes);
            for (int i = 0; i < 4; i++)
            {
                what[NoiseBytes + i] = (byte)(sequence >> (8 * i));
            }

            Array.Copy(name, 0, what, NoiseBytes + 4, name.Length);
            random = new NodeRandom(store, hmac, ownKey, what);
        }

        /// <summary>True if a part is an order, and this node may have a certificate for its name.</summary>
        public static bool IsOrder(byte[] part, IKeyPlace place)
        {
            return part.Length == OrderBytes && BitConverter.ToInt32(part, 0) == Mark && part[4] == 1 && part[5] == 1 && part[6] == 0 && part[7] == 0
                && Encoding.UTF8.GetBytes(place.Name).Length <= DerWriter.NameBytesMax;
        }

        /// <summary>Goes on by one unit: at most some 21,000 instructions.</summary>
        /// <returns>Bad: something could not be computed or written.</returns>
        public CheckResult Step()
        {
            if (privateKey == null)
            {
                return Draw();
            }

            if (hash == null)
            {
                if (multiple.Step())
                {
                    TakePoint();
                }

                return CheckResult.InProgress;
            }

            if (signer == null)
            {
                signer = hash.Step() ? new EcdsaSigner(hmac, privateKey, hash.Digest) : null;
                return CheckResult.InProgress;
            }

            CheckResult result = signer.Step();
            return result == CheckResult.Good ? End() : result;
        }

        // FIPS 186-5, A.2.2: a number that is none of the field's is thrown away, not made one.
        private CheckResult Draw()
        {
            byte[] drawn = random.Next();
            if (drawn == null)
            {
                return CheckResult.Bad;
            }

            if (EcdsaSigner.IsScalar(drawn, P256.Order()))
            {
                privateKey = drawn;
                multiple = new BasePoint(privateKey);
                random = null;
            }

            return CheckResult.InProgress;
        }

        private void TakePoint()
        {
            multiple.Take(point, 0);
            multiple = null;
            info = DerWriter.RequestInfo(name, DerWriter.PublicKey(point, 0));
            hash = new Sha256(info, 0, info.Length);
        }

        private CheckResult End()
        {
            bool isKept = new NewKey(store).Keep(privateKey, point, DerWriter.Request(info, signer.Signature));
            Array.Clear(privateKey, 0, privateKey.Length);
            return isKept ? CheckResult.Good : CheckResult.Bad;
        }
    }
}
