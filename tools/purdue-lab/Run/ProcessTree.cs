using System.Globalization;

namespace FieldNode.PurdueLab;

/// <summary>A process with all that it has started.</summary>
internal static class ProcessTree
{
    internal static IReadOnlyList<int> Of(int root)
    {
        ILookup<int, int> children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0).ToLookup(Parent);
        var found = new List<int> { root };
        for (int i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i]]);
        }
        return found;
    }

    /// <summary>Memory that is in use, in MB.</summary>
    internal static int MegabytesOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Who started it; 0: it is gone.</summary>
    internal static int Parent(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
