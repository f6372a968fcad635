using System.Text.RegularExpressions;

namespace FieldNode.Settings.Tests;

/// <summary>Links between the pages lead somewhere: to a file that is there and, behind a #, to a heading that it has.</summary>
public sealed partial class DocLinkTests
{
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

    // As GitHub makes them: lower case, blanks to hyphens, and nothing else but letters, digits, - and _.
    private static string AnchorOf(string heading) =>
        NoAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdocs/[A-Za-z0-9_/.-]+\.(md|json)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor();
}
