using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Pki;

/// <summary>A line of a revocation list.</summary>
/// <param name="Serial">Serial number of the certificate, big-endian.</param>
/// <param name="Utc">Since when it does not count.</param>
/// <param name="Reason">Why (RFC 5280 section 5.3.1).</param>
public sealed record RevokedSerial(ReadOnlyMemory<byte> Serial, DateTimeOffset Utc, X509RevocationReason Reason);
