using System.Text;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using FieldNode.Cli.Provision;

namespace FieldNode.Tools.Tests;

/// <summary>A bench without a broker: what happens up to the proof, for a virtual board and for one behind a nanoff that is a script.</summary>
internal sealed class ProvisionBench : IDisposable
{
    internal ProvisionBench()
    {
        Site.Issue(new PkiOrder { Name = "bench", Role = PkiRole.Writer, Rebirth = true });
        Write("node7.json", Settings("node7"));
    }

    internal TestSite Site { get; } = new();

    internal StringWriter Output { get; } = new();

    internal string NanoffLog => At("nanoff.log");

    internal string At(params string[] parts) => Path.Combine([Site.Home, .. parts]);

    internal void Write(string file, string text) => File.WriteAllText(At(file), text);

    /// <summary>Nothing listens on its broker's port: that a proof cannot be had is part of these tests.</summary>
    internal static string Settings(string node, string more = "") => $$"""
        {
          "version": 1, "group": "kiln", "node": "{{node}}",{{more}}
          "broker": { "host": "localhost", "port": {{Port}}, "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" }
        }
        """;

    internal ProvisionOptions Virtual => new()
    {
        SettingsFile = At("node7.json"), VirtualFolder = At("flash7"), PkiFolder = Site.Folder, RecordsFolder = At("records"),
        Password = () => TestSite.Password, Yes = true, Time = Site.Time, StartNode = (_, _) => throw new InvalidOperationException("no broker, no boot"),
    };

    /// <summary>A board on a port, with all that it takes, and a nanoff that notes what it is given.</summary>
    internal ProvisionOptions Board(string nanoff)
    {
        byte[][] parts = PeFile.Program();
        var image = new MemoryStream();
        foreach (byte[] part in parts)
        {
            image.Write(part);
        }
        File.WriteAllBytes(At("Firmware.bin"), image.ToArray());
        Directory.CreateDirectory(At("archive"));
        string package = At("archive", "ESP32_OLIMEX_WROVER-1.17.0.1.zip");
        File.WriteAllText(package, "a package");
        File.WriteAllText(At("nanoclr.json"), RuntimePin.Of("ESP32_OLIMEX_WROVER", "1.17.0.1", package, Site.Home,
            new Dictionary<string, string> { ["mscorlib"] = "0x1549C856", ["System.Net"] = "0x11112222" }).ToJson());
        Write("board.json", """{ "board": "olimex-esp32-poe-iso-wrover", "ntp": "ntp.example" }""");
        Write("ttyUSB0", "");
        return Virtual with
        {
            VirtualFolder = null, Port = At("ttyUSB0"), BoardFile = At("board.json"), Firmware = At("Firmware.bin"), Runtime = At("nanoclr.json"),
            Nanoff = nanoff,
        };
    }

    /// <summary>A nanoff that writes down its arguments and what it sees, then does what the script says.</summary>
    internal string NanoffThat(string script)
    {
        string file = At("nanoff");
        File.WriteAllText(file, $$"""
            #!/bin/sh
            echo "$NANOFRAMEWORK_TELEMETRY_OPTOUT|$*" >> '{{NanoffLog}}'
            case "$*" in *--filedeployment*) cp "$4" '{{At("list.json")}}'; for f in $(sed -n 's/.*"SourceFilePath": "\(.*\)".*/\1/p' "$4"); do stat -c '%a %n' "$f" >> '{{At("modes")}}'; cp "$f" '{{At("seen")}}-'$(basename "$f"); done;; esac
            case "$*" in *--devicedetails*) printf 'Connected to:\nESP32-D0WD\nMAC 30:AE:A4:12:34:AB\n';; esac
            {{script}}
            exit 0
            """.ReplaceLineEndings("\n"), new UTF8Encoding(false));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return file;
    }

    internal async Task<(int Status, string Said)> RunAsync(ProvisionOptions options)
    {
        Output.GetStringBuilder().Clear();
        try
        {
            int status = await new Provisioning(options, Output).RunAsync(TestContext.Current.CancellationToken);
            return (status, Output.ToString());
        }
        catch (UserError failure)
        {
            return (failure.Status, Output + failure.Message);
        }
    }

    public void Dispose() => Site.Dispose();

    private static int Port { get; } = Free();

    private static int Free()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
