namespace FieldNode.Cli;

/// <summary>A tag as a host names it: GROUP/NODE/DEVICE/TAG. The tag's own name may have slashes.</summary>
internal sealed record TagAddress(string Group, string Node, string Device, string Tag)
{
    internal static TagAddress Parse(string text)
    {
        string[] parts = text.Split('/', 4);
        return parts.Length == 4 && parts.All(part => part.Length > 0) && text.IndexOfAny(['+', '#']) < 0
            ? new TagAddress(parts[0], parts[1], parts[2], parts[3])
            : throw new UserError($"{text}: say GROUP/NODE/DEVICE/TAG, as watch shows them", ExitStatus.Usage);
    }

    public override string ToString() => $"{Group}/{Node}/{Device}/{Tag}";
}
