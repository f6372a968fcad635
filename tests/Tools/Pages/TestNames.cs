using System.Text.RegularExpressions;

namespace FieldNode.Tools.Tests;

/// <summary>The names of all tests of the solution, read from their sources: not each page names tests of one assembly.</summary>
internal static partial class TestNames
{
    private static readonly Lazy<HashSet<string>> Found = new(() => Read(Path.Combine(ImportDocs.Root, "tests")));

    /// <summary>Classes that have tests, and <c>Class.Method</c> of each test.</summary>
    internal static IReadOnlySet<string> All => Found.Value;

    /// <summary>The tests of one source.</summary>
    internal static IEnumerable<string> In(string source)
    {
        string name = "";
        bool isTest = false;
        foreach (string line in source.Split('\n'))
        {
            if (Class().Match(line) is { Success: true } declared)
            {
                name = declared.Groups[1].Value;
            }
            isTest |= Attribute().IsMatch(line);
            if (isTest && Method().Match(line) is { Success: true } method)
            {
                isTest = false;
                yield return name;
                yield return $"{name}.{method.Groups[1].Value}";
            }
        }
    }

    private static HashSet<string> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).SelectMany(file => In(File.ReadAllText(file)))];

    [GeneratedRegex(@"^\s*(?:public|internal) .*\bclass (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*\[\w*(?:Fact|Theory)\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s*public [^=;]*?\b(\w+)\(")]
    private static partial Regex Method();
}
