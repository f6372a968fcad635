namespace FieldNode.Update
{
    /// <summary>
    /// Multiplication modulo an odd number of 3072 bits after Montgomery, eight rows at a time. A number is an array of digits of 29 bits, the
    /// lowest first. 29 bits are what makes it cheap on an interpreter: sixteen products and a carry fit into a long, so that eight rows of
    /// the product and eight of the reduction cost one load and one store of a digit. Everything is signed and positive.
    /// <para>With R = 2^3248, 4n is far below R, so factors and results below 2n need no subtraction (Walter 1999).</para>
    /// </summary>
    public static class Montgomery
    {
        /// <summary>Bits of a digit.</summary>
        public const int DigitBits = 29;
        /// <summary>Rows that <see cref="EightRows"/> takes.</summary>
        public const int Rows = 8;
        /// <summary>Digits of a factor that count: R is 2^(29 · 112).</summary>
        public const int Digits = 112;
        /// <summary>Length of an array: zeros behind the digits let the last columns run as all others.</summary>
        public const int Length = 116;
        /// <summary>The largest digit.</summary>
        public const long Mask = (1L << DigitBits) - 1;

        /// <summary>
        /// t = (t + eight digits of a · b + q · n) / 2^(8 · 29), with the q that makes it whole. After all rows of a, t is a · b / R modulo n.
        /// </summary>
        /// <param name="t">What was summed so far; 0 before the first rows.</param>
        /// <param name="a">One factor.</param>
        /// <param name="row">Its first digit of the eight.</param>
        /// <param name="b">The other factor; may be the same array.</param>
        /// <param name="n">The modulus.</param>
        /// <param name="inverse">What <see cref="Inverse"/> says of n.</param>
        public static void EightRows(long[] t, long[] a, int row, long[] b, long[] n, long inverse)
        {
            long a0 = a[row], a1 = a[row + 1], a2 = a[row + 2], a3 = a[row + 3], a4 = a[row + 4], a5 = a[row + 5], a6 = a[row + 6], a7 = a[row + 7];
            long b1 = b[7], b2 = b[6], b3 = b[5], b4 = b[4], b5 = b[3], b6 = b[2], b7 = b[1], b8 = b[0]; // the digit before, and the one before that
            long n1 = n[7], n2 = n[6], n3 = n[5], n4 = n[4], n5 = n[3], n6 = n[2], n7 = n[1], n8 = n[0];

            // The lowest columns say what multiples of n make them zero.
            long sum = t[0] + a0 * b8;
            long q0 = ((sum & Mask) * inverse) & Mask;
            sum += q0 * n8;
            sum = (sum >> DigitBits) + t[1] + a0 * b7 + a1 * b8 + q0 * n7;
            long q1 = ((sum & Mask) * inverse) & Mask;
            sum += q1 * n8;
            sum = (sum >> DigitBits) + t[2] + a0 * b6 + a1 * b7 + a2 * b8 + q0 * n6 + q1 * n7;
            long q2 = ((sum & Mask) * inverse) & Mask;
            sum += q2 * n8;
            sum = (sum >> DigitBits) + t[3] + a0 * b5 + a1 * b6 + a2 * b7 + a3 * b8 + q0 * n5 + q1 * n6 + q2 * n7;
            long q3 = ((sum & Mask) * inverse) & Mask;
            sum += q3 * n8;
            sum = (sum >> DigitBits) + t[4] + a0 * b4 + a1 * b5 + a2 * b6 + a3 * b7 + a4 * b8 + q0 * n4 + q1 * n5 + q2 * n6 + q3 * n7;
            long q4 = ((sum & Mask) * inverse) & Mask;
            sum += q4 * n8;
            sum = (sum >> DigitBits) + t[5] + a0 * b3 + a1 * b4 + a2 * b5 + a3 * b6 + a4 * b7 + a5 * b8
                + q0 * n3 + q1 * n4 + q2 * n5 + q3 * n6 + q4 * n7;
            long q5 = ((sum & Mask) * inverse) & Mask;
            sum += q5 * n8;
            sum = (sum >> DigitBits) + t[6] + a0 * b2 + a1 * b3 + a2 * b4 + a3 * b5 + a4 * b6 + a5 * b7 + a6 * b8
                + q0 * n2 + q1 * n3 + q2 * n4 + q3 * n5 + q4 * n6 + q5 * n7;
            long q6 = ((sum & Mask) * inverse) & Mask;
            sum += q6 * n8;
            sum = (sum >> DigitBits) + t[7] + a0 * b1 + a1 * b2 + a2 * b3 + a3 * b4 + a4 * b5 + a5 * b6 + a6 * b7 + a7 * b8
                + q0 * n1 + q1 * n2 + q2 * n3 + q3 * n4 + q4 * n5 + q5 * n6 + q6 * n7;
            long q7 = ((sum & Mask) * inverse) & Mask;
            sum += q7 * n8;
            sum >>= DigitBits;

            for (int j = Rows; j < Length; j += 4)
            {
                long x0 = b[j], x1 = b[j + 1], x2 = b[j + 2], x3 = b[j + 3];
                long y0 = n[j], y1 = n[j + 1], y2 = n[j + 2], y3 = n[j + 3];
                sum += t[j] + a0 * x0 + a1 * b1 + a2 * b2 + a3 * b3 + a4 * b4 + a5 * b5 + a6 * b6 + a7 * b7
                    + q0 * y0 + q1 * n1 + q2 * n2 + q3 * n3 + q4 * n4 + q5 * n5 + q6 * n6 + q7 * n7;
                t[j - 8] = sum & Mask;
                sum = (sum >> DigitBits) + t[j + 1] + a0 * x1 + a1 * x0 + a2 * b1 + a3 * b2 + a4 * b3 + a5 * b4 + a6 * b5 + a7 * b6
                    + q0 * y1 + q1 * y0 + q2 * n1 + q3 * n2 + q4 * n3 + q5 * n4 + q6 * n5 + q7 * n6;
                t[j - 7] = sum & Mask;
                sum = (sum >> DigitBits) + t[j + 2] + a0 * x2 + a1 * x1 + a2 * x0 + a3 * b1 + a4 * b2 + a5 * b3 + a6 * b4 + a7 * b5
                    + q0 * y2 + q1 * y1 + q2 * y0 + q3 * n1 + q4 * n2 + q5 * n3 + q6 * n4 + q7 * n5;
                t[j - 6] = sum & Mask;
                sum = (sum >> DigitBits) + t[j + 3] + a0 * x3 + a1 * x2 + a2 * x1 + a3 * x0 + a4 * b1 + a5 * b2 + a6 * b3 + a7 * b4
                    + q0 * y3 + q1 * y2 + q2 * y1 + q3 * y0 + q4 * n1 + q5 * n2 + q6 * n3 + q7 * n4;
                t[j - 5] = sum & Mask;
                sum >>= DigitBits;
                b7 = b3;
                b6 = b2;
                b5 = b1;
                b4 = x0;
                b3 = x1;
                b2 = x2;
                b1 = x3;
                n7 = n3;
                n6 = n2;
                n5 = n1;
                n4 = y0;
                n3 = y1;
                n2 = y2;
                n1 = y3;
            }
        }

        /// <summary>-1/n modulo 2^29, for an odd n: each turn doubles the bits that are right (Newton).</summary>
        public static long Inverse(long[] n)
        {
            long inverse = n[0]; // right in three bits
            for (int i = 0; i < 4; i++)
            {
                inverse = (inverse * ((2 - n[0] * inverse) & Mask)) & Mask;
            }

            return (Mask + 1 - inverse) & Mask;
        }

        /// <summary>A number of big-endian bytes as digits.</summary>
        public static void FromBytes(byte[] bytes, int offset, int count, long[] number)
        {
            long bits = 0;
            int have = 0;
            int digit = 0;
            for (int i = offset + count - 1; i >= offset; i--)
            {
                bits |= (long)bytes[i] << have;
                have += 8;
                if (have >= DigitBits)
                {
                    number[digit++] = bits & Mask;
                    bits >>= DigitBits;
                    have -= DigitBits;
                }
            }

            number[digit] = bits;
        }

        /// <summary>True if a is less than b.</summary>
        public static bool IsLess(long[] a, long[] b)
        {
            for (int i = Length - 1; i >= 0; i--)
            {
                if (a[i] != b[i])
                {
                    return a[i] < b[i];
                }
            }

            return false;
        }
    }
}
