using System.Numerics;
using System.Security.Cryptography;

namespace FieldNode.Update.Tests;

/// <summary>Against .NET, which computes the public key of any scalar.</summary>
public sealed class BasePointTests
{
    [Fact]
    public void The_numbers_of_the_curve_are_those_of_the_standard()
    {
        BigInteger prime = Number(P256.Prime());
        BigInteger order = Number(P256.Order());
        BigInteger r = BigInteger.One << 261;

        Assert.Equal((BigInteger.One << 256) - (BigInteger.One << 224) + (BigInteger.One << 192) + (BigInteger.One << 96) - 1, prime);
        Assert.Equal("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", order.ToString("X66", null));
        Assert.Equal(r * r % prime, Number(P256.Square()));
        Assert.Equal(r * r % order, Number(P256.OrderSquare()));
        Assert.Equal(r * BigInteger.Parse("05AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B", System.Globalization.NumberStyles.HexNumber) % prime, Number(P256.B()));
    }

    [Fact]
    public void Each_point_of_the_table_is_the_multiple_that_it_should_be()
    {
        byte[] table = P256.Table();
        BigInteger prime = Number(P256.Prime());
        Assert.Equal(P256.TablePoints * P256.PointBytes, table.Length);
        for (int i = 1; i <= P256.TablePoints; i++)
        {
            BigInteger scalar = Enumerable.Range(0, 4).Where(j => (i >> j & 1) != 0).Aggregate(BigInteger.Zero, (sum, j) => sum + (BigInteger.One << (64 * j)));
            byte[] expected = OfDotNet(Bytes(scalar));
            byte[] inForm = [.. Bytes((Number(expected[..32]) << 261) % prime), .. Bytes((Number(expected[32..]) << 261) % prime)];
            Assert.Equal(inForm, table[((i - 1) * 64)..(i * 64)]);
        }
    }

    [Fact]
    public void A_multiple_is_that_of_another_implementation()
    {
        Random random = Seeded.Random();
        BigInteger order = Number(P256.Order());
        BigInteger[] edges = [1, 2, 3, 16, BigInteger.One << 63, BigInteger.One << 64, (BigInteger.One << 128) + 1, (BigInteger.One << 255) + 1, order / 2, order / 2 + 1, order - 2, order - 1];
        foreach (BigInteger scalar in edges.Concat(Enumerable.Range(0, 30).Select(_ => Number(Bundles.Bytes(32, random.Next())) % (order - 1) + 1)))
        {
            Assert.Equal(OfDotNet(Bytes(scalar)), Multiple(Bytes(scalar)));
        }
    }

    private static byte[] Multiple(byte[] scalar)
    {
        var point = new BasePoint(scalar);
        while (!point.Step())
        {
        }

        byte[] xy = new byte[P256.PointBytes];
        point.Take(xy, 0);
        return xy;
    }

    private static byte[] OfDotNet(byte[] scalar)
    {
        using ECDsa ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        ECPoint point = ec.ExportParameters(false).Q;
        return [.. point.X!, .. point.Y!];
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[PrimeField.Bytes - bytes.Length], .. bytes];
    }
}
