using System.Text.RegularExpressions;
using FieldNode.Cli.Pages.Security;

namespace FieldNode.Tools.Tests;

/// <summary>docs/security-case.md: every requirement once, every verdict with what it needs, and every test that is named exists.</summary>
public sealed class SecurityCasePageTests
{
    /// <summary>How many requirements each foundational requirement of the standard has.</summary>
    private static readonly int[] Numbers = [14, 13, 14, 3, 4, 2, 8];

    /// <summary>Those that the standard gives to embedded devices, in the place of the CR.</summary>
    private static readonly string[] Embedded = ["2.4", "2.13", "3.2", "3.10", "3.11", "3.12", "3.13", "3.14"];

    [Fact]
    public void The_page_is_what_the_rows_make() => PageFile.AssertCurrent("security-case", SecurityCasePage.Text());

    [Fact]
    public void Every_requirement_stands_there_once_and_in_the_order_of_the_standard()
    {
        IEnumerable<string> numbers = Numbers.SelectMany((last, fr) => Enumerable.Range(1, last).Select(n => $"{fr + 1}.{n}"));
        string[] wanted = [.. numbers.Select(number => Embedded.Contains(number) ? $"EDR {number}" : $"CR {number}")];
        string[] ids = [.. SecurityCasePage.Requirements.Select(row => row.Id)];

        Assert.Equal(wanted, ids.Where(id => !id.Contains(" RE(", StringComparison.Ordinal)));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void An_enhancement_follows_its_requirement()
    {
        string last = "";
        foreach (string id in SecurityCasePage.Requirements.Select(row => row.Id))
        {
            Match enhancement = Regex.Match(id, @"^(.+) RE\(\d\)$");
            if (enhancement.Success)
            {
                Assert.Equal(last, enhancement.Groups[1].Value);
            }
            else
            {
                last = id;
            }
        }
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        string[] missing = [.. SecurityCasePage.TestsNamed.Where(name => !TestNames.All.Contains(name))];
        Assert.True(missing.Length == 0, $"no such test: {string.Join(", ", missing)}");
    }

    [Fact]
    public void A_name_that_is_no_test_is_found_out()
    {
        string[] names = [.. TestNames.In("public sealed class WireTests\n{\n    [Theory]\n    [InlineData(1)]\n    public void It_holds(int n) { }\n    public void Helper() { }\n}\npublic class Rig\n{\n    public void Run() { }\n}\n")];

        Assert.Equal(["WireTests", "WireTests.It_holds"], names);
        Assert.Contains("SecurityCasePageTests.A_name_that_is_no_test_is_found_out", TestNames.All);
        Assert.DoesNotContain("SecurityCasePageTests.No_such_test", TestNames.All);
    }

    [Fact]
    public void Each_verdict_has_what_it_needs() => Assert.All(SecurityCasePage.Requirements, row =>
    {
        Assert.NotEmpty(row.Here);
        switch (row.Verdict)
        {
            case RequirementVerdict.Met:
                Assert.NotEmpty(row.Tests);
                Assert.Empty(row.Else);
                break;
            case RequirementVerdict.NotApplicable:
                Assert.Empty(row.Else);
                break;
            default:
                Assert.True(row.Else.Length > 0, $"{row.Id}: what does the site do, or what is the way out?");
                break;
        }
    });

    [Fact]
    public void The_Cyber_Resilience_Acts_points_stand_there_once_and_rows_name_no_others()
    {
        string[] wanted = ["I(1)", .. "abcdefghijklm".Select(letter => $"I(2)({letter})"), .. Enumerable.Range(1, 8).Select(n => $"II({n})")];

        Assert.Equal(wanted, CraPoints.All.Select(point => point.Id));
        Assert.Empty(SecurityCasePage.Requirements.SelectMany(row => row.Cra).Except(wanted));
    }

    [Fact]
    public void ETSIs_provisions_stand_there_once_and_rows_name_no_others()
    {
        int[] numbers = [5, 3, 16, 4, 8, 9, 2, 3, 3, 1, 4, 3, 1];
        string[] wanted = [.. numbers.SelectMany((last, part) => Enumerable.Range(1, last).Select(n => $"5.{part + 1}-{n}")), .. Enumerable.Range(1, 5).Select(n => $"6.{n}")];

        Assert.Equal(wanted, EtsiPoints.All.Select(point => point.Id));
        Assert.Empty(SecurityCasePage.Requirements.SelectMany(row => row.Etsi).Except(wanted));
    }

    [Fact]
    public void What_answers_a_point_or_is_missing_is_said() => Assert.All(CraPoints.All.Concat(EtsiPoints.All), point =>
    {
        bool isNamed = SecurityCasePage.Requirements.Any(row => row.Cra.Contains(point.Id) || row.Etsi.Contains(point.Id));
        Assert.True(isNamed || point.Here.Length > 0 || point.Missing.Length > 0, $"{point.Id} is neither answered nor said to be missing");
    });

    [Fact]
    public void Every_threat_says_what_is_done_and_what_remains()
    {
        Assert.Equal(5, SecurityCasePage.Threats.Select(threat => threat.Entry).Distinct().Count());
        Assert.All(SecurityCasePage.Threats, threat =>
        {
            Assert.All([threat.Who, threat.Effect, threat.Control, threat.Remains], Assert.NotEmpty);
            Assert.NotEmpty(threat.Tests);
        });
    }

    [Fact]
    public void A_cell_neither_ends_in_a_full_stop_nor_breaks_its_table()
    {
        int columns = 0;
        foreach (string line in SecurityCasePage.Text().Split('\n').Where(line => line.StartsWith('|')))
        {
            int here = line.Count(c => c == '|');
            columns = line.StartsWith("|---", StringComparison.Ordinal) ? here : columns;
            Assert.DoesNotContain("|  |", line, StringComparison.Ordinal);
            Assert.DoesNotContain(". |", line, StringComparison.Ordinal);
            Assert.True(line.StartsWith("|---", StringComparison.Ordinal) || columns == 0 || here == columns || IsHead(line), line);
        }
        static bool IsHead(string line) => Regex.IsMatch(line, @"^\| (requirement|point|who, and how|who or what|asset) \|");
    }
}
