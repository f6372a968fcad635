using System.Text;
using System.Text.Json;

namespace FieldNode.Cli.Import;

/// <summary>
/// The text of a node file, into which values are put without touching a byte of the rest: neither the order of members nor how somebody
/// laid them out.
/// </summary>
internal sealed class NodeFileText(byte[] content)
{
    /// <summary>The bytes as they are now.</summary>
    internal byte[] Content { get; private set; } = content;

    /// <summary>Puts elements at the end of a list.</summary>
    /// <param name="path">Path of the list, such as <c>devices</c>, 0, <c>tags</c>.</param>
    /// <param name="elements">JSON, a line or more each.</param>
    internal void Append(object[] path, IReadOnlyList<string> elements)
    {
        var list = Find(path) ?? throw new InvalidOperationException("no list at " + string.Join('.', path));
        string indent = IndentOf(list);
        int end = list.LastEnd > 0 ? list.LastEnd : list.Start + 1;
        string text = string.Join(",\n", elements.Select(element => indent + element.Replace("\n", "\n" + indent, StringComparison.Ordinal)));
        text = (list.LastEnd > 0 ? ",\n" : "\n") + text;
        bool closesOnItsLine = !Between(end, list.End - 1).Contains('\n');
        Replace(end, end, text + (closesOnItsLine ? "\n" + indent[..Math.Max(0, indent.Length - 2)] : ""));
    }

    /// <summary>Puts a value in the place of another one.</summary>
    internal void Set(object[] path, string json)
    {
        var value = Find(path) ?? throw new InvalidOperationException("nothing at " + string.Join('.', path));
        Replace(value.Start, value.End, json);
    }

    /// <summary>Adds a member at the end of the whole object.</summary>
    internal void AddMember(string name, string json)
    {
        var root = Find([])!.Value;
        Replace(root.LastEnd > 0 ? root.LastEnd : root.Start + 1, root.LastEnd > 0 ? root.LastEnd : root.Start + 1,
            (root.LastEnd > 0 ? ",\n  " : "\n  ") + $"\"{name}\": {json}");
    }

    private void Replace(int start, int end, string text) =>
        Content = [.. Content[..start], .. Encoding.UTF8.GetBytes(text), .. Content[end..]];

    private string Between(int start, int end) => Encoding.UTF8.GetString(Content, start, Math.Max(0, end - start));

    // Two spaces more than the line on which the list begins, or as its first element stands on a line of its own.
    private string IndentOf(Span list)
    {
        string before = Between(0, list.FirstStart > 0 ? list.FirstStart : list.Start);
        string last = before[(before.LastIndexOf('\n') + 1)..];
        if (list.FirstStart > 0 && last.All(char.IsWhiteSpace))
        {
            return last;
        }
        string line = Between(0, list.Start);
        line = line[(line.LastIndexOf('\n') + 1)..];
        return new string(' ', line.Length - line.TrimStart().Length + 2);
    }

    /// <summary>Bytes of a value: from its first to behind its last one; first and last of what it holds, 0 if it is empty.</summary>
    private readonly record struct Span(int Start, int End, int FirstStart, int LastEnd);

    private Span? Find(object[] path)
    {
        var reader = new Utf8JsonReader(Content);
        reader.Read();
        foreach (object step in path)
        {
            if (!(step is string name ? Enter(ref reader, name) : Enter(ref reader, (int)step)))
            {
                return null;
            }
        }
        int start = (int)reader.TokenStartIndex;
        int first = 0;
        int last = 0;
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            int depth = reader.CurrentDepth;
            while (reader.Read() && reader.CurrentDepth > depth)
            {
                first = first == 0 ? (int)reader.TokenStartIndex : first;
                last = (int)reader.BytesConsumed;
            }
        }
        return new Span(start, (int)reader.BytesConsumed, first, last);
    }

    private static bool Enter(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }
            reader.Skip();
        }
        return false;
    }

    private static bool Enter(ref Utf8JsonReader reader, int index)
    {
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index)
            {
                return true;
            }
            reader.Skip();
        }
        return false;
    }
}
