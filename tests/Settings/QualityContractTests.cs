using System.Text.RegularExpressions;
using FieldNode.Tags;

namespace FieldNode.Settings.Tests;

/// <summary>The table of docs/SPEC.md, section 4: each reason has a row, and each row a test that is there.</summary>
public sealed partial class QualityContractTests
{
    private static readonly string section =
        File.ReadAllText(Path.Combine(Sample.Root, "docs", "SPEC.md")).Split("## 4. ")[1].Split("\n## 5. ")[0];

    private static readonly List<string[]> rows = [.. section.Split("\n### ")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Skip(1).Select(line => line.Trim('|', ' ').Split(" | "))];

    [Fact]
    public void Every_reason_has_a_row_with_its_number_and_its_quality()
    {
        foreach (QualityReason reason in Enum.GetValues<QualityReason>())
        {
            string number = ((int)reason).ToString();
            var told = rows.Where(row => row[3].Split(' ')[0] == number).ToList();
            Assert.NotEmpty(told);
            string words = new([.. told[0][3].Where(char.IsLetter).Select(char.ToLowerInvariant)]);
            Assert.Equal(reason.ToString().ToLowerInvariant(), words);
            string quality = reason switch
            {
                QualityReason.None => "192, or none",
                QualityReason.NotReadYet or QualityReason.Forced => "500",
                _ => "0",
            };
            Assert.All(told, row => Assert.Equal(quality, row[2]));
        }
    }

    [Fact]
    public void Every_row_names_tests_that_are_there()
    {
        Assert.True(rows.Count >= 30);
        Assert.All(rows, row =>
        {
            var names = Name().Matches(row[6]);
            Assert.NotEmpty(names);
            foreach (Match name in names)
            {
                string file = Assert.Single(Directory.GetFiles(Path.Combine(Sample.Root, "tests"), name.Groups[1].Value + ".cs", SearchOption.AllDirectories));
                Assert.Matches($@"\[(Fact|Theory)[^{{}}]*public (async Task|void) {name.Groups[2].Value}\(", File.ReadAllText(file));
            }
        });
    }

    [GeneratedRegex(@"`(\w+)\.(\w+)`")]
    private static partial Regex Name();
}
