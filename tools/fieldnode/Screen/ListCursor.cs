namespace FieldNode.Cli;

/// <summary>The cursor in a list on the screen, and the window around it. It stays on its row when others come and go.</summary>
internal sealed class ListCursor
{
    private string? chosen; // key of the row that it was moved to; null: it has not moved

    /// <summary>Index of its row.</summary>
    internal int At { get; private set; }

    /// <summary>The first row that is shown.</summary>
    internal int Top { get; private set; }

    /// <summary>To the first row, for another list is shown.</summary>
    internal void Begin() => (At, Top, chosen) = (0, 0, null);

    /// <summary>Puts it on the row that it was on, and the window around it.</summary>
    /// <param name="keys">What the rows are known by, in their order.</param>
    /// <param name="page">How many are seen at once.</param>
    internal void Settle(IReadOnlyList<string> keys, int page)
    {
        int at = chosen is null ? -1 : keys.TakeWhile(key => key != chosen).Count();
        At = Math.Clamp(at >= 0 && at < keys.Count ? at : At, 0, Math.Max(0, keys.Count - 1));
        chosen = keys.Count > 0 && chosen is not null ? keys[At] : null; // who has not moved stays at the top
        Top = Math.Clamp(Top, Math.Max(0, At - page + 1), At);
        Top = Math.Clamp(Top, 0, Math.Max(0, keys.Count - page));
    }

    /// <summary>False: the key does not move it.</summary>
    internal bool Take(ConsoleKeyInfo key, IReadOnlyList<string> keys, int page)
    {
        int? to = key.Key switch
        {
            ConsoleKey.UpArrow => At - 1,
            ConsoleKey.DownArrow => At + 1,
            ConsoleKey.PageUp => At - page,
            ConsoleKey.PageDown => At + page,
            ConsoleKey.Home => 0,
            ConsoleKey.End => keys.Count - 1,
            _ => null,
        };
        if (to is not int wanted)
        {
            return false;
        }
        At = Math.Clamp(wanted, 0, Math.Max(0, keys.Count - 1));
        chosen = keys.Count > 0 ? keys[At] : null;
        return true;
    }
}
