using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Mqtt;

/// <summary>Who we are towards a broker, and whose brokers we trust. Holds a private key: never print it.</summary>
public sealed class MqttIdentity : IDisposable
{
    private readonly X509Certificate2Collection own;

    private MqttIdentity(
        X509Certificate2Collection authorities, X509Certificate2 certificate, X509Certificate2Collection own)
    {
        Authorities = authorities;
        Certificate = certificate;
        this.own = own;
        X509Certificate2Collection intermediates = [.. own.Skip(1)];
        Context = SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
    }

    private MqttIdentity(X509Certificate2Collection authorities)
    {
        Authorities = authorities;
        own = [];
    }

    /// <summary>
    /// The only authorities that a broker's certificate may come from (several while one is replaced).
    /// </summary>
    internal X509Certificate2Collection Authorities { get; }

    /// <summary>Our certificate with its key; null only in tests.</summary>
    internal X509Certificate2? Certificate { get; }

    /// <summary>Our certificate, key and intermediates as SslStream wants them; null only in tests.</summary>
    internal SslStreamCertificateContext? Context { get; }

    /// <summary>When our certificate ends, ms since 1970 UTC; 0: there is none.</summary>
    public long EndMs => Certificate is null ? 0 : new DateTimeOffset(Certificate.NotAfter).ToUnixTimeMilliseconds();

    /// <summary>Our certificate in a few words: subject and last day.</summary>
    internal string Description => Certificate is null ? "none" :
        $"{Certificate.Subject}, valid until {Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm}Z";

    /// <summary>Reads three PEM files.</summary>
    /// <param name="caFile">The authority, or authorities, of the broker.</param>
    /// <param name="certFile">Our certificate; intermediates may follow it.</param>
    /// <param name="keyFile">Our private key, not encrypted.</param>
    /// <exception cref="MqttIdentityException">A file is missing, unreadable or does not match; the message is one
    /// line.</exception>
    public static MqttIdentity Load(string caFile, string certFile, string keyFile)
    {
        X509Certificate2Collection authorities = ReadCertificates("CA file", caFile);
        X509Certificate2Collection own = ReadCertificates("certificate file", certFile);
        string keyPem = ReadText("key file", keyFile);
        CheckKeyForm(keyFile, keyPem);
        try
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPem(own[0].ExportCertificatePem(), keyPem);
            return new MqttIdentity(authorities, OnThisPlatform(certificate), own);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new MqttIdentityException($"key file {keyFile}: does not belong to the certificate in {certFile}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (X509Certificate2 certificate in own.Concat(Authorities))
        {
            certificate.Dispose();
        }

        Certificate?.Dispose();
    }

    /// <summary>A client that has no certificate, as no node is: for tests of what a broker says to it.</summary>
    internal static MqttIdentity WithoutCertificate(string caFile) => new(ReadCertificates("CA file", caFile));

    private static X509Certificate2Collection ReadCertificates(string what, string file)
    {
        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPem(ReadText(what, file));
        }
        catch (CryptographicException)
        {
            throw new MqttIdentityException($"{what} {file}: a certificate in it is damaged");
        }

        return certificates.Count > 0
            ? certificates
            : throw new MqttIdentityException($"{what} {file}: holds no PEM certificate (-----BEGIN CERTIFICATE-----)");
    }

    private static string ReadText(string what, string file)
    {
        try
        {
            return RegularFile.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            string reason = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "not found",
                UnauthorizedAccessException => "may not be read by this user",
                _ => RegularFile.WhatElse(file) is { } other ? $"is {other}" : "cannot be read",
            };
            throw new MqttIdentityException($"{what} {file}: {reason}");
        }
    }

    private static void CheckKeyForm(string file, string pem)
    {
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            ReadOnlySpan<char> label = rest[fields.Label];
            if (label.SequenceEqual("ENCRYPTED PRIVATE KEY"))
            {
                break;
            }

            if (label.EndsWith("PRIVATE KEY"))
            {
                return;
            }

            rest = rest[fields.Location.End..];
        }

        string reason = pem.Contains("ENCRYPTED", StringComparison.Ordinal)
            ? "is encrypted; a node needs its key without a passphrase"
            : "holds no PEM private key (-----BEGIN PRIVATE KEY-----)";
        throw new MqttIdentityException($"key file {file}: {reason}");
    }

    // Windows' TLS cannot use a key that is only in memory; a PKCS#12 round trip puts it where it can.
    private static X509Certificate2 OnThisPlatform(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
