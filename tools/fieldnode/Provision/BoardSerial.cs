using System.Text.RegularExpressions;

namespace FieldNode.Cli.Provision;

/// <summary>A board's serial number, which names its record: what stands on the board, or its MAC address.</summary>
internal static partial class BoardSerial
{
    internal const int CharactersMax = 40;

    /// <exception cref="UserError">It is none.</exception>
    internal static string Check(string serial) => Form().IsMatch(serial)
        ? serial
        : throw new UserError($"serial number '{serial}': letters, digits, '-' and '_', {CharactersMax} at most", ExitStatus.Usage);

    /// <summary>That of a virtual node: of its folder, so the same folder keeps it.</summary>
    internal static string OfFolder(string folder)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string name = string.Concat(Path.GetFileName(whole).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return "virtual-" + (name.Length > CharactersMax - 8 ? name[..(CharactersMax - 8)] : name);
    }

    /// <summary>The MAC address in the output of nanoff's device details; null: there is none.</summary>
    internal static string? OfDetails(string output)
    {
        Match match = Mac().Match(output);
        return match.Success ? match.Groups[1].Value.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant() : null;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
    private static partial Regex Form();

    // Esp32DeviceInfo.ToString of nanoff 2.5.
    [GeneratedRegex("^MAC ([0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5})\\s*$", RegexOptions.Multiline)]
    private static partial Regex Mac();
}
