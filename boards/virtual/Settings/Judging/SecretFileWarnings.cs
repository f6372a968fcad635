using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Keys and passwords that others than their owner may read, or change.</summary>
internal static class SecretFileWarnings
{
    private const UnixFileMode Open = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <param name="settings">The names of files in it are absolute.</param>
    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break; // who may read is in the folder's access list there
        }

        (string Path, string? File)[] secrets =
        [
            ("broker.keyFile", settings.Broker.KeyFile), ("broker.passwordFile", settings.Broker.PasswordFile),
            .. (settings.OtherBrokers ?? []).Select((other, i) => ($"otherBrokers[{i}].passwordFile", (string?)other.PasswordFile)),
        ];
        foreach ((string path, string? file) in secrets)
        {
            if (file is not null && File.Exists(file) && File.GetUnixFileMode(file) is UnixFileMode mode && (mode & Open) != 0)
            {
                (string who, string what) = (mode & UnixFileMode.OtherWrite) != 0 ? ("every user of this machine", "change")
                    : (mode & UnixFileMode.OtherRead) != 0 ? ("every user of this machine", "read") : ("its group", "change");
                yield return new SettingsWarning(path, $"{who} may {what} {Path.GetFileName(file)} (mode {Convert.ToString((int)mode, 8)})", $"chmod o=,g-w {file}"); // a service reads it by its group
            }
        }
    }
}
