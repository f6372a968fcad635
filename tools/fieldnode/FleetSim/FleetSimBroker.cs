using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FieldNode.Cli.FleetSim;

/// <summary>
/// A mosquitto on 127.0.0.1 in a folder of the run: TLS, a certificate for each client, which is its name, and topic rights by that name. <c>fieldnode broker mosquitto</c>
/// sets up the same with a line for each name and topic; here a pattern stands for all of them, since mosquitto goes through its lines one by one.
/// </summary>
internal sealed class FleetSimBroker : IDisposable
{
    internal const string HostName = "fleet-sim-host";

    /// <summary>For whoever wants to look on: a name of its own, for two clients of one name put each other out.</summary>
    internal const string DeskName = "desk";

    private const int LinesMax = 20;
    private const int PollMs = 10;
    private static readonly TimeSpan StartLongest = TimeSpan.FromSeconds(20);

    private readonly string program;
    private readonly string configuration;
    private readonly Queue<string> lines = new();
    private Process? process;

    private FleetSimBroker(string program, string configuration, int port)
    {
        this.program = program;
        this.configuration = configuration;
        Port = port;
    }

    internal int Port { get; }

    internal int ProcessId => process?.Id ?? 0;

    /// <summary>What it takes; null while it does not run.</summary>
    internal ProcessFigures? Figures => process is { HasExited: false } ? ProcessFigures.Of(process.Id) : null;

    /// <summary>The program to start; before keys are made, so that none are left behind where there is none.</summary>
    /// <param name="mosquitto">As it was named; null: the one in PATH.</param>
    internal static string Program(string? mosquitto) => mosquitto ?? Find()
        ?? throw new UserError("mosquitto is not installed: install it, name it by --mosquitto FILE, or give a broker by --host", ExitStatus.Usage);

    internal static FleetSimBroker Create(FleetSimCertificates certificates, string program)
    {
        int port = LoopbackPort.Free();
        string rights = certificates.In("acl");
        File.WriteAllText(rights, $"""
            user {HostName}
            topic read spBv1.0/#
            topic write spBv1.0/{FleetSimOptions.Group}/NCMD/+

            user {DeskName}
            topic read spBv1.0/#

            pattern write spBv1.0/{FleetSimOptions.Group}/+/%u
            pattern write spBv1.0/{FleetSimOptions.Group}/+/%u/+
            pattern read spBv1.0/{FleetSimOptions.Group}/NCMD/%u
            pattern read spBv1.0/{FleetSimOptions.Group}/DCMD/%u/+

            """);
        string configuration = certificates.In("mosquitto.conf");
        File.WriteAllText(configuration, $"""
            persistence false
            user {Environment.UserName}
            log_type error
            log_type warning
            allow_anonymous false
            acl_file {rights}

            listener {port} 127.0.0.1
            tls_version tlsv1.2
            certfile {certificates.BrokerFile}
            keyfile {certificates.BrokerKeyFile}
            cafile {certificates.CaFile}
            require_certificate true
            use_identity_as_username true
            use_username_as_clientid true

            """);
        return new FleetSimBroker(program, configuration, port);
    }

    /// <summary>Starts it, and comes back when it takes connections.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        process = Launch();
        long started = Stopwatch.GetTimestamp();
        while (!Listens())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > StartLongest)
            {
                throw new UserError($"{program} does not take connections on port {Port}; it said: {LastWords()}");
            }
            await Task.Delay(PollMs, cancellation);
        }
    }

    /// <summary>As by a crash: no word to anybody.</summary>
    internal void Kill()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            process.WaitForExit(10_000);
        }
        process?.Dispose();
        process = null;
    }

    public void Dispose() => Kill();

    private Process Launch()
    {
        var start = new ProcessStartInfo(program, ["-c", configuration]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            var launched = new Process { StartInfo = start };
            launched.ErrorDataReceived += Keep;
            launched.OutputDataReceived += Keep;
            launched.Start();
            launched.BeginErrorReadLine();
            launched.BeginOutputReadLine();
            return launched;
        }
        catch (Win32Exception e)
        {
            throw new UserError($"{program} cannot be started: {e.Message}", ExitStatus.Usage, e);
        }
    }

    /// <summary>The last lines that it said, for a failure.</summary>
    internal string LastWords()
    {
        lock (lines)
        {
            return string.Join(" / ", lines);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (lines)
        {
            if (e.Data is not null)
            {
                lines.Enqueue(e.Data);
            }
            while (lines.Count > LinesMax)
            {
                lines.Dequeue();
            }
        }
    }

    private bool Listens()
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Append("/usr/local/sbin")
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "mosquitto.exe" : "mosquitto")).FirstOrDefault(File.Exists);
}
