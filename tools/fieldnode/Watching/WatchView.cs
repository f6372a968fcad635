using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>What a person has chosen to see: search, order, place, the line that is looked at. Keys in, rows out.</summary>
internal sealed class WatchView
{
    private readonly TypedWords search = new();
    private readonly ListCursor cursor = new(); // its rows are known by the path of the tag, or the place in the tree

    internal string Search => search.Text;

    /// <summary>Letters go into the search.</summary>
    internal bool IsTyping => search.IsTyping;

    internal bool BadFirst { get; private set; }

    /// <summary>Nodes and devices instead of tags.</summary>
    internal bool IsTree { get; private set; }

    /// <summary>Only tags whose path begins so; empty: all.</summary>
    internal string Place { get; private set; } = "";

    internal int Cursor => cursor.At;

    /// <summary>The first row that is shown.</summary>
    internal int Top => cursor.Top;

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
    internal void Settle(IReadOnlyList<string> keys, int page) => cursor.Settle(keys, page);

    /// <param name="keys">What the rows are known by, in their order.</param>
    /// <param name="page">How many are seen at once.</param>
    internal void Take(ConsoleKeyInfo key, IReadOnlyList<string> keys, int page)
    {
        if (search.Take(key))
        {
            Begin();
        }
        else if (!cursor.Take(key, keys, page))
        {
            Choose(key, keys);
        }
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
                search.IsTyping = true;
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
        (IsTree, search.Text, Place, BadFirst) = IsTree ? (false, Search, Place, BadFirst)
            : Search.Length > 0 ? (false, "", Place, BadFirst)
            : Place.Length > 0 ? (false, "", "", BadFirst) : (false, "", "", false);
        Begin();
    }

    private void Begin() => cursor.Begin();
}
