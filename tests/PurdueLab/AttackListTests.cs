namespace FieldNode.PurdueLab.Tests;

public sealed class AttackListTests
{
    [Fact]
    public void There_are_at_least_24_in_each_lab_from_each_level_and_no_two_of_a_name()
    {
        Assert.Equal(AttackList.All.Count, AttackList.All.Select(attack => attack.Name).Distinct().Count());
        foreach (LabKind kind in new[] { LabKind.Bridged, LabKind.Direct })
        {
            Attack[] all = [.. AttackList.All.Where(attack => attack.Labs.HasFlag(kind))];
            Assert.True(all.Length >= 24, $"{kind}: {all.Length}");
            Assert.Equal(["L1", "L3", "L3.5", "L4"], all.Select(attack => attack.Level).Distinct().Order());
        }
    }

    [Fact]
    public void Each_says_what_is_tried_what_must_come_of_it_and_what_stands_in_the_way() =>
        Assert.All(AttackList.All, attack => Assert.All([attack.What, attack.Expected, attack.Control], words => Assert.True(words.Length > 5, attack.Name)));

    [Fact]
    public void The_page_has_the_table_that_the_list_makes()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "purdue-lab.md"));

        Assert.True(page.Contains(string.Join('\n', AttackTable.Lines), StringComparison.Ordinal), "tools/purdue-lab/run --list --markdown prints the table for docs/purdue-lab.md");
    }

    internal static string Root
    {
        get
        {
            string at = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(at, "Firmware.sln")))
            {
                at = Path.GetDirectoryName(at)!;
            }
            return at;
        }
    }
}
