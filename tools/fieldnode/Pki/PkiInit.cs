using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.Pki;

/// <summary>Makes a site's CAs: the root, and below it one that issues to nodes and one that issues to brokers.</summary>
internal sealed record PkiInit
{
    private const int RootYears = 20;

    // Longest name of a site that leaves room for " brokers CA".
    private const int SiteCharactersMax = PkiName.CharactersMax - 11;

    internal required string Folder { get; init; }

    internal string Site { get; init; } = "FieldNode";

    internal required string RootPassword { get; init; }

    internal required string Password { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the issuing CAs are valid.</summary>
    internal TimeSpan IssuingValidity { get; init; } = TimeSpan.FromDays(3652);

    /// <summary>Rounds that make trying passwords slow.</summary>
    internal int Iterations { get; init; } = CertificateAuthority.Iterations;

    /// <summary>Makes all of it beside its place, and gives it its name in the end: a power cut leaves nothing there.</summary>
    /// <exception cref="UserError">Something is there already, or nothing can be written.</exception>
    internal void Make()
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder));
        DateTimeOffset now = Time.GetUtcNow();
        CheckBefore(folder, now);
        string unfinished = folder + DurableFile.UnfinishedEnd;
        using PkiLock held = PkiLock.Take(unfinished, TimeSpan.Zero);
        try
        {
            Clear(unfinished);
            Write(unfinished, now);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder); // it is empty
            }
            if (OperatingSystem.IsWindows())
            {
                held.Dispose(); // it renames no folder with an open file in it
            }
            DurableFile.PublishFolder(unfinished, folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Folder}: {failure.Message}. Nothing was made", ExitStatus.Wrong, failure);
        }
    }

    private void CheckBefore(string folder, DateTimeOffset now)
    {
        PkiClock.CheckFloor(now);
        PkiName.Check(Site, "--site");
        if (Site.Length > SiteCharactersMax)
        {
            throw new UserError($"--site '{Site}': {Site.Length} characters, {SiteCharactersMax} at most", ExitStatus.Usage);
        }
        if (File.Exists(Path.Combine(folder, PkiFolder.SiteFile)))
        {
            throw new UserError($"{Folder}: a PKI is there already. It stays as it is", ExitStatus.Usage);
        }
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new UserError($"{Folder}: something is there already. Name a folder that is empty or not there", ExitStatus.Usage);
        }
    }

    private static void Clear(string unfinished)
    {
        foreach (string folder in Directory.GetDirectories(unfinished))
        {
            Directory.Delete(folder, recursive: true);
        }
        foreach (string file in Directory.GetFiles(unfinished).Where(file => Path.GetFileName(file) != PkiLock.Name))
        {
            File.Delete(file);
        }
    }

    private void Write(string folder, DateTimeOffset now)
    {
        using CertificateAuthority root = CertificateAuthority.CreateRoot(new AuthorityOptions
        {
            CommonName = Site + " root CA", Organization = Site, IssuersBelow = 1,
            NotBefore = now - PkiClock.Backdate, NotAfter = now.AddYears(RootYears),
        });
        WriteCa(Path.Combine(folder, PkiFolder.RootFolder), root, RootPassword);
        foreach (PkiIssuer issuer in Enum.GetValues<PkiIssuer>())
        {
            using CertificateAuthority ca = root.CreateIssuing(Options(issuer, Site, now, now + IssuingValidity));
            string place = Path.Combine(folder, PkiFolder.NameOf(issuer));
            WriteCa(place, ca, Password);
            DurableFile.Write(Path.Combine(place, PkiFolder.AboveFile), root.CertificatePem);
            DurableFile.Write(Path.Combine(place, PkiFolder.CrlFile), PkiRevocation.FirstList(ca, now));
        }
        DurableFile.CreatePrivateFolder(Path.Combine(folder, "issued"));
        DurableFile.CreatePrivateFolder(Path.Combine(folder, "requests"));
        DurableFile.Write(Path.Combine(folder, PkiFolder.SiteFile), new PkiSite(PkiSite.FormNow, Site, now.UtcDateTime).ToJson());
    }

    /// <summary>What an issuing CA's certificate says.</summary>
    internal static AuthorityOptions Options(PkiIssuer issuer, string site, DateTimeOffset now, DateTimeOffset until) => new()
    {
        CommonName = $"{site} {PkiFolder.NameOf(issuer)} CA", Organization = site, IssuersBelow = 0,
        Usage = issuer == PkiIssuer.Nodes ? CertificateUsage.Client : CertificateUsage.Server,
        NotBefore = now - PkiClock.Backdate, NotAfter = until,
    };

    private void WriteCa(string place, CertificateAuthority ca, string password)
    {
        DurableFile.CreatePrivateFolder(place);
        DurableFile.WriteSecret(Path.Combine(place, PkiFolder.KeyFile), ca.EncryptedKeyPem(password, Iterations));
        DurableFile.Write(Path.Combine(place, PkiFolder.CaFile), ca.CertificatePem);
    }
}
