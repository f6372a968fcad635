using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Cli;
using FieldNode.Cli.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>
/// New keys by the commands that a person types, over a mosquitto as <c>fieldnode broker</c> makes it: the order, its request, the certificate, the trial. Two
/// nodes at once: one whose broker takes the new certificate, and one whose broker does not.
/// </summary>
public sealed class KeyOnOrderTests
{
    private const string Good = "node1", Bad = "node2";

    [Fact(Timeout = 300_000)]
    public async Task A_key_made_on_the_node_is_tried_with_its_certificate_and_kept_or_the_old_pair_stays()
    {
        Peers.Program("mosquitto");
        await using BenchSite site = await BenchSite.CreateAsync($"node {Good} --group {BenchSite.Group}", $"node {Bad} --group {BenchSite.Group}", $"maintenance desk-{Good} --only-group {BenchSite.Group}", $"maintenance desk-{Bad} --only-group {BenchSite.Group}");
        await site.StartMosquittoAsync();
        foreach (string name in new[] { "release", "rotate" })
        {
            await OkAsync(site, $"keys make {site.In(name)} --password-file {site.In("bench.pw")}");
        }
        await OkAsync(site, $"keys record --release {site.In("release.pub")} --rotate {site.In("rotate.pub")} -o {site.In("update-keys.a")}");
        await OkAsync(site, $"sign --board simulated --version new-key --sequence 7 --new-key {Signer(site)} -o {site.In("order.fnb")}");
        PeerProcess[] processes = [await StartAsync(site, Good, 60_000), await StartAsync(site, Bad, 10_000)];

        await Task.WhenAll(KeepsAsync(site, processes[0]), GoesBackAsync(site, processes[1]));
    }

    private static async Task KeepsAsync(BenchSite site, PeerProcess process)
    {
        string oldKey = File.ReadAllText(site.In(Good, "node.key"));
        string request = await OrderAsync(site, Good, process);
        await OkAsync(site, $"pki renew {Good} --new-key --csr {request} --pki {site.In("pki")} --password-file {site.In("bench.pw")}");
        string certificate = site.Entry(Good).CertificateFile;

        (int status, JsonElement verdict, string said) = await SendAsync(site, Good, certificate, 8);
        Assert.True(status == 0, said + process.Output);
        Assert.Equal("Confirmed", verdict.GetProperty("outcome").GetString());
        await Wait.UntilAsync(() => File.ReadAllText(site.In(Good, "node.pem")) == File.ReadAllText(certificate), 90, () => process.Output);
        string key = File.ReadAllText(site.In(Good, "node.key"));
        Assert.NotEqual(oldKey, key);
        using X509Certificate2 pair = X509Certificate2.CreateFromPem(File.ReadAllText(certificate), key); // throws if they are no pair
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(site.In(Good, "node.key")));
        Assert.DoesNotContain(key.Split('\n')[1], process.Output, StringComparison.Ordinal);

        (status, string told) = await site.TryAsync($"update --node {BenchSite.Group}/{Good} --request {site.In("again.csr")} {Link(site, Good)}");
        Assert.True(status == 1 && told.Contains("no key waits for a certificate there", StringComparison.Ordinal), told);
    }

    // Signed by somebody whom the broker does not know.
    private static async Task GoesBackAsync(BenchSite site, PeerProcess process)
    {
        string[] before = [File.ReadAllText(site.In(Bad, "node.pem")), File.ReadAllText(site.In(Bad, "node.key"))];
        string request = await OrderAsync(site, Bad, process);
        using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 strange = CertificateRequest.LoadSigningRequestPem(File.ReadAllText(request), HashAlgorithmName.SHA256)
            .Create(new X500DistinguishedName("CN=somebody"), X509SignatureGenerator.CreateForECDsa(stranger), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90), [1, 2, 3]);
        File.WriteAllText(site.In("strange.pem"), strange.ExportCertificatePem() + "\n");

        (int status, JsonElement verdict, string said) = await SendAsync(site, Bad, site.In("strange.pem"), 8);
        Assert.True(status == 1, said + process.Output);
        Assert.Equal(("RolledBack", "NeverOnline"), (verdict.GetProperty("outcome").GetString(), verdict.GetProperty("reason").GetString()));
        Assert.Equal(string.Join("\n", before), string.Join("\n", File.ReadAllText(site.In(Bad, "node.pem")), File.ReadAllText(site.In(Bad, "node.key"))));

        // Its key waits still: a right certificate for it could come.
        (status, string told) = await site.TryAsync($"update --node {BenchSite.Group}/{Bad} --request {site.In("again2.csr")} {Link(site, Bad)}");
        Assert.True(status == 0, told);
        Assert.Equal(File.ReadAllText(request), File.ReadAllText(site.In("again2.csr")));
    }

    private static async Task<string> OrderAsync(BenchSite site, string node, PeerProcess process)
    {
        string request = site.In($"{node}.csr");
        (int status, string said) = await site.TryAsync($"update {site.In("order.fnb")} --node {BenchSite.Group}/{node} --request {request} --yes --answer 60 --verdict 150 {Link(site, node)}");
        Assert.True(status == 0 && said.Contains($"pki renew {node} --new-key --csr {request}", StringComparison.Ordinal), said + process.Output);
        return request;
    }

    private static async Task<(int Status, JsonElement Verdict, string Said)> SendAsync(BenchSite site, string node, string certificate, int sequence)
    {
        string bundle = site.In($"{node}-certificate.fnb");
        await OkAsync(site, $"sign --board simulated --version certificate --sequence {sequence} --certificate node.pem={certificate} {Signer(site)} -o {bundle}");
        (int status, string said) = await site.TryAsync($"update {bundle} --node {BenchSite.Group}/{node} --yes --json --answer 60 --verdict 150 {Link(site, node)}");
        return (status, JsonDocument.Parse(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement, said);
    }

    // A folder as a node on a PC has it: its files, and in its state what the bench lays down.
    private static async Task<PeerProcess> StartAsync(BenchSite site, string node, int trialMs)
    {
        PkiEntry own = site.Entry(node);
        Directory.CreateDirectory(site.In(node, "state"));
        File.Copy(own.CertificateFile, site.In(node, "node.pem"));
        File.Copy(own.KeyFile, site.In(node, "node.key"));
        File.Copy(site.In("update-keys.a"), site.In(node, "state", "update-keys.a"));
        await OkAsync(site, $"keys own -o {site.In(node, "state", "update-node.a")}");
        File.WriteAllText(site.In(node, "node.json"), new JsonObject
        {
            ["version"] = 1, ["group"] = BenchSite.Group, ["node"] = node,
            ["broker"] = new JsonObject
            {
                ["host"] = "localhost", ["port"] = site.Port, ["caFile"] = site.In("pki", "brokers", "ca.pem"), ["certificateFile"] = "node.pem", ["keyFile"] = "node.key", ["keepAliveS"] = 5,
            },
            ["update"] = new JsonObject { ["confirmMs"] = 10_000, ["trialMs"] = trialMs },
        }.ToJsonString());
        return site.Own(PeerProcess.Start("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "run", "--config", site.In(node, "node.json"), "--state", site.In(node, "state"), "--watchdog", "60",
        ]));
    }

    private static string Signer(BenchSite site) => $"--key {site.In("release.key")} --password-file {site.In("bench.pw")}";

    private static string Link(BenchSite site, string node)
    {
        PkiEntry desk = site.Entry("desk-" + node);
        return $"--host localhost --port {site.Port} --ca {site.In("pki", "brokers", "ca.pem")} --cert {desk.CertificateFile} --key {desk.KeyFile}";
    }

    private static async Task OkAsync(BenchSite site, string line)
    {
        (int status, string said) = await site.TryAsync(line);
        Assert.True(status == 0, $"{line}: {status}: {said}");
    }
}
