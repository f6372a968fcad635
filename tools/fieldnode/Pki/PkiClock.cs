using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Cli.Pki;

/// <summary>
/// A certificate that is issued by a wrong clock is refused in the field, or counts for years too long: the clock is held against all that
/// the folder knows of time.
/// </summary>
internal static class PkiClock
{
    /// <summary>How far a new certificate is dated back, so that a clock that is a little slow accepts it.</summary>
    internal static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    private static readonly DateTimeOffset Floor = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="UserError">The clock shows a time before this program was written.</exception>
    internal static void CheckFloor(DateTimeOffset now)
    {
        if (now < Floor)
        {
            throw Wrong(now, "and this program is newer");
        }
    }

    /// <exception cref="UserError">The clock is behind what was issued, or the CA is not valid now.</exception>
    internal static void Check(DateTimeOffset now, X509Certificate2 ca, string caName, IEnumerable<PkiEntry> issued)
    {
        CheckFloor(now);
        if (now.UtcDateTime < ca.NotBefore.ToUniversalTime())
        {
            throw Wrong(now, $"and the {caName} CA was made at {Words(ca.NotBefore)}");
        }
        DateTime last = issued.Select(entry => entry.Record.IssuedUtc).DefaultIfEmpty(DateTime.MinValue).Max();
        if (now.UtcDateTime + Backdate < last)
        {
            throw Wrong(now, $"and a certificate was issued at {Words(last)}");
        }
        if (now.UtcDateTime > ca.NotAfter.ToUniversalTime())
        {
            throw new UserError($"the {caName} CA ended at {Words(ca.NotAfter)}, this PC's clock says {Words(now.UtcDateTime)}. "
                + $"If the clock is right: fieldnode pki renew-ca {caName}");
        }
    }

    internal static string Words(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static UserError Wrong(DateTimeOffset now, string why) =>
        new($"this PC's clock says {Words(now.UtcDateTime)}, {why}: set the clock. Nothing was made");
}
