using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Cli.Pki;

/// <summary>A certificate that is wanted.</summary>
internal sealed record PkiOrder
{
    internal const int ServerDaysMax = 366;

    private const int NodeYears = 5;
    private const int ClientDays = 730;
    private const int ServerDays = 365;

    internal required string Name { get; init; }

    internal required PkiRole Role { get; init; }

    internal string? Group { get; init; }

    internal IReadOnlyList<string>? Hosts { get; init; }

    internal IReadOnlyList<string>? Groups { get; init; }

    internal IReadOnlyList<string>? Devices { get; init; }

    internal bool Rebirth { get; init; }

    internal string? HostId { get; init; }

    internal string? Place { get; init; }

    /// <summary>How long it is valid; null: a node 5 years, a broker a year, others two.</summary>
    internal int? Days { get; init; }

    /// <summary>A key that was born elsewhere, or of the certificate that is renewed; null: a new one.</summary>
    internal PublicKey? Key { get; init; }

    /// <summary>The certificate that this one goes on for.</summary>
    internal PkiEntry? Renews { get; init; }

    internal PkiIssuer Issuer => Role == PkiRole.Server ? PkiIssuer.Brokers : PkiIssuer.Nodes;

    internal DateTimeOffset Until(DateTimeOffset now) => Days is int days ? now.AddDays(days)
        : Role == PkiRole.Node ? now.AddYears(NodeYears)
        : now.AddDays(Role == PkiRole.Server ? ServerDays : ClientDays);

    /// <summary>The same once more, for the certificate of an entry.</summary>
    internal static PkiOrder Again(PkiEntry entry) => new()
    {
        Name = entry.Record.Name, Role = entry.Record.Role, Group = entry.Record.Group, Hosts = entry.Record.Hosts,
        Groups = entry.Record.Groups, Devices = entry.Record.Devices, Rebirth = entry.Record.Rebirth ?? false,
        HostId = entry.Record.HostId, Place = entry.Record.Place, Renews = entry,
    };

    internal PkiRecord ToRecord(DateTimeOffset now) => new()
    {
        Name = Name, Role = Role, Group = Group, Hosts = Hosts, Groups = Groups, Devices = Devices, Rebirth = Rebirth ? true : null,
        HostId = HostId, Place = Place, Renews = Renews?.Record.Serial, IssuedUtc = now.UtcDateTime,
        Serial = "", Issuer = "", Ours = true, NotBefore = default, NotAfter = default, Sha256 = "",
    };

    /// <exception cref="UserError">A certificate like that cannot be, or would say nothing.</exception>
    internal void Check()
    {
        PkiName.Check(Name, "name");
        if ((Role == PkiRole.Node) != (Group is not null))
        {
            throw new UserError("a node has a group, and only a node: --group GROUP", ExitStatus.Usage);
        }
        foreach (string group in (Groups ?? []).Concat(Group is null ? [] : [Group]))
        {
            PkiName.Check(group, "group");
        }
        if (Days is < 1)
        {
            throw new UserError($"--days {Days}: 1 at least", ExitStatus.Usage);
        }
        if (Role == PkiRole.Server)
        {
            CheckServer();
        }
        if (Role == PkiRole.Writer)
        {
            CheckWriter();
        }
    }

    private void CheckServer()
    {
        if (Days > ServerDaysMax)
        {
            throw new UserError($"--days {Days}: a broker's certificate is valid for {ServerDaysMax} days at most", ExitStatus.Usage);
        }
        if (Hosts is not { Count: > 0 })
        {
            throw new UserError($"'{Name}' is no host name: say which ones the broker has, with --host", ExitStatus.Usage);
        }
        if (Hosts.FirstOrDefault(host => !PkiName.IsHost(host)) is { } wrong)
        {
            throw new UserError($"--host {wrong}: neither a host name nor an address", ExitStatus.Usage);
        }
    }

    private void CheckWriter()
    {
        if (Devices is not { Count: > 0 } && !Rebirth && HostId is null)
        {
            throw new UserError("a writer of nothing: give --device GROUP/NODE/DEVICE, --rebirth or --host-id; a reader is 'pki host'",
                ExitStatus.Usage);
        }
        foreach (string device in Devices ?? [])
        {
            string[] parts = device.Split('/');
            if (parts.Length != 3 || parts.Any(part => PkiName.Fault(part) is not null))
            {
                throw new UserError($"--device {device}: must be GROUP/NODE/DEVICE", ExitStatus.Usage);
            }
            if (parts[2] == PkiRights.UpdateDevice)
            {
                throw new UserError($"--device {device}: updates are for 'pki maintenance'", ExitStatus.Usage);
            }
        }
        if (HostId is not null)
        {
            PkiName.Check(HostId, "--host-id");
        }
    }
}
