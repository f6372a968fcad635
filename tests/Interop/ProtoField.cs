using System.Text;

namespace FieldNode.Interop.Tests;

/// <summary>A field of a protobuf message as another program printed it: a text, or fields of its own.</summary>
internal sealed class ProtoField(string name, string text)
{
    public string Name => name;

    public string Text => text;

    public List<ProtoField> Fields { get; } = [];

    public string? Find(string field) => Fields.FirstOrDefault(f => f.Name == field)?.Text;

    public IEnumerable<ProtoField> All(string field) => Fields.Where(f => f.Name == field);

    /// <summary>Reads what <c>protoc --decode</c> prints: a field on a line, or <c>name {</c> to <c>}</c>.</summary>
    public static ProtoField FromProtoc(string printed)
    {
        var root = new ProtoField("", "");
        var open = new Stack<ProtoField>([root]);
        foreach (string line in printed.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            if (line == "}")
            {
                open.Pop();
                continue;
            }
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            ProtoField field = line.EndsWith(" {", StringComparison.Ordinal)
                ? new ProtoField(line[..^2], "")
                : new ProtoField(line[..colon], Plain(line[(colon + 2)..]));
            open.Peek().Fields.Add(field);
            if (line.EndsWith(" {", StringComparison.Ordinal))
            {
                open.Push(field);
            }
        }
        return root;
    }

    /// <summary>Text between quotes, with C escapes of its UTF-8 bytes; numbers and words as they are.</summary>
    private static string Plain(string printed)
    {
        if (printed[0] != '"')
        {
            return printed;
        }
        var bytes = new List<byte>();
        for (int i = 1; i < printed.Length - 1; i++)
        {
            if (printed[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(printed, i, 1));
            }
            else if (char.IsAsciiDigit(printed[++i]))
            {
                bytes.Add(Convert.ToByte(printed.Substring(i, 3), 8));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(printed[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', char other => other }));
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
