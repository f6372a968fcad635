namespace FieldNode.Cli.Import;

/// <summary>The questions of one map. Rows that ask the same are one question.</summary>
internal sealed class MapQuestions(List<MapQuestion> list)
{
    /// <summary>To add to what cannot be asked twice.</summary>
    internal List<MapQuestion> List => list;

    /// <summary>All of them, by their line.</summary>
    internal IReadOnlyList<MapQuestion> All => [.. list.OrderBy(question => question.Line)];

    /// <summary>Adds a row's question; if an earlier row asked it, that one counts it.</summary>
    internal void Add(MapQuestion question)
    {
        int there = list.FindIndex(other => other.Column == question.Column && other.Text == question.Text);
        if (there < 0)
        {
            list.Add(question);
            return;
        }
        list[there] = list[there] with { Rows = list[there].Rows + 1 };
    }
}
