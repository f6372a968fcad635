using System.Globalization;
using FieldNode.Field;

namespace FieldNode.Settings.Tests;

/// <summary>The table of kinds in docs/wiring.md against the one in the code.</summary>
public sealed class SensorKindDocTests
{
    private static readonly string[] rows =
    [
        .. File.ReadAllText(Path.Combine(Sample.Root, "docs", "wiring.md")).Split("### Kinds of sensors\n\n")[1].Split("\n\n")[0]
            .Split('\n').Skip(2),
    ];

    [Fact]
    public void The_page_has_a_row_for_each_kind_in_their_order() =>
        Assert.Equal(SensorKinds.Names, rows.Select(row => row.Split('`')[1]));

    [Fact]
    public void A_row_says_bus_usual_address_values_units_and_ranges()
    {
        foreach (string row in rows)
        {
            SensorKind kind = SensorKinds.Find(row.Split('`')[1]);
            string address = kind.UsualAddress == 0 ? "–" : $"{kind.UsualAddress} (0x{kind.UsualAddress:x2})";
            Assert.StartsWith($"| `{kind.Name}` | {kind.Bus} | {address} | {ValuesOf(kind)}", row, StringComparison.Ordinal);
        }
    }

    private static string ValuesOf(SensorKind kind) => kind switch
    {
        { Values: null } => "what the tags describe",
        { IsByTag: true } => $"{string.Join(", ", kind.Values)} in {Assert.Single(kind.Units.Distinct())}",
        _ => string.Join(", ", kind.Values.Select((value, i) => $"{value} {kind.Units[i]}{RangeOf(kind, i)}")),
    };

    private static string RangeOf(SensorKind kind, int i) => kind.Low[i] == kind.High[i]
        ? "" : string.Create(CultureInfo.InvariantCulture, $" ({kind.Low[i]} to {kind.High[i]})");
}
