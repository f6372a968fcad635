namespace FieldNode.Interop.Tests;

/// <summary>What the node wrote at once, or what came to it until it wrote again.</summary>
internal sealed record RtuFrame(bool FromNode, byte[] Bytes)
{
    /// <summary>Reads what socat -x printed: a line "> time length=..." or "&lt; ...", then lines of hex.</summary>
    public static List<RtuFrame> FromSocat(string text)
    {
        var frames = new List<RtuFrame>();
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal)
                || (line.StartsWith("< ", StringComparison.Ordinal) && (frames.Count == 0 || frames[^1].FromNode)))
            {
                frames.Add(new RtuFrame(line[0] == '>', []));
            }
            else if (frames.Count > 0 && line.StartsWith(' '))
            {
                byte[] more = Convert.FromHexString(line.Replace(" ", "", StringComparison.Ordinal).Trim());
                frames[^1] = frames[^1] with { Bytes = [.. frames[^1].Bytes, .. more] };
            }
        }
        return frames;
    }
}
