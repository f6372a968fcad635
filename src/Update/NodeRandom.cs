using System;
using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// The node's own random bytes: an <see cref="HmacDrbg"/> whose seed is the node's own key, a secret of 32 random bytes from the bench. Its state is
    /// the A/B record <see cref="Name"/>, written before an output is used, so no power cut makes one come twice. What the board has of noise is mixed
    /// in each time, and so is what the bytes are for: then even a state that flash took back gives others.
    /// </summary>
    public sealed class NodeRandom
    {
        /// <summary>Name of the record.</summary>
        public const string Name = "random";
        /// <summary>Bytes of its content: form, then the state.</summary>
        public const int Bytes = 1 + HmacDrbg.StateBytes;

        private const byte Form = 1;
        private const string SeedLabel = "FieldNode seed 1";

        private readonly AbRecord record;
        private readonly HmacDrbg drbg;

        /// <summary>Goes on where it was, or begins.</summary>
        /// <param name="store">Where the state is.</param>
        /// <param name="hmac">Computes.</param>
        /// <param name="ownKey">The node's own key.</param>
        /// <param name="what">What the bytes are for, another each time; and noise.</param>
        public NodeRandom(IFlashStore store, IHmac hmac, byte[] ownKey, byte[] what)
        {
            record = new AbRecord(store, Name, Bytes);
            byte[] content = new byte[Bytes];
            bool isKept = record.Read(content) == Bytes && content[0] == Form;
            if (isKept)
            {
                drbg = HmacDrbg.Restore(hmac, content, 1);
                drbg.Mix(what);
                return;
            }

            byte[] secret = hmac.Of(ownKey, ChunkDigest.Key(SeedLabel)) ?? new byte[0];
            byte[] seed = new byte[secret.Length + what.Length];
            Array.Copy(secret, 0, seed, 0, secret.Length);
            Array.Copy(what, 0, seed, secret.Length, what.Length);
            IsBroken = secret.Length == 0;
            drbg = new HmacDrbg(hmac, seed);
        }

        /// <summary>True if something could not be computed or written: then there are no random bytes.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>The next 32 bytes, whose successor is on flash.</summary>
        /// <returns>They, or null.</returns>
        public byte[] Next()
        {
            byte[] output = drbg.Next(HmacDrbg.OutBytes);
            byte[] content = new byte[Bytes];
            content[0] = Form;
            drbg.Save(content, 1);
            IsBroken = IsBroken || drbg.IsBroken || !record.Write(content, Bytes);
            return IsBroken ? null : output;
        }
    }
}
