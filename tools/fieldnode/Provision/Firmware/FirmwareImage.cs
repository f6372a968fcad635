using System.Security.Cryptography;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>
/// The program as it goes into the deployment partition: assemblies one behind the other, each filled up to four bytes. The runtime walks it from the
/// start, so one that is damaged hides all behind it, and one that is missing shows on the board only.
/// </summary>
internal sealed record FirmwareImage(string File, string Sha256, int Bytes, IReadOnlyList<FirmwareAssembly> Assemblies)
{
    /// <summary>The assembly whose entry point the runtime starts, where nothing is updated over the air.</summary>
    internal const string ProgramName = "Firmware";

    /// <summary>The one that it starts where updates are, and the firmware that it has behind it.</summary>
    internal const string LoaderName = "Loader";
    internal const string FactoryName = "FieldNode.Factory.Firmware";

    /// <summary>A node on it can be updated over the air.</summary>
    internal bool HasLoader => Assemblies.Any(one => one.Name == LoaderName);

    /// <summary>Of the firmware's assembly, three numbers.</summary>
    internal string Version => Assemblies.FirstOrDefault(one => one.Name == (HasLoader ? FactoryName : ProgramName))?.Version.ToString(3) ?? "?";

    /// <summary>Reads an image.</summary>
    /// <exception cref="UserError">It is damaged.</exception>
    internal static FirmwareImage Read(string path)
    {
        NamedFile.MustBeThere(path, "It must be the joined assemblies, Firmware.bin (docs/flashing.md)");
        byte[] image = RegularFile.ReadAllBytes(path);
        var assemblies = new List<FirmwareAssembly>();
        int at = 0;
        try
        {
            while (FirmwareAssembly.IsAt(image, at))
            {
                FirmwareAssembly one = FirmwareAssembly.Read(image, at);
                assemblies.Add(one);
                at += (one.Bytes + 3) & ~3;
            }
        }
        catch (FormatException failure)
        {
            throw new UserError($"{path}: {failure.Message}. Build it anew", ExitStatus.Wrong, failure);
        }
        if (at < image.Length && image.AsSpan(at).ContainsAnyExcept((byte)0, (byte)0xFF))
        {
            throw new UserError($"{path}: at {at} of {image.Length} bytes is no assembly: the runtime would stop there. Build it anew");
        }
        return assemblies.Count > 0
            ? new FirmwareImage(path, Convert.ToHexStringLower(SHA256.HashData(image)), image.Length, assemblies)
            : throw new UserError($"{path}: no nanoFramework assembly in it");
    }

    /// <summary>All that would keep it from running.</summary>
    /// <param name="pin">The runtime that it meets; null: natives are not looked at.</param>
    /// <param name="roomBytes">Size of the partition; null: not looked at.</param>
    internal IEnumerable<string> Faults(RuntimePin? pin, int? roomBytes)
    {
        if (Bytes > roomBytes)
        {
            yield return $"{Bytes} bytes, and the partition has {roomBytes}";
        }
        foreach (IGrouping<string, FirmwareAssembly> twice in Assemblies.GroupBy(one => one.Name).Where(same => same.Count() > 1))
        {
            yield return $"{twice.Key} is there {twice.Count()} times";
        }
        bool hasProgram = Assemblies.Any(one => one.Name == ProgramName);
        if (hasProgram == HasLoader)
        {
            yield return hasProgram ? $"{LoaderName} and {ProgramName} are both there: the runtime would start either of them"
                : $"{LoaderName} or {ProgramName} is missing: nothing would start";
        }
        foreach (FirmwareAssembly one in Assemblies)
        {
            foreach (AssemblyReference needed in one.References)
            {
                // The runtime links by name and the first two numbers (TypeSystem.cpp, FindAssembly).
                FirmwareAssembly? there = Assemblies.FirstOrDefault(other => other.Name == needed.Name);
                if (there is null)
                {
                    yield return $"{needed.Name} is missing: {one.Name} needs it";
                }
                else if (there.Version.Major != needed.Version.Major || there.Version.Minor != needed.Version.Minor)
                {
                    yield return $"{one.Name} needs {needed.Name} {needed.Version}, and {there.Version} is there";
                }
            }
            if (pin is not null && one.NativeChecksum != 0 && pin.NativeOf(one.Name) is var known && known != one.NativeChecksum)
            {
                yield return $"{one.Name} wants native methods 0x{one.NativeChecksum:X8}, and {pin.Target} {pin.Version} has "
                    + (known is null ? "none" : $"0x{known:X8}");
            }
        }
    }

    /// <summary>Joins the .pe files of a folder; the program last, as the project system does it.</summary>
    internal static byte[] Join(IReadOnlyList<string> files)
    {
        using var image = new MemoryStream();
        foreach (string file in files.OrderBy(one => Path.GetFileNameWithoutExtension(one) is ProgramName or LoaderName).ThenBy(Path.GetFileName, StringComparer.Ordinal))
        {
            image.Write(RegularFile.ReadAllBytes(file));
            image.Write(new byte[(4 - (int)(image.Length % 4)) % 4]);
        }
        return image.ToArray();
    }
}
