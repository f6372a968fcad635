using System.Text.RegularExpressions;

namespace FieldNode.Cli;

/// <summary>
/// The libraries that assemblies were built against: from the device projects (<c>.nfproj</c>), which name each with its version, or from a text file
/// with a name and a version a line.
/// </summary>
internal static partial class LibraryList
{
    /// <exception cref="UserError">A file is not there, or has none; or two name one library in two versions.</exception>
    internal static IReadOnlyList<BundleLibrary> Read(IEnumerable<string> files)
    {
        var libraries = new SortedDictionary<string, BundleLibrary>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            BundleLibrary[] found = [.. Of(UpdateFiles.ReadText("--libraries", file))];
            if (found.Length == 0)
            {
                throw new UserError($"--libraries {file}: no library in it. Give a device project (.nfproj), or lines of a name and a version (mscorlib 1.17.11.0)", ExitStatus.Usage);
            }
            foreach (BundleLibrary library in found)
            {
                if (libraries.TryGetValue(library.Name, out BundleLibrary? other) && other.Version != library.Version)
                {
                    throw new UserError($"--libraries {file}: {library.Name} {library.Version}, and {other.Version} elsewhere. A board has one of them", ExitStatus.Usage);
                }
                libraries[library.Name] = library;
            }
        }
        return [.. libraries.Values];
    }

    private static IEnumerable<BundleLibrary> Of(string text) => (text.Contains("<Project", StringComparison.Ordinal) ? Reference() : Line()).Matches(text)
        .Select(match => new BundleLibrary(match.Groups["name"].Value, Four(match.Groups["version"].Value)));

    private static Version Four(string text)
    {
        var version = Version.Parse(text);
        return new Version(version.Major, version.Minor, Math.Max(0, version.Build), Math.Max(0, version.Revision));
    }

    [GeneratedRegex("<Reference Include=\"(?<name>[^\",]+), *Version=(?<version>[0-9]+(\\.[0-9]+){1,3})")]
    private static partial Regex Reference();

    [GeneratedRegex("^[ \\t]*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)[ \\t]+(?<version>[0-9]+(\\.[0-9]+){1,3})[ \\t\\r]*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
