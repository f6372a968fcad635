using System.Text.RegularExpressions;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Tools.Tests;

/// <summary>A site's PKI in a temporary folder. All tests copy one that is made once, with passwords that are quick to open.</summary>
internal sealed partial class TestSite : IDisposable
{
    internal const string RootPassword = "root password 1";
    internal const string Password = "bench password 1";

    private static readonly Lazy<string> Made = new(Make);

    internal TestSite(ManualTime? time = null)
    {
        Home = Directory.CreateTempSubdirectory("fieldnode-pki-").FullName;
        Folder = Path.Combine(Home, "pki");
        Time = time ?? new ManualTime(DateTimeOffset.UtcNow);
        Copy(Made.Value, Folder);
        Write("root.pw", RootPassword + "\n");
        Write("bench.pw", Password + "\n");
    }

    internal string Home { get; }

    internal string Folder { get; }

    internal ManualTime Time { get; }

    internal StringWriter Output { get; } = new();

    internal StringWriter Error { get; } = new();

    internal string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    internal string AtHome(string file) => Path.Combine(Home, file);

    internal PkiFolder Open() => PkiFolder.Open(Folder, Time, TimeSpan.Zero);

    internal PkiEntry Issue(PkiOrder order)
    {
        using PkiFolder pki = Open();
        using CertificateAuthority ca = pki.Unlock(order.Issuer, Password);
        return PkiIssuing.Issue(pki, ca, order);
    }

    internal PkiEntry IssueNode(string name, string group = "kiln") => Issue(new PkiOrder { Name = name, Role = PkiRole.Node, Group = group });

    internal void Write(string file, string text)
    {
        File.WriteAllText(AtHome(file), text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(AtHome(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Runs <c>fieldnode pki</c>, or another verb, as typed; {pki} is the site's folder, {home} the one above, quotes hold words together.</summary>
    internal async Task<int> RunAsync(string line, string verb = "pki")
    {
        Output.GetStringBuilder().Clear();
        Error.GetStringBuilder().Clear();
        string[] words = [.. Word().Matches(line.Replace("{pki}", Folder).Replace("{home}", Home)).Select(m => m.Value.Trim('"'))];
        return await CommandLine.RunAsync([verb, .. words], Output, Error, TestContext.Current.CancellationToken);
    }

    /// <summary>The one line of an error.</summary>
    internal string OneError()
    {
        string[] lines = Error.ToString().TrimEnd().Split('\n');
        Assert.Single(lines);
        Assert.StartsWith("fieldnode pki", lines[0]);
        return lines[0];
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    private static string Make()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("fieldnode-pki-").FullName, "pki");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        new PkiInit { Folder = folder, Site = "Kiln", RootPassword = RootPassword, Password = Password, Iterations = 1000 }.Make();
        return folder;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(folder.Replace(from, to));
        }
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(from, to));
        }
    }

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
