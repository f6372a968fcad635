using System.Text.RegularExpressions;
using FieldNode.Cli;

namespace FieldNode.PurdueLab.Tests;

public sealed partial class ZonePictureTests
{
    private readonly ZonePicture picture = new();

    [Theory]
    [InlineData((int)LabKind.Bridged)]
    [InlineData((int)LabKind.Direct)]
    public void All_zones_are_in_it_and_it_fits_its_columns_whatever_is_seen(int kind)
    {
        picture.Kind = (LabKind)kind;
        picture.Note = new string('n', 300);
        picture.Counts = new ZoneCounts
        {
            Firewall = Ruleset.Allowed((LabKind)kind).ToDictionary(rule => rule.Counter, _ => 123_456_789L), Inbound = 1, ReadAtLevel0 = 1_000_000, SamplesLevel4 = 1_000_000, SamplesDmz = 1_000_000,
        };
        foreach (Attack attack in AttackList.All)
        {
            picture.Start(attack);
            picture.Judge(new AttackReport((LabKind)kind, attack, new string('x', 300), attack.Name.Length % 2 == 0, 1));
        }

        IReadOnlyList<StyledLine> lines = picture.Draw(TimeSpan.FromHours(1), recent: int.MaxValue);

        Assert.All(lines, line => Assert.True(line.Width <= ZonePicture.Columns, TextOf(line)));
        string all = string.Join('\n', lines.Select(TextOf));
        Assert.All(["L4", "L3.5", "L3 ", "L1", "L0"], level => Assert.Matches($"(?m)^{Regex.Escape(level)}", all));
        Assert.All(AttackList.All, attack => Assert.Contains(attack.Name, all));
    }

    [Fact]
    public void One_is_one_and_others_are_many()
    {
        picture.Counts = new ZoneCounts
        {
            Firewall = new Dictionary<string, long> { ["enterprise_to_dmz"] = 1, ["plant_to_dmz"] = 1234 }, ReadAtLevel0 = 2, WritesAtLevel0 = 1, SamplesLevel4 = 1, Online = true, Devices = 1,
        };

        string all = string.Join('\n', picture.Draw(TimeSpan.Zero).Select(TextOf));

        Assert.All(["1 connection", "1 234 connections", "2 numbers", "1 write", "1 sample", "0 samples", "1 device"], words => Assert.Matches($@"(?m)\b{words}\b", all));
    }

    [Fact]
    public void A_verdict_that_must_not_be_stands_out()
    {
        Assert.StartsWith("✓", TextOf(ZonePicture.Line(Report(reached: false, null))));
        Assert.StartsWith("✗", TextOf(ZonePicture.Line(Report(reached: true, null))));
        Assert.StartsWith("!", TextOf(ZonePicture.Line(Report(reached: false, "nmap is not there"))));
    }

    [Fact]
    public void A_wide_terminal_shows_the_whole_verdict()
    {
        picture.Judge(Report(reached: false, null) with { Seen = new string('x', 120) });

        Assert.Contains(picture.Draw(TimeSpan.Zero, columns: 160), line => TextOf(line).Contains(new string('x', 120), StringComparison.Ordinal));
        Assert.All(picture.Draw(TimeSpan.Zero), line => Assert.True(line.Width <= ZonePicture.Columns));
    }

    [Fact]
    public void The_pages_picture_is_of_a_run_in_which_nothing_was_reached()
    {
        string svg = File.ReadAllText(Path.Combine(AttackListTests.Root, "docs", "pictures", "purdue.svg"));
        string[] texts = [.. Text().Matches(svg).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value))];

        Assert.Matches(@"^purdue: dmz_ports=8883,443 inbound_to_node=0 attacks=\d+ reached=0 samples_level4=\d+ missing=0 ok$", texts[^1]);
        Assert.All(AttackList.All, attack => Assert.Contains(texts, text => text.Trim() == attack.Name));
        Assert.DoesNotContain(texts, text => text.StartsWith('✗') && text.Contains("from", StringComparison.Ordinal));
        Assert.All(["enterprise", "DMZ", "plant", "node"], zone => Assert.Contains(zone, texts));
    }

    private static AttackReport Report(bool reached, string? error) => new(LabKind.Bridged, AttackList.All[0], "seen", reached, 1, error);

    private static string TextOf(StyledLine line) => string.Concat(line.Runs.Select(run => run.Text));

    [GeneratedRegex("<text [^>]*>([^<]*)</text>")]
    private static partial Regex Text();
}
