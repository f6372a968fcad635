using System.Numerics;

namespace FieldNode.Update.Tests;

public sealed class MontgomeryTests
{
    private const int Bits = 3072;
    private static readonly BigInteger R = BigInteger.Pow(2, Montgomery.DigitBits * Montgomery.Digits);

    [Fact]
    public void Products_are_those_of_BigInteger_also_at_the_edges()
    {
        Random random = Seeded.Random();
        for (int i = 0; i < 200; i++)
        {
            BigInteger n = Modulus(random, i);
            foreach ((BigInteger a, BigInteger b) in Factors(random, n))
            {
                BigInteger product = FromDigits(Product(ToDigits(a), ToDigits(b), ToDigits(n)));

                Assert.Equal(BigInteger.Zero, (product * R - a * b) % n);
                Assert.True(product < 2 * n);
            }
        }
    }

    [Fact]
    public void A_number_times_itself_may_be_one_array()
    {
        Random random = Seeded.Random();
        BigInteger n = Modulus(random, 0);
        long[] a = ToDigits(Below(random, n));

        Assert.Equal(Product([.. a], [.. a], ToDigits(n)), Product(a, a, ToDigits(n)));
    }

    [Fact]
    public void The_inverse_is_one_for_every_odd_digit_that_is_tried()
    {
        Random random = Seeded.Random();
        for (int i = 0; i < 10_000; i++)
        {
            long odd = random.NextInt64(Montgomery.Mask) | 1;

            Assert.Equal(Montgomery.Mask, Montgomery.Inverse([odd]) * odd & Montgomery.Mask);
        }
    }

    [Fact]
    public void Bytes_become_digits()
    {
        Random random = Seeded.Random();
        byte[] bytes = new byte[Bits / 8 + 3];
        random.NextBytes(bytes);
        long[] digits = new long[Montgomery.Length];
        Montgomery.FromBytes(bytes, 2, Bits / 8, digits);

        Assert.Equal(new BigInteger(bytes.AsSpan(2, Bits / 8), isUnsigned: true, isBigEndian: true), FromDigits(digits));
    }

    [Fact]
    public void Less_is_less_in_any_digit()
    {
        long[] a = new long[Montgomery.Length];
        long[] b = new long[Montgomery.Length];
        Assert.False(Montgomery.IsLess(a, b));
        for (int i = 0; i < Montgomery.Length; i++)
        {
            b[i] = 1;
            Assert.True(Montgomery.IsLess(a, b));
            Assert.False(Montgomery.IsLess(b, a));
            a[i] = 1;
        }
    }

    // Random ones, the largest and the smallest, and such with long runs of ones and zeros.
    private static BigInteger Modulus(Random random, int i) => i switch
    {
        0 => BigInteger.Pow(2, Bits) - 1,
        1 => BigInteger.Pow(2, Bits - 1) + 1,
        2 => BigInteger.Pow(2, Bits) - BigInteger.Pow(2, Bits / 2) + 1,
        _ => Below(random, BigInteger.Pow(2, Bits - 1)) | BigInteger.Pow(2, Bits - 1) | 1,
    };

    private static IEnumerable<(BigInteger A, BigInteger B)> Factors(Random random, BigInteger n)
    {
        yield return (0, n - 1);
        yield return (n - 1, n - 1);
        yield return (2 * n - 1, 2 * n - 1);
        yield return (1, BigInteger.Pow(2, Bits) % n);
        yield return (Below(random, n), Below(random, n));
        yield return (Below(random, n), Below(random, 2 * n));
    }

    private static long[] Product(long[] a, long[] b, long[] n)
    {
        long[] t = new long[Montgomery.Length];
        for (int row = 0; row < Montgomery.Digits; row += Montgomery.Rows)
        {
            Montgomery.EightRows(t, a, row, b, n, Montgomery.Inverse(n));
        }

        Assert.All(t, digit => Assert.InRange(digit, 0, Montgomery.Mask));
        return t;
    }

    private static BigInteger Below(Random random, BigInteger max)
    {
        byte[] bytes = new byte[Bits / 8 + 8];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % max;
    }

    private static long[] ToDigits(BigInteger number)
    {
        long[] digits = new long[Montgomery.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (long)(number & Montgomery.Mask);
            number >>= Montgomery.DigitBits;
        }

        return digits;
    }

    private static BigInteger FromDigits(long[] digits) =>
        digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => (sum << Montgomery.DigitBits) + digit);
}
