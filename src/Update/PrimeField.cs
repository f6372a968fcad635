using System;

namespace FieldNode.Update
{
    /// <summary>
    /// Numbers modulo a prime of 256 bits, after Montgomery with R = 2^261: nine digits of 29 bits, the lowest first, in registers of one array. All
    /// columns of a product fit into a long, so carries run once, at its end. Values are below twice the prime (4 n is far below R), digits are
    /// positive. Not in constant time: who can measure it sits at the board, and can read its flash.
    /// </summary>
    public sealed class PrimeField
    {
        /// <summary>Digits of a number.</summary>
        public const int Digits = 9;
        /// <summary>Bytes of a number.</summary>
        public const int Bytes = 32;

        private const int DigitBits = Montgomery.DigitBits;
        private const long Mask = Montgomery.Mask;
        private const int BitsOfAByte = 8;

        private readonly byte[] prime;
        private readonly long[] n = new long[Digits];
        private readonly long[] twice = new long[Digits];
        private readonly long inverse;
        private readonly long[] r;

        /// <summary>The field of a prime, with so many registers, all 0.</summary>
        /// <param name="prime">Big-endian; kept. Its last byte is above 1, so that two less is no borrow.</param>
        /// <param name="registers">How many numbers it has.</param>
        public PrimeField(byte[] prime, int registers)
        {
            this.prime = prime;
            r = new long[registers * Digits];
            Montgomery.FromBytes(prime, 0, Bytes, n);
            inverse = Montgomery.Inverse(n);
            long carry = 0;
            for (int i = 0; i < Digits; i++)
            {
                carry += 2 * n[i];
                twice[i] = carry & Mask;
                carry >>= DigitBits;
            }
        }

        /// <summary>to = a · b / R.</summary>
        public void Multiply(int to, int a, int b)
        {
            long[] x = r;
            long[] m = n;
            int at = b * Digits;
            long b0 = x[at], b1 = x[at + 1], b2 = x[at + 2], b3 = x[at + 3], b4 = x[at + 4], b5 = x[at + 5], b6 = x[at + 6], b7 = x[at + 7], b8 = x[at + 8];
            long n0 = m[0], n1 = m[1], n2 = m[2], n3 = m[3], n4 = m[4], n5 = m[5], n6 = m[6], n7 = m[7], n8 = m[8];
            long t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0, t7 = 0;
            long inverseOfN = inverse;
            int row = a * Digits;
            for (int end = row + Digits; row < end; row++)
            {
                long d = x[row];
                long sum = t0 + d * b0;
                long q = ((sum & Mask) * inverseOfN) & Mask;
                sum = (sum + q * n0) >> DigitBits;
                t0 = sum + t1 + d * b1 + q * n1;
                t1 = t2 + d * b2 + q * n2;
                t2 = t3 + d * b3 + q * n3;
                t3 = t4 + d * b4 + q * n4;
                t4 = t5 + d * b5 + q * n5;
                t5 = t6 + d * b6 + q * n6;
                t6 = t7 + d * b7 + q * n7;
                t7 = d * b8 + q * n8;
            }

            at = to * Digits;
            x[at] = t0 & Mask;
            t1 += t0 >> DigitBits;
            x[at + 1] = t1 & Mask;
            t2 += t1 >> DigitBits;
            x[at + 2] = t2 & Mask;
            t3 += t2 >> DigitBits;
            x[at + 3] = t3 & Mask;
            t4 += t3 >> DigitBits;
            x[at + 4] = t4 & Mask;
            t5 += t4 >> DigitBits;
            x[at + 5] = t5 & Mask;
            t6 += t5 >> DigitBits;
            x[at + 6] = t6 & Mask;
            t7 += t6 >> DigitBits;
            x[at + 7] = t7 & Mask;
            x[at + 8] = t7 >> DigitBits;
        }

        /// <summary>to = a + b.</summary>
        public void Add(int to, int a, int b)
        {
            long carry = 0;
            int i = a * Digits, j = b * Digits, k = to * Digits;
            for (int digit = 0; digit < Digits; digit++)
            {
                carry += r[i + digit] + r[j + digit] - twice[digit];
                r[k + digit] = carry & Mask;
                carry >>= DigitBits;
            }

            PutBack(k, carry, twice);
        }

        /// <summary>to = a - b.</summary>
        public void Subtract(int to, int a, int b)
        {
            long carry = 0;
            int i = a * Digits, j = b * Digits, k = to * Digits;
            for (int digit = 0; digit < Digits; digit++)
            {
                carry += r[i + digit] - r[j + digit];
                r[k + digit] = carry & Mask;
                carry >>= DigitBits;
            }

            PutBack(k, carry, twice);
        }

        /// <summary>Makes a number smaller than the prime.</summary>
        public void Reduce(int register)
        {
            long carry = 0;
            int k = register * Digits;
            for (int digit = 0; digit < Digits; digit++)
            {
                carry += r[k + digit] - n[digit];
                r[k + digit] = carry & Mask;
                carry >>= DigitBits;
            }

            PutBack(k, carry, n);
        }

        /// <summary>One of the 64 steps, from 0, of to = a^(prime - 2), which is 1/a (Fermat). Factor and result are in Montgomery's form.</summary>
        /// <param name="step">Which: four bits of the exponent, the highest first.</param>
        /// <param name="to">Has to be 1 in that form before the first step.</param>
        /// <param name="a">Another register.</param>
        public void StepInverse(int step, int to, int a)
        {
            int exponent = prime[step >> 1] - (step >> 1 == Bytes - 1 ? 2 : 0);
            int bits = (step & 1) == 0 ? exponent >> 4 : exponent;
            for (int bit = 3; bit >= 0; bit--)
            {
                Multiply(to, to, to);
                if (((bits >> bit) & 1) != 0)
                {
                    Multiply(to, to, a);
                }
            }
        }

        /// <summary>Sets a register to a small number.</summary>
        public void Set(int register, int value)
        {
            Array.Clear(r, register * Digits, Digits);
            r[register * Digits] = value;
        }

        /// <summary>Sets a register to a number of 32 big-endian bytes.</summary>
        public void FromBytes(int register, byte[] bytes, int at)
        {
            long bits = 0;
            int have = 0;
            int digit = register * Digits;
            for (int i = at + Bytes - 1; i >= at; i--)
            {
                bits |= (long)bytes[i] << have;
                have += BitsOfAByte;
                if (have >= DigitBits)
                {
                    r[digit++] = bits & Mask;
                    bits >>= DigitBits;
                    have -= DigitBits;
                }
            }

            r[digit] = bits;
        }

        /// <summary>A register that was reduced as 32 big-endian bytes.</summary>
        public void ToBytes(int register, byte[] bytes, int at)
        {
            long bits = 0;
            int have = 0;
            int digit = register * Digits;
            for (int i = at + Bytes - 1; i >= at; i--)
            {
                if (have < BitsOfAByte)
                {
                    bits |= r[digit++] << have;
                    have += DigitBits;
                }

                bytes[i] = (byte)bits;
                bits >>= BitsOfAByte;
                have -= BitsOfAByte;
            }
        }

        /// <summary>Nothing of what was computed stays in memory.</summary>
        public void Wipe()
        {
            Array.Clear(r, 0, r.Length);
        }

        private void PutBack(int at, long carry, long[] what)
        {
            if (carry >= 0)
            {
                return;
            }

            carry = 0;
            for (int digit = 0; digit < Digits; digit++)
            {
                carry += r[at + digit] + what[digit];
                r[at + digit] = carry & Mask;
                carry >>= DigitBits;
            }
        }
    }
}
