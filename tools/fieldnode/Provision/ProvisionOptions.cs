namespace FieldNode.Cli.Provision;

/// <summary>What a technician typed, for one board.</summary>
internal sealed record ProvisionOptions
{
    internal const string NanoffUsual = "nanoff";

    /// <summary>The node file; null with <see cref="Replaces"/>: the one that the record keeps.</summary>
    internal string? SettingsFile { get; init; }

    /// <summary>Group and node in the place of those in the node file, for many boards from one file; null: as it stands.</summary>
    internal (string Group, string Node)? Renamed { get; init; }

    /// <summary>The board file (board.json) of a real board.</summary>
    internal string? BoardFile { get; init; }

    /// <summary>The board's serial port; null: a virtual node.</summary>
    internal string? Port { get; init; }

    /// <summary>The folder that stands for the node's flash; null: a real board.</summary>
    internal string? VirtualFolder { get; init; }

    /// <summary>The board's serial number; null: its MAC address, or of a virtual node a name of its own.</summary>
    internal string? Serial { get; init; }

    /// <summary>Where it will be, in a person's words.</summary>
    internal string? Place { get; init; }

    /// <summary>Serial number of the board whose identity this one takes over.</summary>
    internal string? Replaces { get; init; }

    /// <summary>The site's PKI.</summary>
    internal string PkiFolder { get; init; } = "pki";

    /// <summary>Gives the password of the issuing CAs when a certificate has to be issued.</summary>
    internal required Func<string> Password { get; init; }

    /// <summary>Who watches the broker and signs: a writer with the right to rebirths.</summary>
    internal string Bench { get; init; } = "bench";

    /// <summary>Where records and labels go.</summary>
    internal string RecordsFolder { get; init; } = "records";

    /// <summary>The joined assemblies (Firmware.bin); null: a virtual node.</summary>
    internal string? Firmware { get; init; }

    /// <summary>What the runtime is to be (nanoclr.json); null: a virtual node.</summary>
    internal string? Runtime { get; init; }

    /// <summary>The update keys' record, as <c>fieldnode bundle</c> makes it; null: a node without updates.</summary>
    internal string? UpdateKeys { get; init; }

    /// <summary>The nanoff to start.</summary>
    internal string Nanoff { get; init; } = NanoffUsual;

    /// <summary>A command that brings the broker up to date when the PKI has changed; null: somebody does it by hand.</summary>
    internal string? BrokerUpdate { get; init; }

    /// <summary>The bench has no field devices: whether they answer is not asked.</summary>
    internal bool NoField { get; init; }

    /// <summary>Do it; else only say what would be done.</summary>
    internal bool Yes { get; init; }

    /// <summary>From the first boot to the last birth.</summary>
    internal TimeSpan BirthWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From asking for a rebirth to it.</summary>
    internal TimeSpan RebirthWithin { get; init; } = TimeSpan.FromSeconds(15);

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Starts the virtual node.</summary>
    internal Func<string, string, INodeUnderTest> StartNode { get; init; } = NodeProcess.Start;

    internal bool IsVirtual => VirtualFolder is not null;

    /// <exception cref="UserError">It does not fit together.</exception>
    internal void Check()
    {
        if ((Port is null) == (VirtualFolder is null))
        {
            throw new UserError("say which board: --port PORT, or --virtual DIR", ExitStatus.Usage);
        }
        if (SettingsFile is null && Replaces is null)
        {
            throw new UserError("say which node file. Try: fieldnode provision --help", ExitStatus.Usage);
        }
        if (Port is not null && (BoardFile is null || Firmware is null || Runtime is null))
        {
            throw new UserError("a board needs --board-file board.json, --firmware Firmware.bin and --runtime nanoclr.json", ExitStatus.Usage);
        }
        if (VirtualFolder is not null && (BoardFile ?? Firmware ?? Runtime) is not null)
        {
            throw new UserError("--board-file, --firmware and --runtime are for a board, not for --virtual", ExitStatus.Usage);
        }
        foreach (string serial in new[] { Serial, Replaces }.OfType<string>())
        {
            BoardSerial.Check(serial);
        }
        if (Replaces is not null && string.Equals(Serial, Replaces, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError($"--replace {Replaces}: it is the same board. Leave --replace away to provision it again", ExitStatus.Usage);
        }
    }
}
