using System.Reflection;
using System.Security.Cryptography;

namespace FieldNode.Fuzz;

/// <summary>The inputs that are kept in the sources: Corpus/TARGET, and Findings/TARGET with what was once wrong.</summary>
internal static class Corpus
{
    /// <summary>All of a target, findings first; by name, so that a seed repeats a run.</summary>
    internal static IReadOnlyList<byte[]> Of(string target) => [.. FilesOf("Findings", target).Concat(FilesOf("Corpus", target)).Select(File.ReadAllBytes)];

    /// <summary>Files of a target in one of the two folders.</summary>
    internal static IEnumerable<string> FilesOf(string kind, string target)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, kind, target);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>Where the build lies.</summary>
    internal static string Artifacts => Metadata("Artifacts");

    /// <summary>Puts inputs into the sources in the place of those that are there.</summary>
    internal static void Write(string target, IEnumerable<byte[]> inputs)
    {
        string folder = Path.Combine(Metadata("Folder"), "Corpus", target);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        foreach (byte[] input in inputs)
        {
            File.WriteAllBytes(Path.Combine(folder, NameOf(input)), input);
        }
    }

    /// <summary>A short name of an input, by its bytes.</summary>
    internal static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..12];

    private static string Metadata(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
