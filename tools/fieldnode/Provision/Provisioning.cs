using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Provision;

/// <summary>
/// Makes a board a node: checks, certificate, files, flash, first boot, proof, record. Each step can be repeated; what a cut left is found in the PKI's
/// folder, on the board and among the records, so there is no state of its own that could be wrong.
/// </summary>
internal sealed class Provisioning
{
    private static readonly TimeSpan NanoffPatience = TimeSpan.FromMinutes(5);

    private readonly ProvisionOptions options;
    private readonly BenchScreen screen;
    private readonly RecordFolder records;
    private readonly Nanoff nanoff;
    private readonly DateTime startedUtc;

    internal Provisioning(ProvisionOptions options, TextWriter output)
    {
        options.Check();
        this.options = options;
        screen = new BenchScreen(output, options.Time);
        records = new RecordFolder(options.RecordsFolder);
        nanoff = new Nanoff(options.Nanoff, NanoffPatience);
        startedUtc = options.Time.GetUtcNow().UtcDateTime;
    }

    /// <summary>Says the plan, and does it if that was asked for.</summary>
    /// <returns>0 proven or only planned, 1 failed or not proven.</returns>
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        Inputs inputs = Check();
        if (!options.Yes)
        {
            new ProvisionPlan(options, inputs, records, nanoff.Program).Write(screen);
            return ExitStatus.Ok;
        }
        screen.Done("settings", $"{inputs.Node.Id}, {Plural.Of(inputs.Node.Devices.Count, "device")}, {Plural.Of(inputs.Node.TagCount, "tag")}, CRC {inputs.Node.Crc:x8}");
        string serial = await FindBoardAsync(cancellation);
        CheckSerial(serial, inputs);
        (PkiEntry entry, PkiEntry bench) = Certify(inputs, serial);
        if (options.BrokerUpdate is { } command)
        {
            await BrokerUpdate.RunAsync(command, cancellation);
            screen.Done("broker", command);
        }
        FlashImage image = FlashImage.Bake(inputs.Node, entry, inputs.Board, inputs.UpdateKeys, options.Time.GetUtcNow());
        screen.Done("bake", $"{string.Join(", ", image.Files.Select(file => file.Name))}: {image.Bytes} bytes");
        await FlashAsync(inputs, image, cancellation);
        ProofResult proof = await ProveAsync(inputs, entry, bench, cancellation);
        return Close(inputs, serial, entry, bench, image, proof);
    }

    private Inputs Check()
    {
        KeptRecord? dead = options.Replaces is null ? null : records.Find(options.Replaces) ?? throw new UserError(
            $"--replace {options.Replaces}: no record of it in {records.Folder}. fieldnode records list shows them", ExitStatus.Usage);
        BoardFile? board = options.BoardFile is null ? null : BoardFile.Read(options.BoardFile);
        NodeFile node = NodeFile.Read(options.SettingsFile ?? records.SettingsOf(dead!.Serial), board?.Target.Board, options.Renamed);
        if (dead is not null && dead.Id != node.Id)
        {
            throw new UserError($"--replace {dead.Serial}: it was {dead.Id}, and {node.Source} is {node.Id}'s");
        }
        RuntimePin? runtime = options.Runtime is null ? null : RuntimePin.Read(options.Runtime);
        FirmwareImage? firmware = options.Firmware is null ? null : FirmwareImage.Read(options.Firmware);
        if (board is not null && runtime!.Target != board.Target.Target)
        {
            throw new UserError($"{options.Runtime}: it is {runtime.Target}, and {board.Target.Board} takes {board.Target.Target}");
        }
        if (firmware is { HasLoader: false } && node.Settings.Update is not null)
        {
            throw new UserError($"{options.Firmware}: it has no loader, and {node.Source} has update: no bundle would ever be taken. Build boards/esp32-loader/Loader.nfproj");
        }
        string[] faults = [.. firmware?.Faults(runtime, board?.Target.DeployBytes) ?? []];
        return faults.Length == 0
            ? new Inputs(node, board, runtime, firmware, dead, options.UpdateKeys is null ? null : UpdateKeysFile.Read(options.UpdateKeys))
            : throw new UserError($"{options.Firmware}: {faults[0]}{(faults.Length > 1 ? $" (and {faults.Length - 1} more: fieldnode firmware check)" : "")}");
    }

    private async Task<string> FindBoardAsync(CancellationToken cancellation)
    {
        if (options.VirtualFolder is { } folder)
        {
            new VirtualFlash(folder).Ready();
            string of = options.Serial ?? BoardSerial.OfFolder(folder);
            screen.Done("board", $"virtual, {Path.GetFullPath(folder)}, serial {of}");
            return of;
        }
        if (!OperatingSystem.IsWindows() && !File.Exists(options.Port))
        {
            throw new UserError($"{options.Port}: no such port: is the board connected?", ExitStatus.Usage);
        }
        string details = await nanoff.RunAsync(NanoffCommand.Details(options.Port!), cancellation);
        string? mac = BoardSerial.OfDetails(details);
        string serial = options.Serial ?? mac ?? throw new UserError(
            $"{options.Port}: nanoff tells no MAC address of the board. Give its serial number: --serial S");
        screen.Done("board", $"{options.Port}, MAC {mac ?? "not told"}, serial {serial}");
        return serial;
    }

    /// <summary>A serial number is one board's, and a node is on one board.</summary>
    private void CheckSerial(string serial, Inputs inputs)
    {
        if (records.Find(serial) is { } same && same.Id != inputs.Node.Id)
        {
            throw new UserError($"serial number {serial}: that board is {same.Id} ({same.File}). Another board, or move the record away if it is retired");
        }
        KeptRecord? holder = records.OfNode(inputs.Node.Settings.Group, inputs.Node.Settings.Node);
        if (holder is not null && !string.Equals(holder.Serial, serial, StringComparison.OrdinalIgnoreCase)
            && !string.Equals(holder.Serial, options.Replaces, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError($"{inputs.Node.Id} is on board {holder.Serial} ({holder.File}). If that one is dead: --replace {holder.Serial}");
        }
    }

    /// <summary>
    /// The certificate that this board is to have: one that was issued and is on no board yet, or one for this very board; else a new one. The dead
    /// board's is revoked first: it may be in somebody's hands.
    /// </summary>
    private (PkiEntry Own, PkiEntry Bench) Certify(Inputs inputs, string serial)
    {
        string name = inputs.Node.Settings.Node;
        using PkiFolder pki = PkiFolder.Open(options.PkiFolder, options.Time);
        PkiEntry bench = BenchOf(pki);
        string? deadSha = inputs.Dead?.CertificateSha256;
        PkiEntry[] dead = [.. pki.Entries.Where(entry => deadSha is not null && entry.Record.Sha256 == deadSha)];
        PkiEntry? kept = pki.FindUsable(name);
        if (kept is not null && (kept.Record.Sha256 == deadSha || !kept.HasKey || kept.Record.Role != PkiRole.Node || kept.Record.Group != inputs.Node.Settings.Group
            || IsElsewhere(kept, serial)))
        {
            if (kept.Record.Sha256 != deadSha)
            {
                throw new UserError($"{name}: the name has a certificate already ({kept.Folder}), "
                    + (kept.HasKey ? "and it is not this board's" : "and its key is elsewhere") + $". If it is of no use: fieldnode pki revoke {name}");
            }
            kept = null;
        }
        bool isToRevoke = dead.Any(entry => !entry.Record.IsRevoked);
        if (kept is not null && !isToRevoke)
        {
            screen.Kept("certificate", Words(kept, pki));
            return (kept, bench);
        }
        using CertificateAuthority ca = pki.Unlock(PkiIssuer.Nodes, options.Password());
        if (isToRevoke)
        {
            PkiRevocation.Mark(pki, dead, X509RevocationReason.Superseded);
            PkiRevocation.WriteList(pki, PkiIssuer.Nodes, ca);
            screen.Done("revoke", $"{inputs.Dead!.Serial}'s certificate; the broker has to read {pki.FileOf(PkiIssuer.Nodes, PkiFolder.CrlFile)}");
        }
        PkiEntry entry = kept ?? PkiIssuing.Issue(pki, ca, new PkiOrder
        {
            Name = name, Role = PkiRole.Node, Group = inputs.Node.Settings.Group, Place = PlaceOf(inputs),
        });
        screen.Done("certificate", Words(entry, pki));
        return (entry, bench);
    }

    private string? PlaceOf(Inputs inputs) => options.Place ?? inputs.Dead?.Place;

    private PkiEntry BenchOf(PkiFolder pki)
    {
        PkiEntry? bench = pki.FindUsable(options.Bench);
        return bench is { HasKey: true, Record: { Role: PkiRole.Writer, Rebirth: true } } ? bench
            : throw new UserError($"{options.Bench}: no certificate that watches, asks for rebirths and signs. Make one: "
                + $"fieldnode pki writer {options.Bench} --rebirth", ExitStatus.Usage);
    }

    private bool IsElsewhere(PkiEntry entry, string serial) => records.All().Any(record => record.CertificateSha256 == entry.Record.Sha256
        && !string.Equals(record.Serial, serial, StringComparison.OrdinalIgnoreCase));

    private static string Words(PkiEntry entry, PkiFolder pki) =>
        $"{entry.Record.Name}, until {PkiRecord.Day(entry.Record.NotAfter)} ({entry.Record.DaysLeft(pki.Now)} days), serial number {entry.Record.Serial}";

    private async Task FlashAsync(Inputs inputs, FlashImage image, CancellationToken cancellation)
    {
        if (options.VirtualFolder is { } folder)
        {
            new VirtualFlash(folder).Write(image);
            screen.Done("flash", $"{image.Files.Count} files");
            return;
        }
        var work = new FlashFolder(Path.GetFullPath(records.WorkOf(inputs.Node.Settings.Node)));
        work.Write(image, options.Port!);
        try
        {
            // The program comes last: a board that was cut off in between has none, and starts nothing.
            foreach (NanoffCommand command in Commands(inputs, work.ListFile))
            {
                screen.Line("     " + command.Line(nanoff.Program));
                await nanoff.RunAsync(command, cancellation);
                screen.Done(command.What, $"{inputs.Board!.Target.Target} on {options.Port}");
            }
        }
        finally
        {
            work.Delete(); // keys lie there
        }
    }

    internal IEnumerable<NanoffCommand> Commands(Inputs inputs, string listFile) =>
    [
        NanoffCommand.Runtime(inputs.Board!.Target, inputs.Runtime!.Version, inputs.Runtime.Archive, options.Port!),
        NanoffCommand.Files(listFile, options.Port!),
        NanoffCommand.Program(inputs.Board.Target, Path.GetFullPath(inputs.Firmware!.File), options.Port!),
    ];

    private async Task<ProofResult> ProveAsync(Inputs inputs, PkiEntry own, PkiEntry bench, CancellationToken cancellation)
    {
        INodeUnderTest? running = null;
        string user = inputs.Node.Settings.Broker.User ?? "";
        LinkOptions As(PkiEntry who) => new()
        {
            Host = inputs.Node.Settings.Broker.Host, Port = inputs.Node.Settings.Broker.Port, CaFile = who.TrustFile, CertificateFile = who.CertificateFile,
            KeyFile = who.KeyFile, ClientId = who == own ? inputs.Node.ClientId : who.Record.Name, User = who == own && user.Length > 0 ? user : null,
            PasswordFile = who == own ? PasswordFileOf(inputs.Node) : null,
        };
        var order = new ProofOrder
        {
            Node = inputs.Node, Bench = As(bench), AsNode = As(own), FirmwareVersion = inputs.Firmware?.Version ?? RecordFile.Firmware,
            CertificateEnd = own.Record.NotAfter, NoField = options.NoField, BirthWithin = options.BirthWithin + TimeSpan.FromMilliseconds(inputs.Node.Settings.Broker.ConnectDelayMaxMs),
            RebirthWithin = options.RebirthWithin,
        };
        try
        {
            return await new NodeProof(order, () => running is { HasExited: true } ? (running as NodeProcess)?.LastLines.LastOrDefault() ?? "it said nothing" : null).RunAsync(() =>
            {
                if (options.VirtualFolder is { } folder)
                {
                    var flash = new VirtualFlash(folder);
                    running = options.StartNode(flash.NodeFilePath, flash.StateFolder);
                }
                screen.Done("first boot", options.IsVirtual ? "fieldnode run" : "the board starts by itself");
                return Task.CompletedTask;
            }, screen.Point, cancellation);
        }
        finally
        {
            if (running is not null)
            {
                running.AskToEnd();
                await running.WaitForEndAsync(TimeSpan.FromSeconds(10));
                running.Dispose();
            }
        }
    }

    private static string? PasswordFileOf(NodeFile node) => node.Settings.Broker.PasswordFile is { } name
        ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(node.Source))!, name)
        : null;

    private int Close(Inputs inputs, string serial, PkiEntry entry, PkiEntry bench, FlashImage image, ProofResult proof)
    {
        var record = new ProvisionRecord
        {
            Serial = serial, Node = inputs.Node, Place = PlaceOf(inputs), Board = inputs.Board?.Target.Board ?? "virtual", Certificate = entry.Record,
            Firmware = inputs.Firmware, Runtime = inputs.Runtime, Image = image, Replaces = inputs.Dead?.Serial ?? records.Find(serial)?.Replaces,
            Proof = proof, StartedUtc = startedUtc, FinishedUtc = options.Time.GetUtcNow().UtcDateTime,
        };
        using X509Certificate2 signer = TlsFiles.LoadOwn(bench.CertificateFile, bench.KeyFile);
        records.Write(record, signer);
        bool isProven = proof.Verdict == ProofResult.Proven;
        screen.Done("record", records.FileOf(serial) + (isProven ? $", label {records.LabelOf(serial)}" : ", no label"));
        screen.Line(proof.Verdict switch
        {
            ProofResult.Proven => $"{inputs.Node.Id}: PROVEN",
            ProofResult.Unproven => $"{inputs.Node.Id}: UNPROVEN: the board has its files, and nobody saw it work. Repeat the command when the broker is there",
            _ => $"{inputs.Node.Id}: FAILED: {proof.Points.First(point => point.Verdict == ProofVerdict.Failed).Found}",
        });
        return isProven ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    /// <summary>All that goes into a node, read and checked.</summary>
    internal sealed record Inputs(NodeFile Node, BoardFile? Board, RuntimePin? Runtime, FirmwareImage? Firmware, KeptRecord? Dead, byte[]? UpdateKeys);
}
