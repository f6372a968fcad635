using System;

namespace FieldNode.Update
{
    /// <summary>
    /// HMAC_DRBG with SHA-256 (NIST SP 800-90A Rev. 1, 10.1.2): random bytes from a secret seed, for boards whose own random numbers nobody vouches for.
    /// What it gave cannot be computed from what it holds afterwards. Who keeps its state writes that before an output is used.
    /// </summary>
    public sealed class HmacDrbg
    {
        /// <summary>Bytes of an output, and of the key and the value that are its state.</summary>
        public const int OutBytes = 32;
        /// <summary>Bytes of its state: key, then value.</summary>
        public const int StateBytes = 2 * OutBytes;

        private readonly IHmac hmac;
        private byte[] key = new byte[OutBytes];
        private byte[] value = new byte[OutBytes];

        /// <summary>Instantiates it (10.1.2.3).</summary>
        /// <param name="hmac">Computes.</param>
        /// <param name="seed">Entropy input, nonce and personalization string, one behind the other.</param>
        public HmacDrbg(IHmac hmac, byte[] seed)
        {
            this.hmac = hmac;
            for (int i = 0; i < OutBytes; i++)
            {
                value[i] = 1;
            }

            Mix(seed);
        }

        private HmacDrbg(IHmac hmac)
        {
            this.hmac = hmac;
        }

        /// <summary>True if something could not be computed: no output is worth anything then.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>Goes on from a state that was kept.</summary>
        public static HmacDrbg Restore(IHmac hmac, byte[] state, int at)
        {
            var made = new HmacDrbg(hmac);
            Array.Copy(state, at, made.key, 0, OutBytes);
            Array.Copy(state, at + OutBytes, made.value, 0, OutBytes);
            return made;
        }

        /// <summary>Writes its state.</summary>
        public void Save(byte[] state, int at)
        {
            Array.Copy(key, 0, state, at, OutBytes);
            Array.Copy(value, 0, state, at + OutBytes, OutBytes);
        }

        /// <summary>Mixes bytes in: a reseed (10.1.2.4), whose entropy input may be worth nothing without harm.</summary>
        public void Mix(byte[] data)
        {
            Update(data);
        }

        /// <summary>The next bytes (10.1.2.5, without additional input); its state has gone on behind them.</summary>
        /// <param name="count">How many, a multiple of <see cref="OutBytes"/>.</param>
        public byte[] Next(int count)
        {
            byte[] output = new byte[count];
            for (int at = 0; at < count; at += OutBytes)
            {
                value = Of(value);
                Array.Copy(value, 0, output, at, OutBytes);
            }

            Update(new byte[0]);
            return output;
        }

        // 10.1.2.2
        private void Update(byte[] data)
        {
            for (byte round = 0; round < (data.Length == 0 ? 1 : 2); round++)
            {
                byte[] message = new byte[OutBytes + 1 + data.Length];
                Array.Copy(value, 0, message, 0, OutBytes);
                message[OutBytes] = round;
                Array.Copy(data, 0, message, OutBytes + 1, data.Length);
                key = Of(message);
                value = Of(value);
            }
        }

        private byte[] Of(byte[] message)
        {
            byte[] code = hmac.Of(key, message);
            IsBroken |= code == null;
            return code ?? new byte[OutBytes];
        }
    }
}
