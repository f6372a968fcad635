using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Mqtt;

/// <summary>
/// What is wrong with a certificate's chain, as the board's mbedTLS sees it: an authority that the CA file holds is trusted by itself, whether
/// or not somebody stands above it (a partial chain; OpenSSL's X509_V_FLAG_PARTIAL_CHAIN). .NET trusts roots only, and calls a chain that ends at
/// an issuing CA of the file partial. All else is checked the same: signatures, dates, use.
/// </summary>
public static class ChainOfTrust
{
    private const X509ChainStatusFlags OfNoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

    /// <summary>All that is wrong from the certificate up to the first of our authorities; NoError: nothing.</summary>
    /// <param name="chain">As it was built, with the authorities in its CustomTrustStore.</param>
    /// <param name="authorities">What the CA file holds.</param>
    /// <param name="at">The local time that certificates must be valid at.</param>
    public static X509ChainStatusFlags Flags(X509Chain chain, X509Certificate2Collection authorities, DateTime at)
    {
        int anchor = AnchorOf(chain, authorities);
        if (anchor < 0)
        {
            return Of(chain.ChainStatus);
        }

        // .NET looks at the dates of a root, and not at those of the last certificate of a partial chain.
        X509Certificate2 authority = chain.ChainElements[anchor].Certificate;
        X509ChainStatusFlags flags = at < authority.NotBefore || at > authority.NotAfter ? X509ChainStatusFlags.NotTimeValid : 0;
        for (int i = 0; i <= anchor; i++)
        {
            flags |= Of(chain.ChainElements[i].ChainElementStatus);
        }

        return flags & ~OfNoRoot;
    }

    // Not the certificate itself: one that an authority signed is no authority because the file holds it (mbedTLS, x509_crt_check_ee_locally_trusted).
    private static int AnchorOf(X509Chain chain, X509Certificate2Collection authorities)
    {
        for (int i = 1; i < chain.ChainElements.Count; i++)
        {
            ReadOnlySpan<byte> bytes = chain.ChainElements[i].Certificate.RawDataMemory.Span;
            foreach (X509Certificate2 authority in authorities)
            {
                if (bytes.SequenceEqual(authority.RawDataMemory.Span))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static X509ChainStatusFlags Of(X509ChainStatus[] statuses) =>
        statuses.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
}
