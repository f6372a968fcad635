using System.ComponentModel;
using System.Diagnostics;

namespace FieldNode.Mqtt.Tests;

/// <summary>openssl s_server: a TLS peer that is not .NET, and sends alerts as brokers do.</summary>
public sealed class OpenSslServer : IDisposable
{
    private readonly Process process;

    private OpenSslServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts it with the broker's certificate; skips the test if openssl is not there.</summary>
    public static async Task<OpenSslServer> Start(TestPki pki, params string[] arguments)
    {
        string cert = Path.Combine(pki.Folder, "server.pem");
        string key = Path.Combine(pki.Folder, "server.key");
        pki.Broker.Save(cert, key);
        int port = TestPort.Take();
        ProcessStartInfo start = new("openssl")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        string[] all =
        [
            "s_server", "-accept", $"127.0.0.1:{port}", "-cert", cert, "-key", key, "-CAfile", pki.CaFile, .. arguments,
        ];
        foreach (string argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("openssl is not installed: no peer that speaks other TLS versions and sends alerts");
            throw;
        }

        // Both streams are read until the process ends, as it would stop on a full pipe.
        OpenSslServer server = new(process, port);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line != null && !line.StartsWith("ACCEPT", StringComparison.Ordinal));
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return server;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
