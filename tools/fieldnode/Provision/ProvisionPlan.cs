using FieldNode.Cli.Pki;

namespace FieldNode.Cli.Provision;

/// <summary>What would be done: old value and new one, and the commands. It changes nothing, and needs neither board nor password.</summary>
internal sealed class ProvisionPlan(ProvisionOptions options, Provisioning.Inputs inputs, RecordFolder records, string nanoff)
{
    private const string None = "none";

    internal void Write(BenchScreen screen)
    {
        NodeFile node = inputs.Node;
        string? serial = options.Serial ?? (options.VirtualFolder is { } folder ? BoardSerial.OfFolder(folder) : null);
        KeptRecord? before = records.OfNode(node.Settings.Group, node.Settings.Node);
        using PkiFolder pki = PkiFolder.OpenToRead(options.PkiFolder, options.Time);
        PkiEntry? had = pki.FindUsable(node.Settings.Node);
        bool isNew = had is null || had.Record.Sha256 == inputs.Dead?.CertificateSha256;
        var rows = new List<string[]>
        {
            new[] { "node", before?.Id ?? None, node.Id },
            new[] { "board", before?.Serial ?? None, serial ?? "its MAC address" },
            new[] { "place", before?.Place ?? None, options.Place ?? inputs.Dead?.Place ?? None },
            new[] { "certificate", had is null ? None : $"until {PkiRecord.Day(had.Record.NotAfter)}", isNew ? "a new one, for 5 years" : "the same" },
            new[] { "settings", before is null ? None : $"CRC {before.SettingsCrc}", $"CRC {node.Crc:x8}, {node.TagCount} tags" },
            new[] { "broker", "", node.BrokerAddress },
        };
        if (inputs.Dead is { } dead)
        {
            rows.Add(["revoked", "", $"the certificate of {dead.Serial}"]);
        }
        if (inputs.Firmware is { } firmware)
        {
            rows.Add(["firmware", "", $"{firmware.Version}, {firmware.Assemblies.Count} assemblies, {firmware.Bytes} bytes"]);
            rows.Add(["runtime", "", $"{inputs.Runtime!.Target} {inputs.Runtime.Version}, SHA-256 {inputs.Runtime.Sha256[..16]}…"]);
        }
        rows.Add(["flash", "", options.VirtualFolder is { } at ? Path.GetFullPath(at) : options.Port!]);
        using var table = new StringWriter();
        Columns.Write(table, ["what", "now", "then"], rows);
        foreach (string line in table.ToString().TrimEnd().Split('\n'))
        {
            screen.Line(line.TrimEnd('\r'));
        }
        if (inputs.Board is not null)
        {
            string list = new FlashFolder(Path.GetFullPath(records.WorkOf(node.Settings.Node))).ListFile;
            NanoffCommand[] commands =
            [
                NanoffCommand.Details(options.Port!),
                NanoffCommand.Runtime(inputs.Board.Target, inputs.Runtime!.Version, inputs.Runtime.Archive, options.Port!),
                NanoffCommand.Files(list, options.Port!),
                NanoffCommand.Program(inputs.Board.Target, Path.GetFullPath(inputs.Firmware!.File), options.Port!),
            ];
            foreach (NanoffCommand command in commands)
            {
                screen.Line("     " + command.Line(nanoff));
            }
        }
        screen.Line("Nothing was done. --yes does it");
    }
}
