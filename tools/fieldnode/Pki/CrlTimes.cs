using System.Formats.Asn1;
using System.Security.Cryptography;

namespace FieldNode.Cli.Pki;

/// <summary>The times in a revocation list (RFC 5280 section 5.1), which .NET makes and reads no more.</summary>
internal static class CrlTimes
{
    /// <summary>When the next one is due; a list without that never is.</summary>
    /// <exception cref="CryptographicException">It is no revocation list.</exception>
    internal static DateTimeOffset NextUpdate(string pem)
    {
        try
        {
            PemFields fields = PemEncoding.Find(pem);
            byte[] der = Convert.FromBase64String(pem[fields.Base64Data]);
            AsnReader list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            {
                list.ReadInteger(); // version
            }
            list.ReadSequence(); // algorithm
            list.ReadSequence(); // issuer
            Time(list); // thisUpdate
            return list.HasData && list.PeekTag().TagClass == TagClass.Universal && !list.PeekTag().IsConstructed
                ? Time(list)
                : DateTimeOffset.MaxValue;
        }
        catch (Exception failure) when (failure is AsnContentException or ArgumentException or FormatException)
        {
            throw new CryptographicException("no revocation list", failure);
        }
    }

    private static DateTimeOffset Time(AsnReader reader) => reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
        ? reader.ReadUtcTime()
        : reader.ReadGeneralizedTime();
}
