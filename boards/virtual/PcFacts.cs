using System.Runtime.InteropServices;

namespace FieldNode.Virtual;

/// <summary>What a PC knows of itself, for the birth. What its firmware or system does not say is not told.</summary>
public sealed class PcFacts(string root = "/") : IBoardFacts
{
    // Of the PC's firmware by SMBIOS, or of the device tree where there is none (a Raspberry Pi).
    public string? HardwareMake { get; } = Line(Path.Combine(root, "sys/class/dmi/id/sys_vendor"));

    public string? HardwareModel { get; } =
        Line(Path.Combine(root, "sys/class/dmi/id/product_name")) ?? Line(Path.Combine(root, "proc/device-tree/model"));

    public string Os { get; } = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsLinux() ? "Linux" : Environment.OSVersion.Platform.ToString();

    public string OsVersion { get; } = RuntimeInformation.OSDescription;

    private static string? Line(string file)
    {
        try
        {
            string text = File.ReadAllText(file).TrimEnd('\0', '\n', '\r', ' ');
            return text.Length == 0 ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
