using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FieldNode.Update.Tests;

/// <summary>Against .NET's readers of the same.</summary>
public sealed class DerWriterTests
{
    [Theory]
    [InlineData("n")]
    [InlineData("node7")]
    [InlineData("Öl, Halle 2 = \"kalt\" + nass")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void A_request_is_read_by_another_implementation(string name)
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] info = DerWriter.RequestInfo(Encoding.UTF8.GetBytes(name), DerWriter.PublicKey(PointOf(ec), 0));
        byte[] request = DerWriter.Request(info, ec.SignData(info, HashAlgorithmName.SHA256));

        CertificateRequest read = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256);

        Assert.Equal(ec.ExportSubjectPublicKeyInfo(), read.PublicKey.ExportSubjectPublicKeyInfo());
        X500RelativeDistinguishedName part = Assert.Single(read.SubjectName.EnumerateRelativeDistinguishedNames());
        Assert.Equal(("2.5.4.3", name), (part.GetSingleElementType().Value, part.GetSingleElementValue()));
        Assert.Empty(read.CertificateExtensions);
        Assert.True(request.Length <= DerWriter.RequestBytesMax);
    }

    /// <summary>Numbers of a signature with their highest bit set, and with zeros in front.</summary>
    [Theory]
    [InlineData(0xFF, 0x80)]
    [InlineData(0x7F, 0x00)]
    [InlineData(0x00, 0x00)]
    public void The_numbers_of_a_signature_are_written_in_the_one_way_that_DER_has(int first, int second)
    {
        byte[] signature = [(byte)first, (byte)second, .. Bundles.Bytes(30, 3), 0, 0, 0, .. new byte[28], 5];
        byte[] request = DerWriter.Request([0x30, 0x00], signature);

        var reader = new System.Formats.Asn1.AsnReader(request, System.Formats.Asn1.AsnEncodingRules.DER);
        System.Formats.Asn1.AsnReader outer = reader.ReadSequence();
        outer.ReadSequence();
        outer.ReadSequence();
        var numbers = new System.Formats.Asn1.AsnReader(outer.ReadBitString(out int unused), System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();

        Assert.Equal(0, unused);
        Assert.Equal(new System.Numerics.BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true), numbers.ReadInteger());
        Assert.Equal(5, numbers.ReadInteger());
    }

    [Fact]
    public void The_longest_request_has_the_length_that_is_told()
    {
        byte[] longest = [.. Enumerable.Repeat((byte)0xFF, 64)];

        Assert.Equal(DerWriter.RequestBytesMax, DerWriter.Request(DerWriter.RequestInfo(new byte[DerWriter.NameBytesMax], DerWriter.PublicKey(new byte[64], 0)), longest).Length);
    }

    [Fact]
    public void A_private_key_is_read_by_another_implementation()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string pem = Encoding.ASCII.GetString(Pem.Write("EC PRIVATE KEY", DerWriter.PrivateKey([9, .. ec.ExportParameters(true).D!], 1, DerWriter.PublicKey(PointOf(ec), 0))));

        using var read = ECDsa.Create();
        read.ImportFromPem(pem);

        Assert.Equal(ec.ExportParameters(true).D, read.ExportParameters(true).D);
        Assert.Equal(ec.ExportECPrivateKeyPem() + "\n", pem);
    }

    private static byte[] PointOf(ECDsa ec) => [.. ec.ExportParameters(false).Q.X!, .. ec.ExportParameters(false).Q.Y!];
}
