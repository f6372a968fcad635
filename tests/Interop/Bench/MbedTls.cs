namespace FieldNode.Interop.Tests;

/// <summary>
/// A client and a server on mbedTLS, the boards' TLS library: peers/mbed.c, built once for a run of the tests. Debian has 2.28, which speaks TLS 1.2;
/// FIELDNODE_MBEDTLS names another one's folder (with include and library), and a 3.x speaks TLS 1.3 as well.
/// </summary>
internal static class MbedTls
{
    private static readonly Lazy<string> Built = new(Build);

    /// <summary>Skips the test if library or compiler are missing.</summary>
    public static void Need()
    {
        string gcc = Peers.Program("gcc");
        Assert.SkipUnless(Prefix is not null || File.Exists("/usr/include/mbedtls/ssl.h"), $"{gcc} is here and libmbedtls-dev is not (.ci/interop-install installs it)");
        _ = Built.Value;
    }

    /// <summary>The library's version.</summary>
    public static string Version() => PeerProcess.Run(Built.Value, ["version"]).Split(' ')[0];

    /// <summary>The versions of TLS that it speaks.</summary>
    public static IReadOnlyList<string> Protocols() => PeerProcess.Run(Built.Value, ["version"]).Trim().Split(' ')[1..];

    /// <summary>Connects as a board does, and sends CONNECT.</summary>
    /// <param name="host">The name in the node's settings.</param>
    /// <param name="caFile">Whom it believes.</param>
    /// <returns>What each step gave, such as "handshake -0x2700 flags 0x0008".</returns>
    public static string Connect(int port, string host, string caFile, string certificateFile, string keyFile, string protocol) =>
        PeerProcess.Run(Built.Value, ["client", $"{port}", host, caFile, certificateFile, keyFile, protocol]).Trim();

    /// <summary>Takes connections, and says of each what the handshake gave.</summary>
    public static async Task<PeerProcess> ServeAsync(
        BenchSite site, string chainFile, string keyFile, string caFile, string? crlFile, string protocol, int port)
    {
        PeerProcess server = site.Own(PeerProcess.Start(Built.Value, ["server", $"{port}", chainFile, keyFile, caFile, crlFile ?? "-", protocol]));
        await Wait.UntilAsync(() => server.Output.Contains("ready", StringComparison.Ordinal), 20, () => "mbedTLS's server; it said: " + server.Output);
        return server;
    }

    private static string? Prefix => Environment.GetEnvironmentVariable("FIELDNODE_MBEDTLS");

    private static string Build()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-mbed-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string program = Path.Combine(folder, "mbed");
        string[] from = Prefix is null ? [] : ["-I" + Path.Combine(Prefix, "include"), "-L" + Path.Combine(Prefix, "library")];
        PeerProcess.Run(Peers.Program("gcc"),
            ["-Wall", "-Wextra", "-Werror", "-O1", Peers.Script("mbed.c"), "-o", program, .. from, "-lmbedtls", "-lmbedx509", "-lmbedcrypto"]);
        return program;
    }
}
