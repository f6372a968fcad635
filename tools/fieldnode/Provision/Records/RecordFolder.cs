using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>
/// The bench's records: SERIAL.json, signed; beside it SERIAL.settings.json, the node file as the board has it, so that another board can take its
/// place when nobody finds the original; and of a proven node its label, SERIAL.pdf and SERIAL.png.
/// </summary>
internal sealed class RecordFolder(string folder)
{
    private const string SettingsEnd = ".settings.json";

    internal string Folder => folder;

    internal string FileOf(string serial) => Path.Combine(folder, serial + ".json");

    internal string SettingsOf(string serial) => Path.Combine(folder, serial + SettingsEnd);

    internal string LabelOf(string serial) => Path.Combine(folder, serial + ".pdf");

    internal string CodeOf(string serial) => Path.Combine(folder, serial + ".png");

    /// <summary>Where files of a board lie until it has them.</summary>
    internal string WorkOf(string node) => Path.Combine(folder, ".flash-" + Pki.PkiName.Folder(node));

    internal KeptRecord? Find(string serial) => Names().FirstOrDefault(name => string.Equals(name, serial, StringComparison.OrdinalIgnoreCase)) is { } name
        ? KeptRecord.Read(FileOf(name))
        : null;

    /// <summary>All records, by serial number.</summary>
    internal IReadOnlyList<KeptRecord> All() => [.. Names().Order(StringComparer.Ordinal).Select(name => KeptRecord.Read(FileOf(name)))];

    /// <summary>The board that has a node's identity now: the one that no other replaced.</summary>
    internal KeptRecord? OfNode(string group, string node)
    {
        KeptRecord[] all = [.. All()];
        return all.FirstOrDefault(one => one.Group == group && one.Node == node
            && !all.Any(other => string.Equals(other.Replaces, one.Serial, StringComparison.OrdinalIgnoreCase)));
    }

    internal IEnumerable<string> Names() => !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileName(file))
        .Where(name => !name.EndsWith(SettingsEnd, StringComparison.Ordinal)).Select(name => name[..^5]);

    /// <summary>Signs and writes; the record last, which stands for all.</summary>
    internal void Write(ProvisionRecord record, X509Certificate2 signer)
    {
        Directory.CreateDirectory(folder);
        foreach (string stale in new[] { LabelOf(record.Serial), CodeOf(record.Serial) })
        {
            File.Delete(stale); // of an earlier certificate
        }
        if (record.Proof.Verdict == ProofResult.Proven)
        {
            var label = NodeLabel.Of(record);
            DurableFile.WriteBytes(CodeOf(record.Serial), LabelCode.Png(label), isSecret: false);
            DurableFile.WriteBytes(LabelOf(record.Serial), LabelPdf.Of(label), isSecret: false);
        }
        DurableFile.WriteBytes(SettingsOf(record.Serial), record.Node.Content, isSecret: false);
        DurableFile.WriteBytes(FileOf(record.Serial), Encoding.UTF8.GetBytes(RecordSeal.Sign(record.ToJson(RecordSeal.Signer(signer)), signer)), isSecret: false);
    }
}
