using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Settings;
using FieldNode.Virtual.Pki;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Interop.Tests;

/// <summary>Certificates and settings of a group over a real mosquitto, each node with a bundle of its own, by the commands of docs/rollout.md; two groups and two desks at a time.</summary>
public sealed class PartsRolloutTests
{
    private const string Kiln = "kiln";
    private const string Press = "press";
    private const int TrialMs = 60_000;
    private const int ShortTrialMs = 12_000; // of what is taken back anyway
    private const int OnlineTrialMs = 25_000; // the same, but it has to be online before

    private static readonly string[] Boilers = ["Boiler-1", "Boiler-2", "Boiler-3"];
    private static readonly string[] Presses = ["Press-1", "Press-2"];

    [Fact(Timeout = 300_000)]
    public async Task Certificates_and_settings_go_to_a_group_and_what_the_broker_or_the_field_refuses_is_taken_back()
    {
        long began = Stopwatch.GetTimestamp();
        await using TypedSite site = await TypedSite.CreateAsync(
        [
            .. Boilers.Select(name => $"node {name} --group {Kiln} --days 20"), .. Presses.Select(name => $"node {name} --group {Press}"),
            $"maintenance meier --only-group {Kiln}", $"maintenance schmidt --only-group {Press}", "writer desk --rebirth",
        ]);
        foreach (string name in Boilers)
        {
            await site.StartNodeAsync(site.Settings(Kiln, name, name == Boilers[2] ? ShortTrialMs : TrialMs));
        }
        foreach (string name in Presses)
        {
            await site.StartNodeAsync(site.Settings(Press, name, TrialMs, SimBoardSettings.AddTo));
        }
        foreach (string name in Boilers.Concat(Presses))
        {
            await Wait.UntilAsync(() => site.Output(name).Contains(Presses.Contains(name) ? "device Duct born" : "born, bdSeq", StringComparison.Ordinal), 90, () => site.Output(name));
        }
        await Task.WhenAll(CertificatesAsync(site), SettingsAsync(site));
        Console.WriteLine($"certificates and settings: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }

    private static async Task CertificatesAsync(TypedSite site)
    {
        Assert.Equal(Boilers, await EndingAsync(site));
        foreach (string name in Boilers)
        {
            await site.PkiAsync($"renew {name}");
            string certificate = site.Entry(name).CertificateFile;
            Assert.NotEqual(File.ReadAllText(site.Of(name, "certificate.pem")), File.ReadAllText(certificate));
            if (name == Boilers[2])
            {
                certificate = OfAnotherSite(site, name);
            }
            await site.SignAsync(name, "certificates 2", 2, $"--certificate certificate.pem={certificate}");
        }
        (int status, string said) = await site.RollOutAsync("meier", Kiln, string.Join(',', Boilers), "--pki " + site.In("pki") + " --canary 3 --stop-at 3 --yes --expect 3");
        Assert.True(status == 1, said);
        Assert.Contains("updated=2 rolled_back=1 refused=0 bricked=0 unclear=0 gone=0 left_out=0 not_begun=0", said, StringComparison.Ordinal);
        Assert.Equal([("updated", "none"), ("updated", "none"), ("rolledBack", "neverOnline")], Boilers.Select(name => site.CameTo(Kiln, name)));
        foreach (string name in Boilers)
        {
            string wanted = name == Boilers[2] ? OldCertificate(site, name) : site.Entry(name).CertificateFile;
            await Wait.UntilAsync(() => File.ReadAllText(site.Of(name, "certificate.pem")) == File.ReadAllText(wanted), 30, () => $"{name} to have {wanted}: {site.Output(name)}");
        }
        Assert.Equal(Boilers[2], Assert.Single(await EndingAsync(site))); // what the nodes show at the broker is what counts
    }

    private static async Task SettingsAsync(TypedSite site)
    {
        Directory.CreateDirectory(site.In("new"));
        foreach (string name in Presses)
        {
            bool isSilent = name == Presses[1];
            NodeSettings next = site.Settings(Press, name, isSilent ? OnlineTrialMs : TrialMs, settings =>
            {
                SimBoardSettings.AddTo(settings);
                settings.HeartbeatMs = 5000;
                settings.Sensors.Single(sensor => sensor.Name == "duct").Address = isSilent ? 0x46 : 0x45; // nothing answers at 0x46
            });
            SettingsFile.Write(next, site.In("new", name + ".json"));
            await site.SignAsync(name, "site 2", 2, $"--settings node.json={site.In("new", name + ".json")}");
        }
        string before = File.ReadAllText(site.Of(Presses[1], "node.json"));
        (int status, string said) = await site.RollOutAsync("schmidt", Press, "Press-*", "--files " + site.In("nodes") + " --canary 2");
        Assert.True(status == 0, said);
        Assert.Matches(@"plan: settings: .*heartbeatMs.*\(all 2 nodes\)", said);
        Assert.Matches(@"plan: settings: .*duct.*address.*\(Press-2\)", said);

        (status, said) = await site.RollOutAsync("schmidt", Press, "Press-*", "--files " + site.In("nodes") + " --canary 2 --stop-at 2 --yes --expect 2");
        Assert.True(status == 1, said);
        Assert.Contains("updated=1 rolled_back=1 refused=0 bricked=0 unclear=0", said, StringComparison.Ordinal);
        Assert.Equal([("updated", "none"), ("rolledBack", "fieldLost")], Presses.Select(name => site.CameTo(Press, name)));
        await Wait.UntilAsync(() => File.ReadAllText(site.Of(Presses[0], "node.json")) == File.ReadAllText(site.In("new", Presses[0] + ".json")), 30, () => site.Output(Presses[0]));
        Assert.Equal(before, File.ReadAllText(site.Of(Presses[1], "node.json")));
    }

    /// <summary>Names of the nodes of a group whose certificate ends soon, by what they show at the broker.</summary>
    private static async Task<string[]> EndingAsync(TypedSite site)
    {
        (int status, string said) = await site.AskAsync("desk", $"fleet --group {Kiln} --ends-within 30 --ask --json --seconds 25 --store {site.In("fleet.db")}");
        Assert.True(status == 1, $"status {status}: {said}");
        return [.. said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("node").GetString()!).Order(StringComparer.Ordinal)];
    }

    private static string OldCertificate(TypedSite site, string name) => site.Entries(name)[0].CertificateFile;

    /// <summary>A certificate for the node's own key under its own name, of a CA that this site's broker does not know.</summary>
    private static string OfAnotherSite(TypedSite site, string name)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(site.Entries(name)[0].KeyFile));
        using CertificateAuthority other = CertificateAuthority.Create("another site");
        using X509Certificate2 certificate = other.Sign(new PublicKey(key), new CertificateRequestOptions { CommonName = name, Usage = CertificateUsage.Client });
        string path = site.In("of-another-site.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n");
        return path;
    }
}
