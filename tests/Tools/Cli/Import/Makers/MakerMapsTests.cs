using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>Each maker's excerpt becomes what it must, is asked, or is refused; docs/import.md has the table, made here.</summary>
public sealed partial class MakerMapsTests
{
    public static TheoryData<string> Makers => [.. MakerMaps.All.Select(map => map.Maker)];

    [Theory]
    [MemberData(nameof(Makers))]
    public void With_its_answers_a_map_is_right_or_refused_and_never_wrong(string maker)
    {
        MakerMap map = MakerMaps.All.Single(other => other.Maker == maker);
        MapResult result = MapReader.Read(map.Map, map.Answers);
        Assert.Empty(result.Questions);
        Assert.Equal(map.Right, result.Tags.Select(tag => Of(tag.Json)));
    }

    [Fact]
    public void The_table_of_the_documents_is_made_of_the_maps()
    {
        string page = File.ReadAllText(Path.Combine(ImportDocs.Root, "docs", "import.md")).ReplaceLineEndings("\n");
        Assert.True(ImportDocs.Between(page, "makers") == Table(), "docs/import.md is old; between its marks for makers belongs:\n" + Table());
    }

    [Fact]
    public void There_are_makers_of_each_kind() =>
        Assert.True(MakerMaps.All.Count >= 10 && new[] { "energy meter", "drive", "inverter", "heat pump", "flow meter" }.All(kind => MakerMaps.All.Any(map => map.Kind == kind)));

    private static string Table()
    {
        string table = "| maker | device | rows | asked | right | refused | what it shows |\n|---|---|---|---|---|---|---|\n";
        foreach (MakerMap map in MakerMaps.All)
        {
            MapResult result = MapReader.Read(map.Map, map.Answers);
            int right = result.Tags.Count(tag => map.Right.Contains(Of(tag.Json)));
            int refused = RowsOf(map) - result.Tags.Count - result.Reserved;
            table += $"| {map.Maker} | {map.Kind} | {RowsOf(map)} | {string.Join(", ", Asked(map))} | {right} | {refused} | {map.Shows} |\n";
        }
        return table;
    }

    // Rows with a figure, but the headings.
    private static int RowsOf(MakerMap map) =>
        map.Map.Split('\n').Skip(HasHeadings(map) ? 1 : 0).Count(line => line.Any(char.IsAsciiDigit));

    private static bool HasHeadings(MakerMap map) => !map.Answers.Columns.TryGetValue(MapColumn.Address, out string? column) || !column.All(char.IsDigit);

    // What it asks without any answer, and after columns were chosen.
    private static string[] Asked(MakerMap map)
    {
        var first = HasHeadings(map) ? MapReader.Read(map.Map, new MapOptions()).Questions : [];
        var second = map.Answers.Columns.Count > 0 ? MapReader.Read(map.Map, new MapOptions { Columns = map.Answers.Columns }).Questions : [];
        return [.. first.Concat(second).Select(question => "`" + Option().Match(question.Text).Value + "`").Distinct()];
    }

    private static string Of(JsonObject tag)
    {
        string Member(string name, string before = " ", string after = "") => tag[name] is { } value ? before + value + after : "";
        string scale = tag["scale"] is { } factor ? " x" + factor.ToJsonString() : "";
        string range = tag["low"] is null && tag["high"] is null ? "" : $" {tag["low"]?.ToJsonString() ?? "0"}..{tag["high"]?.ToJsonString() ?? "0"}";
        return $"{tag["name"]}: {tag["table"]} {tag["address"]} {tag["type"]}{Member("bit", " bit ")}{Member("length", " of ")}{Member("order")}{scale}{Member("scaleAddress", " x[", "]")}"
            + $"{range}{Member("unit")}{Member("notAvailable", " n/a ")}{(tag["writable"] is null ? "" : " write")}";
    }

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
