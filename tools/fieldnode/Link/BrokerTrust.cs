using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Cli;

/// <summary>One CA and no other; the machine's own list of CAs counts for nothing.</summary>
internal sealed class BrokerTrust(X509Certificate2 ca, string usageOid)
{
    internal const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    internal const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    internal X509Certificate2 Ca => ca;

    /// <summary>Why the last certificate was refused, or null.</summary>
    internal string? Refusal { get; private set; }

    internal bool Accepts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        Refusal = Judge(certificate, errors);
        return Refusal is null;
    }

    private string? Judge(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "no certificate";
        }
        using X509Certificate2 theirs = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"the certificate is for another host name: {CertificateWords.Of(theirs)}. It is good for: {CertificateWords.NamesOf(theirs)}. Give --host one of these";
        }
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(usageOid));
        chain.Build(theirs);
        X509ChainStatusFlags flags = ChainOfTrust.Flags(chain, [ca], DateTime.Now);
        return flags == X509ChainStatusFlags.NoError ? null : $"{Words(flags, theirs)}: {CertificateWords.Of(theirs)}. The given CA is {CertificateWords.Of(ca)}";
    }

    private static string Words(X509ChainStatusFlags flags, X509Certificate2 theirs)
    {
        return flags switch
        {
            _ when (flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
                    | X509ChainStatusFlags.NotSignatureValid)) != 0 // the last: another CA of the same name
                => "the certificate does not come from the given CA",
            _ when flags.HasFlag(X509ChainStatusFlags.NotTimeValid)
                => $"the certificate is valid from {theirs.NotBefore:u} to {theirs.NotAfter:u} only",
            _ when flags.HasFlag(X509ChainStatusFlags.NotValidForUsage)
                => "the certificate is made for another use (extended key usage)",
            _ => "the certificate is not valid: " + flags,
        };
    }
}
