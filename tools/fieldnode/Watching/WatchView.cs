using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>What a person has chosen to see: search, order, place, the line that is looked at. Keys in, rows out.</summary>
internal sealed class WatchView
{
    private const int SearchMax = 60;

    private string? chosen;    // path of the tag, or place of the tree, that the cursor is on: it stays on it when rows come and go

    internal string Search { get; private set; } = "";

    /// <summary>Letters go into the search.</summary>
    internal bool IsTyping { get; private set; }

    internal bool BadFirst { get; private set; }

    /// <summary>Nodes and devices instead of tags.</summary>
    internal bool IsTree { get; private set; }

    /// <summary>Only tags whose path begins so; empty: all.</summary>
    internal string Place { get; private set; } = "";

    internal int Cursor { get; private set; }

    /// <summary>The first row that is shown.</summary>
    internal int Top { get; private set; }

    internal bool WantsEnd { get; private set; }

    /// <summary>The node of the cursor is to be asked for its births.</summary>
    internal bool WantsBirths { get; set; }

    /// <summary>The tags that are to be seen.</summary>
    internal IReadOnlyList<TagRow> Tags(HostModel model)
    {
        string[] words = Search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<TagRow> rows = TagRow.All(model).Where(row => row.Path.StartsWith(Place, StringComparison.Ordinal) && row.Has(words));
        return [.. BadFirst ? rows.OrderBy(row => row.Rank) : rows]; // a stable order
    }

    /// <summary>The nodes and devices that are to be seen.</summary>
    internal static IReadOnlyList<TreeRow> Tree(HostModel model) => [.. TreeRow.All(model)];

    /// <summary>Puts the cursor on what it was on, and the window around it.</summary>
    internal void Settle(IReadOnlyList<string> keys, int page)
    {
        int at = chosen is null ? -1 : IndexOf(keys, chosen);
        Cursor = Math.Clamp(at >= 0 ? at : Cursor, 0, Math.Max(0, keys.Count - 1));
        chosen = keys.Count > 0 && chosen is not null ? keys[Cursor] : null; // who has not moved stays at the top
        Top = Math.Clamp(Top, Math.Max(0, Cursor - page + 1), Cursor);
        Top = Math.Clamp(Top, 0, Math.Max(0, keys.Count - page));
    }

    /// <param name="keys">What the rows are known by, in their order.</param>
    /// <param name="page">How many are seen at once.</param>
    internal void Take(ConsoleKeyInfo key, IReadOnlyList<string> keys, int page)
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
            ConsoleKey.End => keys.Count - 1,
            _ => null,
        };
        if (to is int wanted)
        {
            Cursor = Math.Clamp(wanted, 0, Math.Max(0, keys.Count - 1));
            chosen = keys.Count > 0 ? keys[Cursor] : null;
            return;
        }
        Choose(key, keys);
    }

    private void Choose(ConsoleKeyInfo key, IReadOnlyList<string> keys)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter when IsTree && keys.Count > 0:
                Place = keys[Cursor];
                IsTree = false;
                Begin();
                return;
            case ConsoleKey.Escape:
                StepBack();
                return;
        }
        switch (char.ToLowerInvariant(key.KeyChar))
        {
            case '/':
                IsTyping = true;
                IsTree = false;
                break;
            case 'b':
                BadFirst = !BadFirst;
                Begin();
                break;
            case 't':
                IsTree = !IsTree;
                Begin();
                break;
            case 'r':
                WantsBirths = true;
                break;
            case 'q':
                WantsEnd = true;
                break;
        }
    }

    /// <summary>Escape takes back one choice after the other.</summary>
    private void StepBack()
    {
        (IsTree, Search, Place, BadFirst) = IsTree ? (false, Search, Place, BadFirst)
            : Search.Length > 0 ? (false, "", Place, BadFirst)
            : Place.Length > 0 ? (false, "", "", BadFirst) : (false, "", "", false);
        Begin();
    }

    /// <summary>False: the key is none of the search's.</summary>
    private bool TakeLetter(ConsoleKeyInfo key)
    {
        if (key.Key is ConsoleKey.Enter or ConsoleKey.Escape)
        {
            IsTyping = false;
            Search = key.Key == ConsoleKey.Escape ? "" : Search;
        }
        else if (key.Key == ConsoleKey.Backspace)
        {
            Search = Search.Length > 0 ? Search[..^1] : "";
        }
        else if (!char.IsControl(key.KeyChar))
        {
            Search = Search.Length < SearchMax ? Search + key.KeyChar : Search;
        }
        else
        {
            return false;
        }
        Begin();
        return true;
    }

    private void Begin() => (Cursor, Top, chosen) = (0, 0, null);

    private static int IndexOf(IReadOnlyList<string> keys, string key)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i] == key)
            {
                return i;
            }
        }
        return -1;
    }
}
