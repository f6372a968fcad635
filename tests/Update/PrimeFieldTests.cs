using System.Numerics;

namespace FieldNode.Update.Tests;

/// <summary>Against .NET's BigInteger, for both primes of the curve.</summary>
public sealed class PrimeFieldTests
{
    private const int Left = 0, Right = 1, Result = 2, Square = 3, One = 4;
    private static readonly BigInteger R = BigInteger.One << 261;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_computes_as_numbers_of_any_length_do(bool isOrder)
    {
        Random random = Seeded.Random();
        BigInteger prime = Number(isOrder ? P256.Order() : P256.Prime());
        BigInteger inverseOfR = BigInteger.ModPow(R, prime - 2, prime);
        BigInteger[] edges = [0, 1, 2, prime - 1, prime, prime + 1, (BigInteger.One << 256) - 1, (BigInteger.One << 255) - 1];
        for (int turn = 0; turn < 2000; turn++)
        {
            BigInteger a = turn < 64 ? edges[turn / 8] : Number(Bytes(random));
            BigInteger b = turn < 64 ? edges[turn % 8] : Number(Bytes(random));
            var field = new PrimeField(isOrder ? P256.Order() : P256.Prime(), 5);
            field.FromBytes(Left, Bytes(a), 0);
            field.FromBytes(Right, Bytes(b), 0);

            field.Multiply(Result, Left, Right);
            Assert.Equal(a * b * inverseOfR % prime, Reduced(field, Result));
            field.Add(Result, Left, Right);
            Assert.Equal((a + b) % prime, Reduced(field, Result));
            field.Subtract(Result, Left, Right);
            Assert.Equal((a - b + 2 * prime) % prime, Reduced(field, Result));
            field.Add(Left, Left, Left); // in place, and above the prime
            field.Multiply(Left, Left, Left);
            Assert.Equal(2 * a * 2 * a * inverseOfR % prime, Reduced(field, Left));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_inverse_is_one(bool isOrder)
    {
        BigInteger prime = Number(isOrder ? P256.Order() : P256.Prime());
        BigInteger a = Number(Bundles.Bytes(31, 3));
        var field = new PrimeField(isOrder ? P256.Order() : P256.Prime(), 5);
        field.FromBytes(Square, isOrder ? P256.OrderSquare() : P256.Square(), 0);
        field.Set(One, 1);
        field.FromBytes(Left, Bytes(a), 0);
        field.Multiply(Left, Left, Square);
        field.Set(Result, 1);
        field.Multiply(Result, Result, Square);

        for (int step = 0; step < 64; step++)
        {
            field.StepInverse(step, Result, Left);
        }

        field.Multiply(Result, Result, One);
        Assert.Equal(BigInteger.ModPow(a, prime - 2, prime), Reduced(field, Result));
    }

    private static BigInteger Reduced(PrimeField field, int register)
    {
        field.Reduce(register);
        byte[] bytes = new byte[PrimeField.Bytes];
        field.ToBytes(register, bytes, 0);
        return Number(bytes);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[PrimeField.Bytes];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[PrimeField.Bytes - bytes.Length], .. bytes];
    }
}
