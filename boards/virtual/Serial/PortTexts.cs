namespace FieldNode.Virtual.Serial;

/// <summary>The serial ports of a node's lines, for its log: which port it is, and what the operating system said of it.</summary>
public sealed class PortTexts
{
    private readonly Dictionary<string, SystemSerialLine> lines = [];

    /// <summary>Adds a line.</summary>
    public void Add(string name, SystemSerialLine line) => lines[name] = line;

    /// <summary>The port of a line, or null if there is no such line.</summary>
    public string? PortOf(string line) => lines.GetValueOrDefault(line)?.PortName;

    /// <summary>The last word of the operating system about it, or empty.</summary>
    public string DetailOf(string line) => lines.GetValueOrDefault(line)?.LastFaultText ?? "";
}
