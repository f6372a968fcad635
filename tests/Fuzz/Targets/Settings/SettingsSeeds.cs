using System.Text;

namespace FieldNode.Fuzz;

/// <summary>Node files to begin with: small ones of each kind, without faults.</summary>
internal static class SettingsSeeds
{
    internal static IEnumerable<byte[]> Files() => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Seeds"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    internal static byte[] Small { get; } = Encoding.UTF8.GetBytes("""
        {"version":1,"group":"G","node":"N","broker":{"host":"b","caFile":"ca","certificateFile":"c","keyFile":"k"},
        "lines":[{"name":"line1","port":"/dev/ttyUSB0"}],"devices":[{"name":"D","line":"line1","unit":1,"tags":[{"name":"T","address":40001}]}]}
        """);
}
