using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Virtual.Mqtt;

/// <summary>
/// Judges a broker's certificate: from one of our authorities only, in its time, for a server, for that host name.
/// </summary>
internal sealed class BrokerCertificateCheck(MqttIdentity identity, string host)
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    private const X509ChainStatusFlags WrongTime =
        X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.CtlNotTimeValid;

    private const X509ChainStatusFlags WrongUse = X509ChainStatusFlags.NotValidForUsage;

    /// <summary>What was found, or null if the certificate is good or none was seen yet.</summary>
    public WireFailure? Failure { get; private set; }

    /// <summary>
    /// What SslStream shall build the chain by: the system's store of authorities counts for nothing.
    /// </summary>
    public X509ChainPolicy Policy()
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(identity.Authorities);
        policy.ApplicationPolicy.Add(new Oid(ServerAuth));
        return policy;
    }

    /// <summary>SslStream's question; what it means to fail is told in <see cref="Failure"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        X509ChainStatusFlags status = chain == null
            ? X509ChainStatusFlags.NoError
            : ChainOfTrust.Flags(chain, identity.Authorities, DateTime.Now);
        Failure = Judge(certificate as X509Certificate2, chain, status, errors);
        if (Failure is { } failure && status != X509ChainStatusFlags.NoError)
        {
            Failure = failure with { Detail = WireDetail.Of(WireDetail.ChainFlags, (int)status) };
        }

        return Failure == null;
    }

    // The gravest first: a certificate from a foreign authority is foreign, whatever else is wrong with it.
    private WireFailure? Judge(X509Certificate2? certificate, X509Chain? chain, X509ChainStatusFlags status, SslPolicyErrors errors)
    {
        if (certificate == null || chain == null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new WireFailure(MqttFault.TlsUntrusted, "the broker showed no certificate");
        }

        if ((status & ~(WrongTime | WrongUse)) != 0)
        {
            return new WireFailure(MqttFault.TlsUntrusted,
                $"the broker's certificate ({certificate.Subject}, from {certificate.Issuer}) "
                + $"does not come from our CA: {status & ~(WrongTime | WrongUse)}");
        }

        if ((status & WrongTime) != 0)
        {
            return JudgeTime(chain);
        }

        if ((status & WrongUse) != 0)
        {
            return new WireFailure(MqttFault.TlsWrongUsage,
                $"the broker's certificate ({certificate.Subject}) is not one for a server (extended key usage): it is for {UsesOf(certificate)}");
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? new WireFailure(MqttFault.TlsNameMismatch,
                $"the broker's certificate is for {NamesOf(certificate)}, not for {host}")
            : (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
                ? null
                : new WireFailure(MqttFault.TlsUntrusted, $"the broker's certificate was refused: {errors}");
    }

    private static WireFailure JudgeTime(X509Chain chain)
    {
        DateTime now = DateTime.Now;
        foreach (X509ChainElement element in chain.ChainElements)
        {
            X509Certificate2 certificate = element.Certificate;
            if (now > certificate.NotAfter)
            {
                return new WireFailure(MqttFault.TlsExpired,
                    $"the certificate of {certificate.Subject} expired at {Utc(certificate.NotAfter)}, "
                    + $"our clock says {Utc(now)}");
            }

            if (now < certificate.NotBefore)
            {
                return new WireFailure(MqttFault.TlsNotYetValid,
                    $"the certificate of {certificate.Subject} is valid from {Utc(certificate.NotBefore)}, "
                    + $"our clock says {Utc(now)}");
            }
        }

        return new WireFailure(MqttFault.TlsExpired, "a certificate of the broker's chain is outside of its time");
    }

    private static string UsesOf(X509Certificate2 certificate)
    {
        if (!ReadableCertificate.Is(certificate))
        {
            return "what cannot be read";
        }

        IEnumerable<string> uses = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Select(use => use.Value == ClientAuth ? "clients, such as nodes" : use.FriendlyName ?? use.Value ?? "?");
        return string.Join(", ", uses.DefaultIfEmpty("nothing that is named"));
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        if (!ReadableCertificate.Is(certificate))
        {
            return "names that cannot be read";
        }

        X509SubjectAlternativeNameExtension? names =
            certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names == null
            ? certificate.Subject
            : string.Join(", ", [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses()]);
    }

    private static string Utc(DateTime local) => $"{local.ToUniversalTime():yyyy-MM-dd HH:mm}Z";
}
