using System.Text.RegularExpressions;

namespace FieldNode.Settings.Tests;

/// <summary>What the pages point at is there: files, behind a # a heading, tests.</summary>
public sealed partial class DocLinkTests
{
    private static readonly Lazy<string[]> tests =
        new(() => Directory.GetFiles(Path.Combine(Sample.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories));

    public static TheoryData<string> Pages => [.. new[] { "README.md" }
        .Concat(Directory.GetFiles(Path.Combine(Sample.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Sample.Root, file)))
        .Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page)
    {
        string path = Path.Combine(Sample.Root, page);
        foreach (Match link in Link().Matches(File.ReadAllText(path)))
        {
            string[] parts = link.Groups[1].Value.Split('#');
            if (parts[0].Contains(':'))
            {
                continue; // the web
            }
            string target = parts[0].Length == 0 ? path : Path.GetFullPath(parts[0], Path.GetDirectoryName(path)!);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: {link.Value}");
            if (parts.Length > 1)
            {
                Assert.Contains(parts[1], File.ReadLines(target).Where(line => line.StartsWith('#')).Select(AnchorOf));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_that_is_named_in_a_text_is_there(string page)
    {
        foreach (Match name in Named().Matches(File.ReadAllText(Path.Combine(Sample.Root, page))))
        {
            Assert.True(File.Exists(Path.Combine(Sample.Root, name.Value)), $"{page} names {name.Value}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_test_that_is_named_is_there(string page)
    {
        foreach (Match name in NamedTest().Matches(File.ReadAllText(Path.Combine(Sample.Root, page))))
        {
            string[] files = [.. tests.Value.Where(path => Path.GetFileNameWithoutExtension(path) == name.Groups[1].Value)];
            Assert.True(files.Length > 0, $"{page} names {name.Value}");
            Assert.True(!name.Groups[2].Success || files.Any(path => File.ReadAllText(path).Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)),
                $"{page} names {name.Value}");
        }
    }

    // As GitHub makes them: lower case, blanks to hyphens, and nothing else but letters, digits, - and _.
    private static string AnchorOf(string heading) =>
        NoAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdocs/[A-Za-z0-9_/.-]+\.(md|json)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(\w+Tests)\b(?!/)(?:\.(?!cs\b)(\w+))?")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor();
}
