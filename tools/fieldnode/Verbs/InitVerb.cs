using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using FieldNode.Cli.Init;
using FieldNode.Cli.Pki;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary><c>fieldnode init</c>: from nothing to a folder whose node runs.</summary>
internal static class InitVerb
{
    internal const string Examples = """
        Examples:
          fieldnode init plant1
          fieldnode init plant1 --group Kiln --node node7 --yes
          fieldnode init plant1 --broker broker.example --serial /dev/ttyUSB0 --yes

        It asks for what no option says, and makes a folder: node.json with its schema, the node's certificates, a PKI for a trial, and
        files for mosquitto. Then it prints the three commands that start the broker, run the node, and show what a host sees.
        Without an RS-485 adapter the node has simulated parts: its tags move, and nothing is measured.
        The PKI is for a trial: its password lies beside it. A plant's own begins with fieldnode pki init (docs/bench.md).
        Exit status: 0 made, 1 it cannot be written, 2 used wrongly, or the folder has something in it.
        """;

    private const int PortsTried = 20;

    internal static Command Create(TextWriter output)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to make, or one that is empty." };
        var group = new Option<string?>("--group") { Description = "Sparkplug group. Default: plant1.", HelpName = "NAME" };
        var node = new Option<string?>("--node") { Description = "The node's name. Default: node1.", HelpName = "NAME" };
        var broker = new Option<string?>("--broker") { Description = "The broker's host name. Default: localhost.", HelpName = "HOST" };
        var port = new Option<int?>("--port") { Description = "Its TCP port. Default: 8883, or the next free one if the broker is to run here.", HelpName = "N" };
        var serial = new Option<string?>("--serial") { Description = "Serial port of an RS-485 adapter. Default: the one that is plugged in, else simulated parts.", HelpName = "PORT" };
        var simulated = new Option<bool>("--simulated") { Description = "Simulated parts, even with an adapter." };
        var yes = new Option<bool>("--yes") { Description = "Ask nothing: what no option says has its default." };
        var command = new Command("init", "Make a folder with a node, a broker and certificates that work.")
        {
            folder, group, node, broker, port, serial, simulated, yes,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string to = parsed.GetRequiredValue(folder);
            bool asks = !parsed.GetValue(yes);
            if (asks && (Console.IsInputRedirected || Console.IsOutputRedirected || output != Console.Out))
            {
                throw new UserError("nobody can be asked here: --yes takes the defaults for what no option says", ExitStatus.Usage);
            }
            if (parsed.GetValue(simulated) && parsed.GetValue(serial) is not null)
            {
                throw new UserError("--simulated and --serial exclude each other", ExitStatus.Usage);
            }
            InitOptions given = Check(parsed.GetValue(group), parsed.GetValue(node), parsed.GetValue(broker), parsed.GetValue(port)) with { Folder = to };
            string? line = parsed.GetValue(simulated) ? null : parsed.GetValue(serial);
            InitOptions options = asks
                ? await AskAsync(given, parsed.GetValue(group), parsed.GetValue(node), parsed.GetValue(broker), parsed.GetValue(port), line, cancellation)
                : given with { Serial = line ?? OnlyAdapter() };
            options = options with { Serial = parsed.GetValue(simulated) ? null : options.Serial };
            return Make(options, isPortGiven: parsed.GetValue(port) is not null || (asks && options.Port != InitOptions.DefaultPort), output);
        });
        return command;
    }

    private static InitOptions Check(string? group, string? node, string? broker, int? port)
    {
        string host = broker ?? InitOptions.DefaultBroker;
        return new InitOptions
        {
            Folder = "", Group = PkiName.Check(group ?? InitOptions.DefaultGroup, "--group"), Node = PkiName.Check(node ?? InitOptions.DefaultNode, "--node"),
            Broker = PkiName.IsHost(host) ? host : throw new UserError($"--broker {host}: neither a host name nor an address", ExitStatus.Usage),
            Port = LinkOptions.CheckPort(port ?? InitOptions.DefaultPort),
        };
    }

    private static async Task<InitOptions> AskAsync(
        InitOptions given, string? group, string? node, string? broker, int? port, string? serial, CancellationToken cancellation)
    {
        try
        {
            return await new InitQuestions(AnsiConsole.Console, cancellation).AskAsync(given.Folder, group, node, broker, port, serial);
        }
        catch (OperationCanceledException failure)
        {
            throw new UserError("ended; nothing was made", ExitStatus.Wrong, failure);
        }
    }

    // Of several, a machine cannot know which is meant.
    private static string? OnlyAdapter()
    {
        IReadOnlyList<string> adapters = SerialAdapters.Find();
        return adapters.Count > 1
            ? throw new UserError($"{adapters.Count} serial adapters: --serial {string.Join(" or ", adapters)}, or --simulated", ExitStatus.Usage)
            : adapters.FirstOrDefault();
    }

    private static int Make(InitOptions wanted, bool isPortGiven, TextWriter output)
    {
        if (wanted.Node == InitFolder.Viewer || wanted.Node == wanted.Broker)
        {
            throw new UserError($"--node {wanted.Node}: that is the name of another certificate in the folder. Take another one", ExitStatus.Usage);
        }
        InitOptions options = wanted.IsLocal && !isPortGiven ? wanted with { Port = FreePort(wanted.Port) } : wanted;
        new InitFolder(options).Make();
        output.WriteLine($"{options.Folder}: node {SafeText.Of(options.Group)}/{SafeText.Of(options.Node)}, broker {options.Broker}:{options.Port}, a PKI for a trial");
        if (options.Port != wanted.Port)
        {
            output.WriteLine($"Port {wanted.Port} is taken on this machine, so the broker has {options.Port}.");
        }
        output.WriteLine(options.Serial is null
            ? "The node has simulated parts (\"board\": \"simulated\"): its tags move, and nothing is measured."
            : $"The node has the line {SafeText.Of(options.Serial)}, 19200 baud, even parity, and no devices yet: fieldnode scan modbus finds them, fieldnode import "
                + "makes their tags. Until then it publishes only itself.");
        output.WriteLine($"The password of the PKI is in {Path.Combine(options.Folder, InitFolder.PasswordFile)}: for a trial. A plant's own PKI: fieldnode pki init");
        var steps = new InitSteps(options);
        foreach (string remark in steps.Remarks())
        {
            output.WriteLine(remark);
        }
        output.WriteLine("Next, each in a terminal of its own:");
        foreach (string line in steps.Commands())
        {
            output.WriteLine("  " + line);
        }
        return ExitStatus.Ok;
    }

    private static int FreePort(int first)
    {
        for (int port = first; port < first + PortsTried; port++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it, or it is not for this user.
            }
        }
        throw new UserError($"no port from {first} to {first + PortsTried - 1} is free on this machine: --port N", ExitStatus.Usage);
    }
}
