using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>A record held against its signature, its name, and the settings that lie beside it.</summary>
internal static class VerifiedRecord
{
    internal static RecordCheck Of(string file, X509Certificate2? ca)
    {
        byte[] bytes;
        try
        {
            bytes = RegularFile.ReadAllBytes(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file}: {NamedFile.WhyNot(file, failure)}", ExitStatus.Usage, failure);
        }
        string? beside = null;
        RecordCheck check = RecordCheck.Of(bytes, ca, ProvisionRecord.Form, "a provisioning", record =>
        {
            beside = BesideFault(file, record);
            return $"{record.GetProperty("group").GetString()}/{record.GetProperty("node").GetString()} on {record.GetProperty("serial").GetString()}";
        });
        return check.Wrong is null && beside is not null ? RecordCheck.Not(beside) : check;
    }

    private static string? BesideFault(string file, JsonElement record)
    {
        string serial = record.GetProperty("serial").GetString()!;
        if (!string.Equals(Path.GetFileNameWithoutExtension(file), serial, StringComparison.OrdinalIgnoreCase))
        {
            return $"it is the record of {serial}, under another name";
        }
        string settings = new RecordFolder(Path.GetDirectoryName(Path.GetFullPath(file))!).SettingsOf(serial);
        if (!File.Exists(settings))
        {
            return $"{Path.GetFileName(settings)} is missing beside it";
        }
        string found = Convert.ToHexStringLower(SHA256.HashData(RegularFile.ReadAllBytes(settings)));
        return found == record.GetProperty("settings").GetProperty("sha256").GetString() ? null : $"{Path.GetFileName(settings)} is not what the board got";
    }
}
