using System;

namespace FieldNode.Update
{
    /// <summary>
    /// Signs a digest with ECDSA on P-256 (FIPS 186-5, 6.4), in steps. The number that must never come twice is made of key and digest (RFC 6979, 3.2),
    /// so it needs no random bytes, and two signatures of one digest are the same.
    /// </summary>
    public sealed class EcdsaSigner
    {
        // Registers of the arithmetic modulo the order.
        private const int R = 0, S = 1, K = 2, Inverse = 3, Square = 4, Registers = 5;
        private const int InverseSteps = 64;
        private const int Bytes = PrimeField.Bytes;

        private readonly byte[] order = P256.Order();
        private readonly byte[] privateKey;
        private readonly byte[] digest;
        private readonly HmacDrbg numbers;
        private byte[] number;
        private BasePoint point;
        private PrimeField field;
        private int inverted;

        /// <summary>Begins.</summary>
        /// <param name="hmac">Computes.</param>
        /// <param name="privateKey">1 to the order less 1, 32 bytes, big-endian.</param>
        /// <param name="digest">SHA-256 of what is signed.</param>
        public EcdsaSigner(IHmac hmac, byte[] privateKey, byte[] digest)
        {
            this.privateKey = privateKey;
            this.digest = digest;
            byte[] seed = new byte[2 * Bytes];
            Array.Copy(privateKey, 0, seed, 0, Bytes);
            var reduced = new PrimeField(order, 1);
            reduced.FromBytes(0, digest, 0);
            reduced.Reduce(0);
            reduced.ToBytes(0, seed, Bytes);
            numbers = new HmacDrbg(hmac, seed);
        }

        /// <summary>r, then s, 32 bytes each, once it is done; else null.</summary>
        public byte[] Signature { get; private set; }

        /// <summary>Goes on by one unit: at most some 21,000 instructions.</summary>
        public CheckResult Step()
        {
            if (numbers.IsBroken)
            {
                return CheckResult.Bad;
            }

            if (Signature != null)
            {
                return CheckResult.Good;
            }

            if (point == null)
            {
                number = numbers.Next(HmacDrbg.OutBytes);
                point = IsScalar(number, order) ? new BasePoint(number) : null; // else the next one
            }
            else if (field == null)
            {
                if (point.Step())
                {
                    TakePoint();
                }
            }
            else if (inverted < InverseSteps)
            {
                field.StepInverse(inverted++, Inverse, K);
            }
            else
            {
                Finish();
            }

            return CheckResult.InProgress;
        }

        /// <summary>True if a number is 1 to the order less 1.</summary>
        public static bool IsScalar(byte[] number, byte[] order)
        {
            int any = 0;
            int first = -1; // the first byte that differs
            for (int i = 0; i < Bytes; i++)
            {
                any |= number[i];
                first = first < 0 && number[i] != order[i] ? i : first;
            }

            return any != 0 && first >= 0 && number[first] < order[first];
        }

        private void TakePoint()
        {
            byte[] xy = new byte[P256.PointBytes];
            point.Take(xy, 0);
            field = new PrimeField(order, Registers);
            field.FromBytes(R, xy, 0);
            field.Reduce(R);
            field.FromBytes(Square, P256.OrderSquare(), 0);
            field.Set(Inverse, 1);
            field.Multiply(Inverse, Inverse, Square);
            field.FromBytes(K, number, 0);
            field.Multiply(K, K, Square);
            inverted = 0;
        }

        // s = (digest + r · key) / number
        private void Finish()
        {
            byte[] made = new byte[2 * Bytes];
            field.ToBytes(R, made, 0);
            field.FromBytes(S, privateKey, 0);
            field.Multiply(S, S, Square);  // in Montgomery's form, so that the product with r is out of it
            field.Multiply(S, S, R);
            field.FromBytes(K, digest, 0);
            field.Add(S, S, K);
            field.Multiply(S, S, Inverse); // the same
            field.Reduce(S);
            field.ToBytes(S, made, Bytes);
            field.Wipe();
            field = null;
            point = null;
            Array.Clear(number, 0, number.Length);
            Signature = HasZero(made) ? null : made; // then with the next number; nobody has seen it happen
        }

        private static bool HasZero(byte[] made)
        {
            int r = 0;
            int s = 0;
            for (int i = 0; i < Bytes; i++)
            {
                r |= made[i];
                s |= made[Bytes + i];
            }

            return r == 0 || s == 0;
        }
    }
}
