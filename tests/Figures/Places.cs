using System.Reflection;

namespace FieldNode.Figures;

/// <summary>Where the sources and the device build lie, as the build of this project wrote it down.</summary>
internal static class Places
{
    /// <summary>Root of the sources, without a slash at its end.</summary>
    public static string Sources { get; } = Of("Sources").TrimEnd('/', '\\');

    /// <summary>Firmware.dll, compiled against the profile; its symbols lie beside it.</summary>
    public static string Firmware { get; } = Of("Firmware");

    /// <summary>The folder of what it was compiled against: mscorlib.dll and Packages.dll.</summary>
    public static string Profile { get; } = Of("Profile");

    /// <summary>The file that the figures are held against.</summary>
    public static string Held { get; } = Path.Combine(Sources, "tests", "Figures", "figures.txt");

    private static string Of(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
