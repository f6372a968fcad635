using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.Pki;

/// <summary>
/// A site's CAs and all that they issued, as a folder:
/// <code>
/// pki.json            what it is
/// root/               ca.pem, ca.key (encrypted; belongs offline)
/// nodes/, brokers/    ca.pem, ca.key (encrypted), above.pem (up to the root), crl.pem
/// issued/NAME/        a certificate: see PkiEntry; NAME~2 and so on for further ones of the name
/// requests/NAME/      a key that waits for a certificate of a plant's own CA
/// </code>
/// What is issued comes into being by the renaming of a folder, so a power cut leaves all of it or nothing; leftovers are deleted when the folder is
/// next opened.
/// </summary>
internal sealed class PkiFolder : IDisposable
{
    internal const string SiteFile = "pki.json";
    internal const string RootFolder = "root";
    internal const string CaFile = "ca.pem";
    internal const string KeyFile = "ca.key";
    internal const string AboveFile = "above.pem";
    internal const string CrlFile = "crl.pem";
    internal const string NewStart = ".new-";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PkiLock? held;

    private PkiFolder(string folder, PkiSite site, TimeProvider time, PkiLock? held)
    {
        Folder = folder;
        Site = site;
        Time = time;
        this.held = held;
        Entries = ReadEntries();
    }

    internal string Folder { get; }

    internal PkiSite Site { get; }

    internal TimeProvider Time { get; }

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>All that was issued, by name and then by age.</summary>
    internal IReadOnlyList<PkiEntry> Entries { get; private set; }

    internal string IssuedFolder => Path.Combine(Folder, "issued");

    internal string RequestsFolder => Path.Combine(Folder, "requests");

    /// <summary>Opens a site's folder to change it; no other bench can until this object is disposed of.</summary>
    /// <param name="wait">How long to wait for another bench; null: 10 s.</param>
    /// <exception cref="UserError">There is none, or another bench has it.</exception>
    internal static PkiFolder Open(string folder, TimeProvider time, TimeSpan? wait = null)
    {
        string whole = Path.GetFullPath(folder);
        ReadSite(whole, folder);
        PkiLock held = PkiLock.Take(whole, wait ?? Patience);
        try
        {
            DeleteLeftovers(whole);
            return new PkiFolder(whole, ReadSite(whole, folder), time, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens it to read, beside a bench that may be at work.</summary>
    internal static PkiFolder OpenToRead(string folder, TimeProvider time)
    {
        string whole = Path.GetFullPath(folder);
        return new PkiFolder(whole, ReadSite(whole, folder), time, null);
    }

    internal static string NameOf(PkiIssuer issuer) => issuer == PkiIssuer.Nodes ? "nodes" : "brokers";

    internal string FileOf(PkiIssuer issuer, string name) => Path.Combine(Folder, NameOf(issuer), name);

    /// <summary>An issuing CA's certificate. The caller disposes of it.</summary>
    internal X509Certificate2 Certificate(PkiIssuer issuer) => LoadCertificate(FileOf(issuer, CaFile));

    /// <summary>Whom a client believes: the brokers' issuing CA alone, not its root, below which the nodes' one stands as well.</summary>
    internal string TrustOfClients() => RegularFile.ReadAllText(FileOf(PkiIssuer.Brokers, CaFile));

    /// <summary>Whom a broker believes: the nodes' issuing CA, and its root, without which OpenSSL and Erlang believe nobody.</summary>
    internal string TrustOfServers() => RegularFile.ReadAllText(FileOf(PkiIssuer.Nodes, CaFile)) + RegularFile.ReadAllText(FileOf(PkiIssuer.Nodes, AboveFile));

    /// <summary>An issuing CA with its key.</summary>
    /// <exception cref="UserError">Wrong password, or key or certificate are not what they should be.</exception>
    internal CertificateAuthority Unlock(PkiIssuer issuer, string password) =>
        Unlock(FileOf(issuer, CaFile), FileOf(issuer, KeyFile), PkiPassword.Bench, password);

    /// <summary>The root CA with its key, which may have been brought on a medium of its own.</summary>
    /// <param name="keyFile">Null: where it was made.</param>
    internal CertificateAuthority UnlockRoot(string? keyFile, string password) => Unlock(
        Path.Combine(Folder, RootFolder, CaFile), keyFile ?? Path.Combine(Folder, RootFolder, KeyFile), PkiPassword.Root, password);

    /// <summary>The newest certificate of a name that counts; null: none.</summary>
    internal PkiEntry? FindUsable(string name) =>
        Entries.LastOrDefault(entry => SameName(entry, name) && entry.Record.IsUsable(Now));

    /// <summary>All of a name, the oldest first, or the one of a serial number.</summary>
    /// <exception cref="UserError">There is none.</exception>
    internal IReadOnlyList<PkiEntry> Find(string nameOrSerial)
    {
        PkiEntry[] found = [.. Entries.Where(entry => SameName(entry, nameOrSerial))];
        if (found.Length == 0)
        {
            found = [.. Entries.Where(entry => string.Equals(entry.Record.Serial, nameOrSerial, StringComparison.OrdinalIgnoreCase))];
        }
        return found.Length > 0
            ? found
            : throw new UserError($"{nameOrSerial}: no certificate of that name or serial number. fieldnode pki list shows them", ExitStatus.Usage);
    }

    /// <summary>After a change of what is issued.</summary>
    internal void Reload() => Entries = ReadEntries();

    public void Dispose() => held?.Dispose();

    /// <exception cref="UserError">There is no certificate in it.</exception>
    internal static X509Certificate2 LoadCertificate(string path)
    {
        try
        {
            return X509Certificate2.CreateFromPem(RegularFile.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
        catch (CryptographicException failure)
        {
            throw new UserError($"{path}: no certificate in PEM form", ExitStatus.Usage, failure);
        }
    }

    private static bool SameName(PkiEntry entry, string name) =>
        string.Equals(entry.Record.Name, name, StringComparison.OrdinalIgnoreCase);

    private static CertificateAuthority Unlock(string certificateFile, string keyFile, PkiPassword kind, string password)
    {
        X509Certificate2 certificate = LoadCertificate(certificateFile);
        try
        {
            return CertificateAuthority.Open(certificate, RegularFile.ReadAllText(keyFile), password);
        }
        catch (Exception failure)
        {
            certificate.Dispose();
            throw failure switch
            {
                CryptographicException => new UserError(
                    $"{keyFile}: the password does not open it ({kind.Option}, {kind.Variable})", ExitStatus.Usage, failure),
                ArgumentException => new UserError(
                    $"{keyFile}: not the encrypted key of {certificateFile}. Bring back both from one backup", ExitStatus.Wrong, failure),
                IOException or UnauthorizedAccessException => new UserError(
                    $"{keyFile}: {NamedFile.WhyNot(keyFile, failure)}. Bring it back from where it is kept", ExitStatus.Usage, failure),
                _ => failure,
            };
        }
    }

    private static PkiSite ReadSite(string folder, string typed)
    {
        string file = Path.Combine(folder, SiteFile);
        try
        {
            PkiSite? site = PkiSite.FromJson(RegularFile.ReadAllText(file));
            return site?.Form == PkiSite.FormNow ? site
                : throw new UserError($"{file}: form '{site?.Form}', this program knows {PkiSite.FormNow}", ExitStatus.Usage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{typed}: no PKI there. Make one: fieldnode pki init {typed}; or say where it is: --pki DIR",
                ExitStatus.Usage, failure);
        }
        catch (JsonException failure)
        {
            throw new UserError($"{file}: damaged ({failure.Message}). Bring the folder back from its backup", ExitStatus.Wrong, failure);
        }
    }

    private static void DeleteLeftovers(string folder)
    {
        foreach (string place in new[] { "issued", "requests" }.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
        {
            foreach (string leftover in Directory.GetDirectories(place, NewStart + "*"))
            {
                Directory.Delete(leftover, recursive: true);
            }
        }
        foreach (string leftover in Directory.GetFiles(folder, "*" + DurableFile.UnfinishedEnd, SearchOption.AllDirectories))
        {
            File.Delete(leftover);
        }
    }

    private List<PkiEntry> ReadEntries()
    {
        var entries = new List<PkiEntry>();
        foreach (string folder in Directory.Exists(IssuedFolder) ? Directory.GetDirectories(IssuedFolder) : [])
        {
            if (Path.GetFileName(folder).StartsWith(NewStart, StringComparison.Ordinal))
            {
                continue; // half made: it does not count
            }
            string file = Path.Combine(folder, PkiEntry.RecordName);
            try
            {
                entries.Add(new PkiEntry(folder, PkiRecord.FromJson(RegularFile.ReadAllText(file))));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
            {
                // Going on without it could give its name out a second time.
                throw new UserError($"{file}: cannot be read ({failure.Message}). Bring it back from a backup", ExitStatus.Wrong, failure);
            }
        }
        return [.. entries.OrderBy(entry => entry.Record.Name, StringComparer.Ordinal).ThenBy(entry => entry.Record.IssuedUtc)];
    }
}
