namespace FieldNode.Interop.Tests;

/// <summary>
/// A broker's end of TLS by a program that is not ours, in one version of TLS: openssl s_server, which takes a connection and prints what
/// it decrypts, or mosquitto. Its certificate is in broker.pem and broker.key of the stage.
/// </summary>
internal sealed class TlsPeer
{
    public const string OpenSsl = "openssl";
    public const string Mosquitto = "mosquitto";

    private readonly string program;
    private readonly PeerProcess process;

    private TlsPeer(string program, PeerProcess process)
    {
        this.program = program;
        this.process = process;
    }

    public string Output => process.Output;

    /// <summary>Whether a CONNECT came through TLS to the program behind it.</summary>
    public bool GotMqtt => program == OpenSsl
        ? Output.Contains("MQTT", StringComparison.Ordinal)
        : Output.Contains("New client connected from", StringComparison.Ordinal)
            || Output.Contains("Received", StringComparison.Ordinal);

    /// <summary>Whether the program saw anyone at all.</summary>
    public bool SawSomeone => Output.Contains(
        program == OpenSsl ? ":error:" : "New connection from", StringComparison.OrdinalIgnoreCase) || GotMqtt;

    /// <summary>Skips the test if a program is missing.</summary>
    public static void Need()
    {
        Peers.Program(OpenSsl);
        Peers.Program(Mosquitto);
    }

    /// <param name="version">1.1, 1.2 or 1.3: the only one that it speaks.</param>
    /// <param name="crlFile">A list of revoked certificates that it looks at; null: none.</param>
    /// <param name="asksForCertificate">Whether clients must show a certificate from ca.pem.</param>
    public static async Task<TlsPeer> StartAsync(
        Stage stage, string program, string version, string? crlFile = null, bool asksForCertificate = true)
    {
        PeerProcess process = stage.Own(program == OpenSsl
            ? StartOpenSsl(stage, version, crlFile, asksForCertificate)
            : StartMosquitto(stage, version, crlFile));
        string ready = program == OpenSsl ? "ACCEPT" : "running";
        await Wait.UntilAsync(() => process.Output.Contains(ready, StringComparison.Ordinal), 20,
            () => $"{program} to take connections; it said: {process.Output}");
        return new TlsPeer(program, process);
    }

    /// <summary>Starts the node straight to this peer; where it is a broker, a host listens before.</summary>
    public async Task<PeerProcess> StartNodeAsync(Stage stage)
    {
        if (program == Mosquitto)
        {
            await stage.ListenAsync();
        }
        return stage.StartNode(straight: true);
    }

    /// <summary>Where it is a broker, waits for the node's birth, so that what a host sees of it is graded.</summary>
    public Task HearBirthAsync(Stage stage, PeerProcess node) => program != Mosquitto
        ? Task.CompletedTask
        : stage.HearUntilAsync(() => stage.Heard.Any(h => h.Message.Parts?.Type == Host.MessageType.NBirth), "NBIRTH", node, 120);

    /// <summary>Ends without a word.</summary>
    public void Kill() => process.Kill();

    private static PeerProcess StartOpenSsl(Stage stage, string version, string? crlFile, bool asksForCertificate)
    {
        string[] demand = !asksForCertificate ? [] : ["-Verify", "2", "-verify_return_error"];
        string[] revoked = crlFile is null ? [] : ["-CRL", crlFile, "-crl_check"];
        string[] weak = version == "1.1" ? ["-cipher", "DEFAULT:@SECLEVEL=0"] : [];
        return PeerProcess.Start(Peers.Program(OpenSsl),
        [
            "s_server", "-accept", $"127.0.0.1:{stage.Port}", "-cert", stage.In("broker.pem"), "-key", stage.In("broker.key"),
            "-CAfile", stage.In("client-ca.pem"), "-tls" + version.Replace('.', '_'), .. demand, .. revoked, .. weak,
        ], holdsInput: true);
    }

    // Its own option tls_version names the lowest version only; OpenSSL's configuration bounds it on both sides.
    private static PeerProcess StartMosquitto(Stage stage, string version, string? crlFile)
    {
        string configuration = $"""
            listener {stage.Port} 127.0.0.1
            cafile {stage.In("client-ca.pem")}
            certfile {stage.In("broker.pem")}
            keyfile {stage.In("broker.key")}
            tls_version tlsv{(version == "1.1" ? "1.1" : "1.2")}
            require_certificate true
            use_identity_as_username true
            persistence false
            user {Environment.UserName}
            {(crlFile is null ? "" : "crlfile " + crlFile)}

            """;
        string openSsl = $"""
            openssl_conf = all
            [all]
            ssl_conf = ssl
            [ssl]
            system_default = bounds
            [bounds]
            MinProtocol = TLSv{version}
            MaxProtocol = TLSv{version}
            CipherString = DEFAULT:@SECLEVEL={(version == "1.1" ? 0 : 1)}

            """;
        File.WriteAllText(stage.In("tls.conf"), configuration);
        File.WriteAllText(stage.In("openssl.cnf"), openSsl);
        return PeerProcess.Start(Peers.Program(Mosquitto), ["-v", "-c", stage.In("tls.conf")],
            new Dictionary<string, string> { ["OPENSSL_CONF"] = stage.In("openssl.cnf") });
    }
}
