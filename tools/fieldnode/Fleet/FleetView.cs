namespace FieldNode.Cli.Fleet;

/// <summary>What a person has chosen to see of the table: keys in.</summary>
internal sealed class FleetView(string filter, FleetSort sort)
{
    private const int FilterMax = 60;

    private string? chosen; // path of the node that the cursor is on: it stays on it when rows come and go

    internal string Filter { get; private set; } = filter;

    internal FleetSort Sort { get; private set; } = sort;

    internal bool IsTyping { get; private set; }

    internal int Cursor { get; private set; }

    internal int Top { get; private set; }

    internal bool WantsEnd { get; private set; }

    internal void Settle(IReadOnlyList<FleetNode> rows, int page)
    {
        int at = chosen is null ? -1 : rows.ToList().FindIndex(row => row.Path == chosen);
        Cursor = Math.Clamp(at >= 0 ? at : Cursor, 0, Math.Max(0, rows.Count - 1));
        Top = Math.Clamp(Top, Math.Max(0, Cursor - page + 1), Cursor);
        Top = Math.Clamp(Top, 0, Math.Max(0, rows.Count - page));
    }

    internal void Take(ConsoleKeyInfo key, IReadOnlyList<FleetNode> rows, int page)
    {
        if (IsTyping && TakeLetter(key))
        {
            return;
        }
        int? to = key.Key switch
        {
            ConsoleKey.UpArrow => Cursor - 1,
            ConsoleKey.DownArrow => Cursor + 1,
            ConsoleKey.PageUp => Cursor - page,
            ConsoleKey.PageDown => Cursor + page,
            ConsoleKey.Home => 0,
            ConsoleKey.End => rows.Count - 1,
            _ => null,
        };
        if (to is { } wanted)
        {
            Cursor = Math.Clamp(wanted, 0, Math.Max(0, rows.Count - 1));
            chosen = rows.Count > 0 ? rows[Cursor].Path : null;
            return;
        }
        switch (char.ToLowerInvariant(key.KeyChar))
        {
            case '/':
                IsTyping = true;
                break;
            case 's':
                Sort = (FleetSort)(((int)Sort + 1) % Enum.GetValues<FleetSort>().Length);
                Begin();
                break;
            case 'q':
                WantsEnd = true;
                break;
            default:
                if (key.Key == ConsoleKey.Escape)
                {
                    (Filter, Sort) = ("", FleetSort.Worst);
                    Begin();
                }
                break;
        }
    }

    private bool TakeLetter(ConsoleKeyInfo key)
    {
        if (key.Key is ConsoleKey.Enter or ConsoleKey.Escape)
        {
            IsTyping = false;
            Filter = key.Key == ConsoleKey.Escape ? "" : Filter;
        }
        else if (key.Key == ConsoleKey.Backspace)
        {
            Filter = Filter.Length > 0 ? Filter[..^1] : "";
        }
        else if (!char.IsControl(key.KeyChar))
        {
            Filter = Filter.Length < FilterMax ? Filter + key.KeyChar : Filter;
        }
        else
        {
            return false;
        }
        Begin();
        return true;
    }

    private void Begin() => (Cursor, Top, chosen) = (0, 0, null);
}
