namespace FieldNode.Cli.Fleet;

/// <summary>What a person has chosen to see of the table: keys in.</summary>
internal sealed class FleetView(string filter, FleetSort sort)
{
    private readonly TypedWords words = new(filter);
    private readonly ListCursor cursor = new();

    internal string Filter => words.Text;

    internal FleetSort Sort { get; private set; } = sort;

    internal bool IsTyping => words.IsTyping;

    internal int Cursor => cursor.At;

    internal int Top => cursor.Top;

    internal bool WantsEnd { get; private set; }

    internal void Settle(IReadOnlyList<FleetNode> rows, int page) => cursor.Settle(Keys(rows), page);

    internal void Take(ConsoleKeyInfo key, IReadOnlyList<FleetNode> rows, int page)
    {
        if (words.Take(key))
        {
            Begin();
            return;
        }
        if (cursor.Take(key, Keys(rows), page))
        {
            return;
        }
        switch (char.ToLowerInvariant(key.KeyChar))
        {
            case '/':
                words.IsTyping = true;
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
                    (words.Text, Sort) = ("", FleetSort.Worst);
                    Begin();
                }
                break;
        }
    }

    private void Begin() => cursor.Begin();

    private static string[] Keys(IReadOnlyList<FleetNode> rows) => [.. rows.Select(row => row.Path)];
}
