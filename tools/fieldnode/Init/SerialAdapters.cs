namespace FieldNode.Cli.Init;

/// <summary>Serial adapters that are plugged into this machine, by names that stay when they are plugged elsewhere.</summary>
internal static class SerialAdapters
{
    private const string ById = "/dev/serial/by-id";

    internal static IReadOnlyList<string> Find()
    {
        try
        {
            string[] named = Directory.Exists(ById) ? Directory.GetFileSystemEntries(ById) : [];
            return [.. (named.Length > 0 ? named : Directory.Exists("/dev") ? Directory.GetFiles("/dev", "ttyUSB*").Concat(Directory.GetFiles("/dev", "ttyACM*")) : [])
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
