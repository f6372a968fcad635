using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>
/// Which runtime a site flashes (nanoclr.json): its package to the byte, and the native parts that it has. Nothing is fetched when a board is on the
/// table; what was tried is what is flashed.
/// </summary>
internal sealed record RuntimePin
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>nanoff's name of the target.</summary>
    public required string Target { get; init; }

    public required string Version { get; init; }

    /// <summary>nanoff's package, TARGET-VERSION.zip; beside the pin, or with a path from there.</summary>
    public required string Package { get; init; }

    /// <summary>Of the package.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Checksum of native methods, by assembly, as 0x and eight digits.</summary>
    public required IReadOnlyDictionary<string, string> Natives { get; init; }

    /// <summary>Full name of the package; known after <see cref="Read"/>.</summary>
    [JsonIgnore]
    internal string PackageFile { get; private init; } = "";

    /// <summary>nanoff's folder of packages.</summary>
    internal string Archive => Path.GetDirectoryName(PackageFile)!;

    /// <exception cref="UserError">The pin or its package is not there or not as pinned.</exception>
    internal static RuntimePin Read(string path)
    {
        NamedFile.MustBeThere(path, "It says which runtime is flashed. Make one: fieldnode firmware pin --help");
        RuntimePin pin;
        try
        {
            pin = JsonSerializer.Deserialize<RuntimePin>(RegularFile.ReadAllBytes(path), Json) ?? throw new JsonException("null");
            _ = pin.Natives.Values.Select(Checksum).ToArray();
        }
        catch (Exception failure) when (failure is JsonException or FormatException or OverflowException)
        {
            throw new UserError($"{path}: {failure.Message}", ExitStatus.Wrong, failure);
        }
        string package = Path.GetFullPath(pin.Package, Path.GetDirectoryName(Path.GetFullPath(path))!);
        NamedFile.MustBeThere(package, $"{path} pins it. Fetch it: nanoff --target {pin.Target} --fwversion {pin.Version} --updatearchive --archivepath DIR");
        if (Path.GetFileName(package) != $"{pin.Target}-{pin.Version}.zip")
        {
            throw new UserError($"{path}: package {pin.Package}: nanoff looks for {pin.Target}-{pin.Version}.zip");
        }
        string found = HashOf(package);
        return found == pin.Sha256 ? pin with { PackageFile = package }
            : throw new UserError($"{package}: SHA-256 {found}, and {path} pins {pin.Sha256}: another runtime. Nothing was flashed");
    }

    internal static RuntimePin Of(string target, string version, string package, string pinFolder, IReadOnlyDictionary<string, string> natives) => new()
    {
        Target = target, Version = version, Sha256 = HashOf(package), Natives = natives,
        Package = Path.GetRelativePath(pinFolder, Path.GetFullPath(package)).Replace('\\', '/'),
    };

    internal string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    internal static IReadOnlyDictionary<string, string> ReadNatives(string path)
    {
        try
        {
            Dictionary<string, string> natives = JsonSerializer.Deserialize<Dictionary<string, string>>(RegularFile.ReadAllBytes(path)) ?? [];
            _ = natives.Values.Select(Checksum).ToArray();
            return natives;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or OverflowException)
        {
            throw new UserError($"{path}: {failure.Message}. It must be {{ \"assembly\": \"0x1234ABCD\", … }}", ExitStatus.Wrong, failure);
        }
    }

    internal uint? NativeOf(string assembly) => Natives.TryGetValue(assembly, out string? text) ? Checksum(text) : null;

    private static uint Checksum(string text) => text.StartsWith("0x", StringComparison.Ordinal) && text.Length == 10
        ? uint.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{text}' is no checksum: 0x and eight digits");

    private static string HashOf(string path)
    {
        using FileStream file = RegularFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
