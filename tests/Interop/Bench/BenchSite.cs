using System.Text.RegularExpressions;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>A site's PKI, made and kept by the command line as a person would, and a folder for a broker beside it.</summary>
internal sealed partial class BenchSite : IAsyncDisposable
{
    public const string Group = "kiln";
    private const string Password = "bench password 1";

    private readonly List<IDisposable> owned = [];
    private readonly List<BenchClient> clients = [];

    private BenchSite() => File.WriteAllText(In("bench.pw"), Password);

    public string Folder { get; } = Directory.CreateTempSubdirectory("fieldnode-bench-").FullName;

    public int Port { get; } = TestPort.Take();

    public int SecondPort { get; } = TestPort.Take();

    public string Broker => In("broker");

    /// <summary>The broker's, if one runs.</summary>
    public int BrokerProcessId { get; set; }

    /// <summary>What the last command printed.</summary>
    public string Said { get; private set; } = "";

    public static async Task<BenchSite> CreateAsync(params string[] commands)
    {
        var site = new BenchSite();
        new PkiInit
        {
            Folder = site.In("pki"), Site = "Kiln", RootPassword = "root password 1", Password = Password, Iterations = 1000,
        }.Make();
        await site.PkiAsync("server localhost");
        foreach (string command in commands)
        {
            await site.PkiAsync(command);
        }
        return site;
    }

    public string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The newest certificate of a name.</summary>
    public PkiEntry Entry(string name)
    {
        using PkiFolder pki = PkiFolder.OpenToRead(In("pki"), TimeProvider.System);
        return pki.Find(name)[^1];
    }

    /// <summary>An issuing CA with its key, for certificates that the command line would not issue.</summary>
    public CertificateAuthority Unlock(PkiIssuer issuer)
    {
        using PkiFolder pki = PkiFolder.OpenToRead(In("pki"), TimeProvider.System);
        return pki.Unlock(issuer, Password);
    }

    public Task PkiAsync(string command) => RunAsync($"pki {command} --pki {In("pki")} --password-file {In("bench.pw")}");

    public Task WriteBrokerAsync(string kind) => RunAsync(
        $"broker {kind} {Broker} --pki {In("pki")} --port {Port} --port {SecondPort} --bind 127.0.0.1"
            + (kind == "mosquitto" ? $" --run-as {Environment.UserName}" : ""));

    /// <summary>Files of another mosquitto into a folder of the site.</summary>
    public Task BrokerAsync(string folder, string options) => RunAsync(
        $"broker mosquitto {In(folder)} --pki {In("pki")} --bind 127.0.0.1 --run-as {Environment.UserName} {options}");

    /// <summary>
    /// What a bench gives to --broker-update: writes the files and sends SIGHUP. This process is no fieldnode, so the one beside it is started.
    /// </summary>
    public string UpdateCommand() =>
        $"dotnet '{typeof(CommandLine).Assembly.Location}' broker mosquitto '{Broker}' --pki '{In("pki")}' --port {Port} --port {SecondPort} --bind 127.0.0.1 "
            + $"--run-as {Environment.UserName}" + (BrokerProcessId == 0 ? "" : $" && kill -HUP {BrokerProcessId}");

    /// <summary>Ends with the site; last in, first out.</summary>
    public T Own<T>(T peer) where T : IDisposable
    {
        owned.Add(peer);
        return peer;
    }

    public async Task<PeerProcess> StartMosquittoAsync()
    {
        string program = Peers.Program("mosquitto");
        await WriteBrokerAsync("mosquitto");
        return await StartMosquittoAsIsAsync(program);
    }

    public async Task<PeerProcess> StartMosquittoAsIsAsync(string program)
    {
        PeerProcess broker = Own(PeerProcess.Start(program, ["-v", "-c", Path.Combine(Broker, "mosquitto.conf")]));
        await Peers.WaitForPortAsync(Port, broker);
        return broker;
    }

    /// <summary>Somebody with a certificate of the site, not connected yet.</summary>
    public BenchClient Client(string name, string? clientId = null)
    {
        var client = new BenchClient(Entry(name), clientId ?? "own-" + name, In("pki", "brokers", "ca.pem"));
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BenchClient client in clients)
        {
            await client.DisposeAsync();
        }
        for (int i = owned.Count - 1; i >= 0; i--)
        {
            owned[i].Dispose();
        }
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs a command that may fail.</summary>
    public async Task<(int Status, string Said)> TryAsync(string line)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int status = await CommandLine.RunAsync(
            [.. Words().Matches(line).Select(m => m.Value.Trim('"'))], output, error, TestContext.Current.CancellationToken);
        return (status, output.ToString() + error);
    }

    private async Task RunAsync(string line)
    {
        (int status, Said) = await TryAsync(line);
        Assert.True(status == 0, $"{line}: {status}: {Said}");
    }

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();
}
