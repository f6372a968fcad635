using System.Reflection;

namespace FieldNode.Lint.Tests;

/// <summary>Where the build put what these tests read.</summary>
internal static class Built
{
    public static string Profile => Path("ProfilePath");

    public static string Firmware => Path("FirmwarePath");

    public static string Loader => Path("LoaderPath");

    public static string SelfTest => Path("SelfTestPath");

    /// <summary>The root of the repository.</summary>
    public static string Sources => Path("SourcesPath");

    private static string Path(string key) => typeof(Built).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
