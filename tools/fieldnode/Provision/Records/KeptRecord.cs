using System.Text.Json;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>What the bench goes by of a record that it wrote before.</summary>
/// <param name="File">Where it is.</param>
internal sealed record KeptRecord(string File, string Serial, string Group, string Node, string? Place, string Verdict, string CertificateSha256,
    string SettingsCrc, string SettingsSha256, string? Replaces)
{
    internal string Id => $"{Group}/{Node}";

    /// <summary>Reads the members; whether it was changed since is for <see cref="RecordCheck"/>.</summary>
    /// <exception cref="UserError">It is no record.</exception>
    internal static KeptRecord Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(RegularFile.ReadAllBytes(file));
            JsonElement record = document.RootElement.GetProperty("record");
            if (record.GetProperty("form").GetString() != ProvisionRecord.Form)
            {
                throw new JsonException($"form {record.GetProperty("form")}");
            }
            JsonElement settings = record.GetProperty("settings");
            return new KeptRecord(file, Text(record, "serial")!, Text(record, "group")!, Text(record, "node")!, Text(record, "place"),
                Text(record, "verdict")!, Text(record.GetProperty("certificate"), "sha256")!, Text(settings, "crc32")!, Text(settings, "sha256")!,
                Text(record, "replaces"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or KeyNotFoundException)
        {
            throw new UserError($"{file}: no record of a provisioning ({failure.Message}). Move it away, or bring it back from a backup", ExitStatus.Wrong,
                failure);
        }
    }

    private static string? Text(JsonElement at, string name) => at.GetProperty(name).GetString();
}
