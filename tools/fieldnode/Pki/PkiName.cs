using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Pki;

/// <summary>Names that go into certificates, topics, and files.</summary>
internal static partial class PkiName
{
    /// <summary>X.520: the upper bound of a common name and of an organization, in characters.</summary>
    internal const int CharactersMax = 64;

    private const int FolderCharactersMax = 120;

    /// <summary>What is wrong with a name, or null. A node id is a level of a topic, and so is a group.</summary>
    internal static string? Fault(string name) => name switch
    {
        "" => "it is empty",
        _ when name.Length > CharactersMax => $"{name.Length} characters: a certificate takes {CharactersMax} at most",
        _ when name.IndexOfAny(['/', '+', '#']) >= 0 => "'/', '+' and '#' separate and stand for levels of a topic",
        _ when name.Any(char.IsControl) => "it has a control character",
        _ when name != name.Trim() => "it begins or ends with a space",
        _ when name.Any(char.IsSurrogate) => "it has a character beyond U+FFFF, which a board cannot read",
        _ => null,
    };

    /// <exception cref="UserError">It is no name.</exception>
    internal static string Check(string name, string what) => Fault(name) is { } fault
        ? throw new UserError($"{what} '{name}': {fault}", ExitStatus.Usage)
        : name;

    /// <summary>A host name or address that a broker's certificate is for.</summary>
    internal static bool IsHost(string name) =>
        (IPAddress.TryParse(name, out IPAddress? address) && (name.Contains(':') || address.ToString() == name)) || (name.Length <= 253 && HostName().IsMatch(name));

    /// <summary>A folder's name for it, on any file system, the same for the same name only.</summary>
    internal static string Folder(string name)
    {
        // '~' is ours: it goes before the number of a further certificate of the same name.
        string safe = Uri.EscapeDataString(name).Replace("~", "%7E", StringComparison.Ordinal);
        if (safe.Length > FolderCharactersMax)
        {
            safe = safe[..(FolderCharactersMax / 2)] + "%" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];
        }
        if (safe[0] == '.' || Reserved().IsMatch(safe))
        {
            safe = $"%{(int)safe[0]:X2}{safe[1..]}";
        }
        return safe[^1] == '.' ? safe[..^1] + "%2E" : safe;
    }

    // RFC 1123 section 2.1.
    [GeneratedRegex("^(?=.*[A-Za-z-])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$")]
    private static partial Regex HostName();

    // Names of devices on Windows, whatever follows a dot.
    [GeneratedRegex("^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
