using System.Runtime.InteropServices;

namespace FieldNode.PurdueLab;

/// <summary>What the machine must have.</summary>
internal static class Requirements
{
    private static readonly (string Program, string Package)[] Programs =
    [
        ("ip", "iproute2"), ("nft", "nftables"), ("mosquitto", "mosquitto"), ("nmap", "nmap"), ("unshare", "util-linux"), ("setpriv", "util-linux"),
        ("mount", "mount"),
    ];

    /// <summary>The library that gives a process another clock, or null.</summary>
    internal static string? FakeTime => Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib").Append("/usr/lib").Append("/usr/lib64").Select(folder => folder + "/faketime/libfaketime.so.1").FirstOrDefault(File.Exists)
        : null;

    /// <summary>What is missing, in one line; null: nothing is.</summary>
    internal static string? Missing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "it needs Linux: network namespaces and nftables";
        }
        if (GetEffectiveUser() != 0)
        {
            return "it needs root: sudo tools/purdue-lab/run";
        }
        AddSystemFolders();
        string[] packages = [.. Programs.Where(one => !IsThere(one.Program)).Select(one => one.Package).Distinct(), .. FakeTime is null ? ["faketime"] : Array.Empty<string>()];
        return packages.Length == 0 ? null : $"missing: {string.Join(", ", packages)} (Debian: apt-get install {string.Join(' ', packages)})";
    }

    /// <summary>Where a distribution keeps the programs of root; a PATH that came through sudo may lack it.</summary>
    private static void AddSystemFolders() =>
        Environment.SetEnvironmentVariable("PATH", Environment.GetEnvironmentVariable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin");

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();
}
