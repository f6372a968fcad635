using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.Pki;

/// <summary>Keys that wait for a certificate of a plant's own CA.</summary>
internal static class PlantRequests
{
    private const string RequestName = "request.csr";

    /// <summary>Makes a key and a request.</summary>
    /// <returns>The request's file.</returns>
    internal static string Make(PkiFolder pki, PkiOrder order)
    {
        order.Check();
        PkiClock.CheckFloor(pki.Now);
        if (pki.FindUsable(order.Name) is { } before)
        {
            if (before.Record.Role != order.Role || before.Record.Group != order.Group)
            {
                throw new UserError($"{order.Name}: the name is taken, by a {PkiTable.WhatOf(before.Record)} ({before.Folder})");
            }
            order = order with { Renews = before };
        }
        string place = Path.Combine(pki.RequestsFolder, PkiName.Folder(order.Name));
        if (Directory.Exists(place))
        {
            throw new UserError($"{Path.Combine(place, RequestName)}: a request of {order.Name} waits already. Delete its folder to begin anew");
        }
        string unfinished = Path.Combine(pki.RequestsFolder, PkiFolder.NewStart + Guid.NewGuid().ToString("N"));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DurableFile.CreatePrivateFolder(unfinished);
        DurableFile.WriteSecret(Path.Combine(unfinished, PkiEntry.KeyName), key.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.Write(Path.Combine(unfinished, RequestName), Request(order, key, pki.Site.Site));
        DurableFile.Write(Path.Combine(unfinished, PkiEntry.RecordName), order.ToRecord(pki.Now).ToJson());
        DurableFile.PublishFolder(unfinished, place);
        return Path.Combine(place, RequestName);
    }

    /// <summary>Makes a request for an issuing CA's own key.</summary>
    /// <returns>The request's file.</returns>
    internal static string MakeOfCa(PkiFolder pki, PkiIssuer issuer, string password)
    {
        using CertificateAuthority ca = pki.Unlock(issuer, password);
        string file = pki.FileOf(issuer, "ca.csr");
        DurableFile.Write(file, ca.SigningRequestPem());
        return file;
    }

    /// <summary>Takes a certificate of an issuing CA's key.</summary>
    /// <returns>Which one; null: it is of another key.</returns>
    internal static PkiIssuer? AcceptCa(PkiFolder pki, PlantCertificate signed)
    {
        foreach (PkiIssuer issuer in Enum.GetValues<PkiIssuer>())
        {
            using X509Certificate2 before = pki.Certificate(issuer);
            if (!signed.HasKey(before.PublicKey))
            {
                continue;
            }
            signed.MustBeCa();
            // What it issued names it as issuer: under another name the chains would break.
            if (!before.SubjectName.RawData.AsSpan().SequenceEqual(signed.Certificate.SubjectName.RawData))
            {
                throw new UserError($"refused: it is for '{signed.Certificate.Subject}', and the request is for '{before.Subject}'");
            }
            DurableFile.Write(pki.FileOf(issuer, PkiFolder.AboveFile), signed.AbovePem);
            DurableFile.Write(pki.FileOf(issuer, PkiFolder.CaFile), signed.Certificate.ExportCertificatePem() + "\n");
            return issuer;
        }
        return null;
    }

    /// <summary>Takes the certificate of a key that waits.</summary>
    internal static PkiEntry Accept(PkiFolder pki, PlantCertificate signed)
    {
        PkiIssuing.CheckSerialFree(pki, signed.Certificate.SerialNumber, signed.Certificate.Issuer);
        foreach (string folder in Directory.GetDirectories(pki.RequestsFolder))
        {
            string keyPem = RegularFile.ReadAllText(Path.Combine(folder, PkiEntry.KeyName));
            using ECDsa key = ECDsa.Create();
            key.ImportFromPem(keyPem);
            if (!signed.HasKey(new PublicKey(key)))
            {
                continue;
            }
            PkiRecord asked = PkiRecord.FromJson(RegularFile.ReadAllText(Path.Combine(folder, PkiEntry.RecordName)));
            signed.MustBeFor(asked);
            PkiEntry entry = PkiIssuing.Publish(pki, signed.Certificate, keyPem, signed.AboveWithoutRoot,
                (asked with { IssuedUtc = pki.Now.UtcDateTime }).Of(signed.Certificate, isOurs: false), signed.AbovePem);
            Directory.Delete(folder, recursive: true);
            return entry;
        }
        throw new UserError("its key belongs to no request in this folder (fieldnode pki csr)");
    }

    private static string Request(PkiOrder order, ECDsa key, string site)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(order.Name);
        name.AddOrganizationName(order.Group ?? site);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(order.Role == PkiRole.Server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], true));
        if (order.Hosts is { Count: > 0 } hosts)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (string host in hosts)
            {
                if (System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address))
                {
                    names.AddIpAddress(address);
                }
                else
                {
                    names.AddDnsName(host);
                }
            }
            request.CertificateExtensions.Add(names.Build());
        }
        return request.CreateSigningRequestPem() + "\n";
    }
}
