namespace FieldNode.Cli;

/// <summary>Which node is asked for its births.</summary>
internal sealed record RebirthTarget(string Group, string Node)
{
    internal static RebirthTarget? Parse(string? text, string? group, string option = "--rebirth")
    {
        if (text is null)
        {
            return null;
        }
        string[] parts = text.Split('/');
        bool whole = parts.Length == 2;
        string? inGroup = whole ? parts[0] : group;
        string node = whole ? parts[1] : text;
        if (parts.Length > 2 || string.IsNullOrEmpty(inGroup) || node.Length == 0 || text.IndexOfAny(['+', '#']) >= 0)
        {
            throw new UserError($"{option} {text}: say GROUP/NODE, or NODE together with --group", ExitStatus.Usage);
        }
        return new RebirthTarget(inGroup, node);
    }
}
