using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>A certificate in a few words: subject and days.</summary>
internal static class CertificateWords
{
    /// <summary>Such as <c>CN=node1 (2026-01-03 to 2027-01-03)</c>.</summary>
    internal static string Of(X509Certificate2 certificate) => $"{Subject(certificate)} ({Day(certificate.NotBefore)} to {Day(certificate.NotAfter)})";

    /// <summary>Its subject; what a certificate says is anybody's text.</summary>
    internal static string Subject(X509Certificate2 certificate) =>
        certificate.Subject.Length == 0 ? "a certificate without a subject" : Texts.Quote(certificate.Subject).Trim('"');

    /// <summary>Such as <c>5 days</c>.</summary>
    internal static string Days(TimeSpan time) => (int)time.TotalDays is 1 ? "1 day" : $"{(int)time.TotalDays} days";

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
