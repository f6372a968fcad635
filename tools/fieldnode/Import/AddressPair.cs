using System.Globalization;

namespace FieldNode.Cli.Import;

/// <summary>
/// Several columns of addresses: a decimal and a hexadecimal one that agree, register numbers beside addresses, 40001 beside 0. What they show
/// together is clear; if they show nothing, a person must choose.
/// </summary>
internal static class AddressPair
{
    /// <summary>Finds the column to read.</summary>
    /// <returns>The column, null if it is not clear; and the base of its numbers, if the other column shows it.</returns>
    internal static (Heading? Chosen, int? Base) Of(List<Heading> columns, IReadOnlyList<(int Line, string[] Cells)> rows, MapOptions options)
    {
        var filled = columns.Where(column => rows.Any(row => Number(row.Cells, column) is not null)).ToList();
        if (filled.Count == 1)
        {
            return (filled[0], null);
        }
        if (filled.Count != 2)
        {
            return (null, null);
        }
        var (a, b) = (filled[0], filled[1]);
        // a hexadecimal column, or one that says so, counts from 0 as the wire does
        if (Relation(a, b, rows) is not { } difference)
        {
            return (null, null);
        }
        bool aIsHex = IsHex(a, rows);
        bool bIsHex = IsHex(b, rows);
        return difference switch
        {
            0 when aIsHex || bIsHex => (aIsHex ? a : b, null),
            0 => (a.Base is not null ? a : b.Base is not null ? b : a, a.Base ?? b.Base),
            -1 => (a, 0),
            1 => (b, 0),
            Modicon => a.Index == ModiconOf(a, b, rows).Index ? (b, 0) : (a, 0),
            _ => (null, null),
        };
    }

    private const int Modicon = int.MaxValue;

    // a - b where it is the same in all rows: 0, 1, -1; or Modicon: one column is the one-number form of the other, counted from 0.
    private static int? Relation(Heading a, Heading b, IReadOnlyList<(int Line, string[] Cells)> rows)
    {
        var pairs = Pairs(a, b, rows);
        if (pairs.Count == 0)
        {
            return null;
        }
        foreach (int difference in new[] { 0, 1, -1 })
        {
            if (pairs.TrueForAll(pair => pair.A - pair.B == difference))
            {
                return difference;
            }
        }
        return pairs.TrueForAll(pair => IsModicon(pair.A, pair.B)) || pairs.TrueForAll(pair => IsModicon(pair.B, pair.A)) ? Modicon : null;
    }

    private static Heading ModiconOf(Heading a, Heading b, IReadOnlyList<(int Line, string[] Cells)> rows) =>
        Pairs(a, b, rows).TrueForAll(pair => IsModicon(pair.A, pair.B)) ? a : b;

    private static List<(int A, int B)> Pairs(Heading a, Heading b, IReadOnlyList<(int Line, string[] Cells)> rows)
    {
        bool aIsHex = IsHex(a, rows);
        bool bIsHex = IsHex(b, rows);
        return [.. rows.Select(row => (A: Number(row.Cells, a, aIsHex), B: Number(row.Cells, b, bIsHex)))
            .Where(pair => pair is { A: not null, B: not null }).Select(pair => (pair.A!.Value, pair.B!.Value))];
    }

    // 40001 beside 0, 300011 beside 10
    private static bool IsModicon(int one, int wire) =>
        one > 40000 && one <= 49999 ? one - 40001 == wire : one is > 30000 and <= 39999 ? one - 30001 == wire : one is > 10000 and <= 19999 ? one - 10001 == wire
        : one > 400000 ? one - 400001 == wire : one > 300000 && one <= 365536 ? one - 300001 == wire : one is > 100000 and <= 165536 && one - 100001 == wire;

    private static bool IsHex(Heading heading, IReadOnlyList<(int Line, string[] Cells)> rows)
    {
        var cells = rows.Where(row => heading.Index < row.Cells.Length).Select(row => AddressCell.Parse(row.Cells[heading.Index], true)).Where(cell => cell is not null).ToList();
        return (heading.SaysHex && !heading.SaysDec) || (cells.Count > 0 && cells.TrueForAll(cell => cell!.IsMarkedHex)) || (cells.Exists(cell => cell!.IsBareHex) && !heading.SaysDec);
    }

    private static int? Number(string[] cells, Heading heading, bool hex = true)
    {
        if (heading.Index >= cells.Length || AddressCell.Parse(cells[heading.Index], hex) is not { } cell)
        {
            return null;
        }
        string? digits = AddressCell.HexDigits(cell.Start) ?? (hex ? cell.Start : null);
        if (digits is not null)
        {
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number) ? number : null;
        }
        return cell.Plain;
    }
}
