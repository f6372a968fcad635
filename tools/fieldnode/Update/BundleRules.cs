using System.Text.RegularExpressions;
using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>What a bundle must be so that a node reads it, in words for whoever makes one. The numbers are those of docs/SPEC.md, section 9.</summary>
internal static partial class BundleRules
{
    private const int TextMax = 32;
    private const int LibraryNameMax = 64;
    private const int PartsMax = 16;
    private const int LibrariesMax = 64;
    private const int ChunksMax = 128;
    private const int ManifestMax = 1536;

    /// <exception cref="UserError">No node would take it.</exception>
    internal static void Check(BundleContent content, DateTimeOffset now)
    {
        Text("--board", content.Board);
        Text("--version", content.Version);
        Text("--product", content.Product);
        Must(content.Parts.Count is > 0 and <= PartsMax, $"{content.Parts.Count} parts: 1 to {PartsMax} fit");
        Must(content.Libraries.Count <= LibrariesMax, $"{content.Libraries.Count} libraries: {LibrariesMax} fit");
        Must(content.Sequence > 0, "--sequence: it counts from 1");
        Must(content.Expires > now, $"--expires: {content.Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC is over: no node would take it");
        Must(content.Expires.ToUnixTimeSeconds() <= uint.MaxValue, "--expires: beyond the year 2106");
        foreach (BundlePart part in content.Parts)
        {
            Must(Name().IsMatch(part.Name) && part.Name.Length <= TextMax, $"{part.Name}: the name of a part has 1 to {TextMax} letters, digits, . _ - and begins with a letter or digit. Give NAME=FILE");
        }
        foreach (BundleLibrary library in content.Libraries)
        {
            Must(Name().IsMatch(library.Name) && library.Name.Length <= LibraryNameMax && Numbers(library.Version).All(n => n is >= 0 and <= 65535), $"--libraries: {library.Name} {library.Version} does not fit");
        }
        Must(content.Parts.Count == 1 || content.Parts.All(part => part.Kind != BundlePartKind.KeyOrder), "--new-key: an order for a new key goes alone, since it is not tried");
        string? twice = content.Parts.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        Must(twice is null, $"{twice}: two parts of one name");
        int chunks = content.Parts.Sum(part => (part.Content.Length + BundleWriter.ChunkBytes - 1) / BundleWriter.ChunkBytes);
        Must(chunks <= ChunksMax, $"{chunks} chunks of 4 KB: {ChunksMax} fit into a slot (512 KB)");
        int length = BundleWriter.Manifest(content).Length;
        Must(length <= ManifestMax, $"a manifest of {length} bytes: {ManifestMax} fit into a command. Fewer or shorter names of libraries");
    }

    /// <summary>A reason of the node's in words.</summary>
    internal static string Words(UpdateReason reason) => Capital().Replace(reason.ToString(), " $0").Trim().ToLowerInvariant();

    /// <summary>A kind of part in words.</summary>
    internal static string Words(PartKind kind) => Capital().Replace(kind.ToString(), " $0").Trim().ToLowerInvariant();

    private static IEnumerable<int> Numbers(Version version) => [version.Major, version.Minor, version.Build, version.Revision];

    private static void Text(string option, string text) => Must(Printable().IsMatch(text) && text.Length <= TextMax,
        $"{option} '{text}': 1 to {TextMax} printable ASCII characters, no blank at either end");

    private static void Must(bool isRight, string wrong)
    {
        if (!isRight)
        {
            throw new UserError(wrong, ExitStatus.Usage);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[!-~]([ -~]*[!-~])?$")]
    private static partial Regex Printable();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
