using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using FieldNode.Cli.Service;

namespace FieldNode.Cli;

/// <summary><c>fieldnode service</c>: a node that starts with the machine.</summary>
internal static partial class ServiceVerb
{
    internal const string Examples = """
        Examples:
          sudo fieldnode service install --config /etc/fieldnode/node.json
          fieldnode service status
          fieldnode service status --json
          sudo fieldnode service uninstall

        For Linux with systemd (docs/service.md). --json of status prints
          { name, state, result, pid, restarts, since, fitsNodeFile }     fitsNodeFile: null if the node file cannot be read
        Exit status: 0 done, or running; 1 it cannot be, does not start, does not run or does not fit its node file; 2 used wrongly.
        """;

    internal const string InstallExamples = """
        Examples:
          fieldnode service install --config /etc/fieldnode/node.json --dry-run
          sudo fieldnode service install --config /etc/fieldnode/node.json
          fieldnode service install --root image --program /usr/local/bin/fieldnode

        It writes the unit and the file that makes the user, lets the user's group read the node file and what it names, enables
        the service, starts it, and says each of it. Run it again after a change of the node file's lines, buses or brokers: the
        unit lets the node reach the devices that the file names, and no others.
        --root writes the files into the tree of another system and starts nothing. --dry-run prints the unit and does nothing.
        Exit status: 0 done, 1 it cannot be or does not start, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output) => new("service", "Run a node as a service of systemd.")
    {
        Install(output), Status(output), Uninstall(output),
    };

    private static Command Install(TextWriter output)
    {
        var config = new Option<string>("--config")
        {
            Description = "The node file.", HelpName = "FILE", DefaultValueFactory = _ => ServiceOptions.DefaultConfig,
        };
        var user = new Option<string?>("--user") { Description = "User that the node runs as; made if it is not there. Default: the service's name.", HelpName = "NAME" };
        var state = new Option<string?>("--state") { Description = "Folder for what outlives a restart. Default: /var/lib/NAME.", HelpName = "DIR" };
        var program = new Option<string?>("--program") { Description = "The program that the unit starts. Default: this one.", HelpName = "FILE" };
        var noStart = new Option<bool>("--no-start") { Description = "Start it with the machine, not now." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the unit, and do nothing." };
        (Option<string> name, Option<string?> root) = Shared();
        var command = new Command("install", "Write the unit, make its user, start it.") { config, user, state, name, program, root, noStart, dryRun };
        command.SetAction(parsed =>
        {
            ServiceOptions options = Of(parsed.GetRequiredValue(name), parsed.GetValue(root)) with
            {
                Config = PathOf("--config", parsed.GetRequiredValue(config), parsed.GetValue(root)),
            };
            options = options with
            {
                User = CheckUser(parsed.GetValue(user) ?? options.Name),
                State = PathOf("--state", parsed.GetValue(state) ?? options.State, parsed.GetValue(root)),
                Program = parsed.GetValue(program) is { } given ? [PathOf("--program", given, parsed.GetValue(root))] : options.Program,
            };
            var install = new ServiceInstall(options, new SystemCommands(), output);
            if (!parsed.GetValue(dryRun))
            {
                return install.Run(start: !parsed.GetValue(noStart));
            }
            output.Write(install.Prepare().Unit);
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Status(TextWriter output)
    {
        (Option<string> name, Option<string?> root) = Shared();
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("status", "Say whether it runs, and whether its unit fits its node file.") { name, json };
        command.SetAction(parsed =>
        {
            ServiceStatus status = ServiceStatus.Of(Of(parsed.GetRequiredValue(name), null), new SystemCommands());
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    name = status.Name, state = status.State, result = status.Result, pid = status.Pid, restarts = status.Restarts,
                    since = status.Since, fitsNodeFile = status.FitsNodeFile,
                }));
            }
            else
            {
                status.Lines().ToList().ForEach(output.WriteLine);
            }
            return status.IsRunning && status.FitsNodeFile != false ? ExitStatus.Ok : ExitStatus.Wrong;
        });
        return command;
    }

    private static Command Uninstall(TextWriter output)
    {
        (Option<string> name, Option<string?> root) = Shared();
        var command = new Command("uninstall", "End it, and delete its unit.") { name, root };
        command.SetAction(parsed =>
            new ServiceInstall(Of(parsed.GetRequiredValue(name), parsed.GetValue(root)), new SystemCommands(), output).Remove());
        return command;
    }

    private static (Option<string> Name, Option<string?> Root) Shared() => (
        new Option<string>("--name") { Description = "Name of the service.", HelpName = "NAME", DefaultValueFactory = _ => ServiceOptions.DefaultName },
        new Option<string?>("--root") { Description = "Folder that stands for the root of another system.", HelpName = "DIR" });

    private static ServiceOptions Of(string name, string? root)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new UserError("services are for Linux with systemd", ExitStatus.Usage);
        }
        if (!UnitName().IsMatch(name))
        {
            throw new UserError($"--name {name}: letters, digits, '-' and '_', 1 to 32", ExitStatus.Usage);
        }
        if (root is not null && !Directory.Exists(root))
        {
            throw new UserError($"--root {root}: no such folder", ExitStatus.Usage);
        }
        ProcessStartInfo own = OwnExecutable.With();
        return new ServiceOptions
        {
            Name = name, Config = ServiceOptions.DefaultConfig, User = name, State = "/var/lib/" + name, Program = [own.FileName, .. own.ArgumentList],
            DotnetRoot = DotnetRoot(), Root = root is null ? null : Path.GetFullPath(root),
        };
    }

    // Where the runtime is that this process runs on, if the environment had to say so.
    private static string? DotnetRoot() => Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root
        && RuntimeEnvironment.GetRuntimeDirectory().StartsWith(Path.GetFullPath(root), StringComparison.Ordinal) ? Path.GetFullPath(root) : null;

    // In a unit each path is whole, and no line ends within it.
    private static string PathOf(string option, string path, string? root)
    {
        if (root is not null && !path.StartsWith('/'))
        {
            throw new UserError($"{option} {path}: with --root it is a whole path of that system, as /etc/fieldnode/node.json", ExitStatus.Usage);
        }
        string whole = Path.GetFullPath(path);
        return whole.Any(char.IsControl) || path.Length == 0 ? throw new UserError($"{option}: empty, or with a control character", ExitStatus.Usage) : whole;
    }

    private static string CheckUser(string name) => UserName().IsMatch(name) && name != "root"
        ? name
        : throw new UserError($"--user {name}: a name of its own in small letters, digits, '-' and '_', 1 to 31; not root", ExitStatus.Usage);

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$")]
    private static partial Regex UnitName();

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,30}$")]
    private static partial Regex UserName();
}
