namespace FieldNode.Cli.Service;

/// <summary>A node that systemd is to run.</summary>
internal sealed record ServiceOptions
{
    internal const string DefaultName = "fieldnode";
    internal const string DefaultConfig = "/etc/fieldnode/node.json";

    /// <summary>Name of the unit, without <c>.service</c>.</summary>
    internal required string Name { get; init; }

    /// <summary>The node file, absolute, as the service sees it.</summary>
    internal required string Config { get; init; }

    /// <summary>User and group that the node runs as.</summary>
    internal required string User { get; init; }

    /// <summary>Folder for what outlives a restart, absolute.</summary>
    internal required string State { get; init; }

    /// <summary>Program and first arguments.</summary>
    internal required IReadOnlyList<string> Program { get; init; }

    /// <summary>Where .NET is if it is not in its usual place; null: it is, or the program brings it.</summary>
    internal string? DotnetRoot { get; init; }

    /// <summary>Folder that stands for the root of another system; null: this system.</summary>
    internal string? Root { get; init; }

    internal string UnitPath => $"/etc/systemd/system/{Name}.service";

    internal string SysusersPath => $"/etc/sysusers.d/{Name}.conf";

    /// <summary>An absolute path of the system that the service runs on, as this process reaches it.</summary>
    internal string Here(string path) => Root is null ? path : Path.Combine(Root, path.TrimStart('/'));
}
