using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Service;

/// <summary>Makes a service of a node file: unit, user, rights, start. A second time it brings all of it up to date.</summary>
internal sealed class ServiceInstall(ServiceOptions options, ISystemCommands system, TextWriter output)
{
    private static readonly string[] Hidden = ["/home", "/root", "/run/user", "/tmp", "/var/tmp"];

    /// <summary>The unit's text, once everything that it needs was looked at.</summary>
    /// <exception cref="UserError">The node file or the program cannot be used.</exception>
    internal (string Unit, NodeSettings Settings) Prepare()
    {
        string file = options.Here(options.Config);
        NamedFile.MustBeThere(file, "Say which node file the service runs: --config FILE");
        CheckSeen(options.Config, "the node file", "put it with its certificates into /etc/fieldnode");
        CheckSeen(options.State, "the state folder", "leave --state out, or name a folder below /var/lib");
        foreach (string part in options.Program)
        {
            CheckSeen(part, "the program", "sudo install -m 755 fieldnode /usr/local/bin; a tool of dotnet: dotnet tool install FieldNode --tool-path /usr/local/lib/fieldnode");
        }
        CheckSeen(options.DotnetRoot, "DOTNET_ROOT", "install .NET for all users, or take the program that is one file");
        SettingsResult read = SettingsFile.Read(file, checkFiles: true);
        if (read.Settings is not { } settings || read.Faults.Count > 0)
        {
            throw new UserError($"{file}: {read.Faults[0]} (fieldnode check {file} shows all)");
        }
        if (!OperatingSystem.IsWindows())
        {
            foreach (string named in FileRights.FilesOf(file, settings))
            {
                CheckSeen(named, "a file that the node file names", "put it into /etc/fieldnode as well");
            }
        }
        return (UnitFile.Of(options, settings), settings);
    }

    /// <param name="start">Start it now, or again.</param>
    /// <returns>Exit status.</returns>
    /// <exception cref="UserError">It cannot be installed.</exception>
    internal int Run(bool start)
    {
        if (options.Root is null && !system.HasSystemd)
        {
            throw new UserError("systemd does not run this machine. --root DIR writes the files for another one, --dry-run prints the unit", ExitStatus.Usage);
        }
        if (options.Root is null && !system.MayInstall)
        {
            throw new UserError("only root may install a service: sudo, with the same command. --dry-run prints the unit", ExitStatus.Usage);
        }
        (string unit, NodeSettings settings) = Prepare();
        bool isNew = Write(options.UnitPath, unit) | Write(options.SysusersPath, UnitFile.Sysusers(options, settings));
        if (!isNew)
        {
            output.WriteLine($"{options.UnitPath}: as before");
        }
        if (options.Root is not null)
        {
            output.WriteLine($"On that machine: systemd-sysusers; chgrp {options.User} the node file and what it names, chmod g+r; systemctl enable --now {options.Name}");
            return ExitStatus.Ok;
        }
        Must("systemd-sysusers", options.Here(options.SysusersPath));
        output.WriteLine($"user {options.User}: there, without login and password");
        if (!UnitFile.IsSystemdsState(options.State))
        {
            Directory.CreateDirectory(options.State);
            Must("chown", $"{options.User}:{options.User}", options.State);
            output.WriteLine($"{options.State}: belongs to {options.User}");
        }
        if (!OperatingSystem.IsWindows())
        {
            new FileRights(system, options.User, options.Config).Give(settings).ToList().ForEach(output.WriteLine);
        }
        Must("systemctl", "daemon-reload");
        Must("systemctl", "enable", options.Name);
        output.WriteLine($"{options.Name}: starts with the machine");
        return start ? Start() : ExitStatus.Ok;
    }

    /// <summary>Ends the service and deletes its files. What the node recorded stays.</summary>
    internal int Remove()
    {
        if (!File.Exists(options.Here(options.UnitPath)))
        {
            throw new UserError($"{options.UnitPath}: no such service. --name NAME says which", ExitStatus.Usage);
        }
        if (options.Root is null)
        {
            if (!system.MayInstall)
            {
                throw new UserError("only root may remove a service: sudo, with the same command", ExitStatus.Usage);
            }
            Must("systemctl", "disable", "--now", options.Name);
            output.WriteLine($"{options.Name}: ended");
        }
        foreach (string path in new[] { options.UnitPath, options.SysusersPath }.Where(path => File.Exists(options.Here(path))))
        {
            File.Delete(options.Here(path));
            output.WriteLine($"{path}: deleted");
        }
        if (options.Root is null)
        {
            Must("systemctl", "daemon-reload");
        }
        output.WriteLine("The node file, the state folder and the user stay.");
        return ExitStatus.Ok;
    }

    // READY=1 comes with the first turn of the loop, and systemctl waits for it.
    private int Start()
    {
        (int status, string said) = system.Run("systemctl", "restart", options.Name);
        if (status != 0)
        {
            throw new UserError($"{options.Name} is installed and does not start: {said.ReplaceLineEndings(" ")} journalctl -u {options.Name} -n 20 shows why");
        }
        output.WriteLine($"{options.Name}: runs; its log: journalctl -fu {options.Name}");
        return ExitStatus.Ok;
    }

    private bool Write(string path, string text)
    {
        string here = options.Here(path);
        try
        {
            if (File.Exists(here) && RegularFile.ReadAllText(here) == text)
            {
                return false;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(here)!);
            DurableFile.Write(here, text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{here}: {failure.Message}", ExitStatus.Wrong, failure);
        }
        output.WriteLine($"{here}: written");
        return true;
    }

    private void CheckSeen(string? path, string what, string remedy)
    {
        if (path is not null && options.Root is null && Hidden.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            throw new UserError($"{path}: the service sees nothing of /home, /root and /tmp, and {what} lies there. What to do: {remedy}", ExitStatus.Usage);
        }
    }

    private void Must(string program, params string[] arguments)
    {
        (int status, string said) = system.Run(program, arguments);
        if (status != 0)
        {
            throw new UserError($"{program} {string.Join(' ', arguments)}: {said.ReplaceLineEndings(" ")}");
        }
    }
}
