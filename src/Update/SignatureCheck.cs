using System;

namespace FieldNode.Update
{
    /// <summary>
    /// Verifies a signature: RSA of 3072 bits, e = 65537, PKCS#1 v1.5 with SHA-256 (RFC 8017, 8.2.2), in steps, so that the loop goes on. The
    /// block that the signature decrypts to is compared whole with the one block that is right (8.2.2, step 4): nothing of it is parsed, so
    /// there is no padding to be lenient about.
    /// </summary>
    public sealed class SignatureCheck
    {
        /// <summary>Bytes of a signature and of a modulus.</summary>
        public const int SignatureBytes = 384;

        /// <summary>Steps of one unit that a check of a short message takes at most; a unit is at most some 15,000 instructions.</summary>
        public const int UnitsAboutMax = Products * UnitsOfAProduct + 40;

        private const int Numbers = 3;   // modulus, its square of R, signature
        private const int Products = 18; // into Montgomery's form, 16 squares, and one by the signature, which leaves that form
        private const int UnitsOfAProduct = Montgomery.Digits / Montgomery.Rows;

        private readonly Sha256 hash;
        private readonly byte[] message;
        private readonly int signatureAt;
        private readonly byte[] key;
        private readonly int keyAt;
        private readonly long[] modulus = new long[Montgomery.Length];
        private readonly long[] signature = new long[Montgomery.Length];
        private long[] power = new long[Montgomery.Length];
        private long[] next = new long[Montgomery.Length];
        private long inverse;
        private bool isHashed;
        private int loaded;
        private int product;
        private int row;
        private CheckResult result;

        /// <summary>Begins the check of a message with its signature behind it; the arrays must stay as they are.</summary>
        /// <param name="message">The message, then <see cref="SignatureBytes"/> of signature.</param>
        /// <param name="messageCount">Bytes of the message.</param>
        /// <param name="key">Where the key is: its modulus, then 2^6496 modulo that, each big-endian in <see cref="SignatureBytes"/>.</param>
        /// <param name="keyAt">Where in it.</param>
        public SignatureCheck(byte[] message, int messageCount, byte[] key, int keyAt)
        {
            this.message = message;
            this.key = key;
            this.keyAt = keyAt;
            signatureAt = messageCount;
            hash = new Sha256(message, 0, messageCount);
        }

        /// <summary>Goes on by so many units.</summary>
        public CheckResult Step(int units)
        {
            for (int i = 0; i < units && result == CheckResult.InProgress; i++)
            {
                if (!isHashed)
                {
                    isHashed = hash.Step();
                }
                else if (loaded < Numbers)
                {
                    Load(loaded++);
                }
                else if (product < Products)
                {
                    Multiply();
                }
                else
                {
                    Montgomery.FromBytes(RightBlock(), 0, SignatureBytes, next);
                    result = IsSame(next) ? CheckResult.Good : CheckResult.Bad;
                }
            }

            return result;
        }

        // RFC 8017, 5.2.2, step 1: a representative that is not below the modulus is out of range; else signatures had a second form.
        private void Load(int number)
        {
            switch (number)
            {
                case 0:
                    Montgomery.FromBytes(key, keyAt, SignatureBytes, modulus);
                    inverse = Montgomery.Inverse(modulus);
                    break;
                case 1:
                    Montgomery.FromBytes(key, keyAt + SignatureBytes, SignatureBytes, power);
                    break;
                default:
                    Montgomery.FromBytes(message, signatureAt, SignatureBytes, signature);
                    result = Montgomery.IsLess(signature, modulus) ? CheckResult.InProgress : CheckResult.Bad;
                    break;
            }
        }

        private void Multiply()
        {
            bool isSquare = product > 0 && product < Products - 1;
            Montgomery.EightRows(next, isSquare ? power : signature, row, power, modulus, inverse);
            row += Montgomery.Rows;
            if (row == Montgomery.Digits)
            {
                long[] done = next;
                next = power;
                power = done;
                Array.Clear(next, 0, next.Length);
                row = 0;
                product++;
            }
        }

        // RFC 8017, 9.2: 00 01 FF … FF 00, the DigestInfo of SHA-256, the digest.
        private byte[] RightBlock()
        {
            byte[] info = { 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };
            byte[] block = new byte[SignatureBytes];
            int digestAt = SignatureBytes - Sha256.DigestBytes;
            int infoAt = digestAt - info.Length;
            block[1] = 1;
            for (int i = 2; i < infoAt - 1; i++)
            {
                block[i] = 0xFF;
            }

            Array.Copy(info, 0, block, infoAt, info.Length);
            Array.Copy(hash.Digest, 0, block, digestAt, Sha256.DigestBytes);
            return block;
        }

        // The last product is below 2n and, since R is so much longer than n, within a hair of n: it is the block itself, or another number.
        private bool IsSame(long[] right)
        {
            long different = 0;
            for (int i = 0; i < Montgomery.Length; i++)
            {
                different |= right[i] ^ power[i];
            }

            return different == 0;
        }
    }
}
