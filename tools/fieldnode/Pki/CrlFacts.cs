using System.Formats.Asn1;
using System.Security.Cryptography;

namespace FieldNode.Cli.Pki;

/// <summary>What a revocation list says of itself (RFC 5280 section 5.1), which .NET writes and does not tell.</summary>
/// <param name="Issuer">Name of the CA, as DER.</param>
/// <param name="NextUpdate">When the next one is due; a list without that never is.</param>
internal sealed record CrlFacts(byte[] Issuer, DateTimeOffset NextUpdate)
{
    /// <exception cref="CryptographicException">It is no revocation list.</exception>
    internal static CrlFacts Of(string pem)
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
            byte[] issuer = list.ReadEncodedValue().ToArray();
            Time(list); // thisUpdate
            return new CrlFacts(issuer, list.HasData && list.PeekTag() is { TagClass: TagClass.Universal, IsConstructed: false }
                ? Time(list)
                : DateTimeOffset.MaxValue);
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
