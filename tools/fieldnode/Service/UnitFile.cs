using System.Net;
using System.Text;
using FieldNode.Settings;

namespace FieldNode.Cli.Service;

/// <summary>The text of the unit, and of the file by which systemd-sysusers makes its user.</summary>
internal static class UnitFile
{
    /// <summary>Silence of the loop, in s, after which systemd ends the node: twice what a node with "update" waits itself.</summary>
    internal const int WatchdogS = 60;

    private const string StateRoot = "/var/lib/";

    // StateDirectory= makes folders here, for the right user; elsewhere the folder must be there.
    internal static bool IsSystemdsState(string state) => state.StartsWith(StateRoot, StringComparison.Ordinal) && state.Length > StateRoot.Length;

    internal static string Of(ServiceOptions options, NodeSettings settings)
    {
        var devices = new UnitDevices(settings);
        string[] command = [.. options.Program, "run", "--config", options.Config, "--state", options.State];
        var text = new StringBuilder($"""
            # Written by 'fieldnode service install', and written over by it. What is your own goes into a drop-in: systemctl edit {options.Name}
            [Unit]
            Description=FieldNode {Plain(settings.Group)}/{Plain(settings.Node)}
            After=network.target time-sync.target
            {Modules(devices)}# A node that nobody can reach is not given up: it may be the broker or the adapter that is missing.
            StartLimitIntervalSec=0

            [Service]
            # It says itself when its loop turns, and goes on saying so; a loop that stands for {WatchdogS} s is ended and started again.
            Type=notify
            NotifyAccess=main
            WatchdogSec={WatchdogS}
            ExecStart={string.Join(' ', command.Select(word => Quoted(word)))}
            Restart=always
            RestartSec=5
            # The main process alone is asked to end: it leaves the broker properly, for which it has 20 s.
            KillMode=mixed
            TimeoutStopSec=30
            User={options.User}
            Group={options.User}
            {Groups(devices)}{State(options)}UMask=0027
            CacheDirectory={options.Name}
            CacheDirectoryMode=0700
            Environment=DOTNET_EnableDiagnostics=0 DOTNET_BUNDLE_EXTRACT_BASE_DIR=%C/{options.Name}{(options.DotnetRoot is null ? "" : " " + Quoted("DOTNET_ROOT=" + options.DotnetRoot, isCommand: false))}
            LimitCORE=0

            """);
        text.Append(Sandbox).Append(Devices(devices)).Append(Addresses(settings)).Append($"""

            [Install]
            WantedBy=multi-user.target

            # For 'fieldnode service status'; systemd does not look at it.
            [X-FieldNode]
            Config={options.Config}
            State={options.State}
            User={options.User}

            """);
        return text.ToString();
    }

    /// <summary>The file for systemd-sysusers: the user, and the groups of its devices where the system has none of that name.</summary>
    internal static string Sysusers(ServiceOptions options, NodeSettings settings) =>
        $"# Written by 'fieldnode service install'.\nu {options.User} - \"FieldNode\" {Quoted(options.State, isCommand: false)}\n"
        + string.Concat(new UnitDevices(settings).Groups.Select(group => $"g {group} -\n"));

    /// <summary>A word of a unit. In ExecStart= alone '$' stands for a variable (systemd.service(5), "Command lines").</summary>
    internal static string Quoted(string word, bool isCommand = true)
    {
        string safe = word.Replace("%", "%%", StringComparison.Ordinal);
        safe = isCommand ? safe.Replace("$", "$$", StringComparison.Ordinal) : safe;
        return safe.Any(c => c is ' ' or '"' or '\'' or '\\' or ';') || safe.Length == 0
            ? $"\"{safe.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : safe;
    }

    private const string Sandbox = """

        # It listens nowhere, and the kernel holds it to that.
        SocketBindDeny=any
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources listen accept accept4
        # The runtime sets affinity and ordinary priority of each of its threads, and makes none without.
        SystemCallFilter=sched_setaffinity sched_setscheduler
        SystemCallErrorNumber=EPERM
        SystemCallArchitectures=native
        # IP to the broker, Unix for systemd's own socket.
        RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateIPC=yes
        ProtectProc=invisible
        ProtectClock=yes
        ProtectHostname=yes
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        RemoveIPC=yes
        LockPersonality=yes
        KeyringMode=private
        # .NET compiles while it runs: it has to write code and to execute it.
        MemoryDenyWriteExecute=no

        """;

    private static string Modules(UnitDevices devices) => devices.Modules.Count == 0 ? "" :
        $"# A driver's name counts below only once its module is there.\nWants={Services(devices)}\nAfter={Services(devices)}\n";

    private static string Services(UnitDevices devices) => string.Join(' ', devices.Modules.Select(module => $"modprobe@{module}.service"));

    private static string Groups(UnitDevices devices) => devices.Groups.Count == 0 ? "" : $"SupplementaryGroups={string.Join(' ', devices.Groups)}\n";

    private static string State(ServiceOptions options) => IsSystemdsState(options.State)
        ? $"StateDirectory={Quoted(options.State[StateRoot.Length..], isCommand: false)}\nStateDirectoryMode=0750\n"
        : $"ReadWritePaths={Quoted(options.State, isCommand: false)}\n";

    private static string Devices(UnitDevices devices) => devices.Allowed.Count == 0
        ? "# The node file names no device of this machine.\nPrivateDevices=yes\n"
        : "# The devices that the node file names, and no other.\nDevicePolicy=closed\n"
            + string.Concat(devices.Allowed.Select(device => $"DeviceAllow={device} rw\n"));

    private static string Addresses(NodeSettings settings)
    {
        string[] hosts = [.. (settings.OtherBrokers ?? []).Select(other => other.Host).Prepend(settings.Broker.Host).Distinct()];
        return hosts.All(host => host == "localhost" || IPAddress.TryParse(host, out _))
            ? "# The node file gives the broker's address: nothing else is reached.\nIPAddressDeny=any\n"
                + string.Concat(hosts.Select(host => $"IPAddressAllow={host}\n"))
            : "# No IPAddressDeny=: the broker has a name, and its address is not known beforehand.\n";
    }

    // A description is one line, in which '%' begins a specifier.
    private static string Plain(string name) => SafeText.Of(name).Replace("%", "%%", StringComparison.Ordinal).TrimEnd('\\');
}
