using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using FieldNode.Update;

namespace FieldNode.Virtual.Updates;

/// <summary>
/// The assemblies of a slot, apart from those of the program that has the same ones. What the bundle does not bring is the program's, as
/// libraries are. A part may be compressed with gzip: all of a node is longer than the 512 KB that a bundle may have.
/// </summary>
internal sealed class SlotContext : AssemblyLoadContext
{
    private const int AssemblyBytesMax = 16 << 20; // unpacked; far more than any has
    private readonly Dictionary<string, byte[]> images = new(StringComparer.OrdinalIgnoreCase);

    private SlotContext(SlotCheck slot)
        : base("slot", isCollectible: false)
    {
        for (int i = 0; i < slot.Manifest.Parts; i++)
        {
            if (slot.Manifest.KindOf(i) == PartKind.Assembly)
            {
                images[slot.Manifest.NameOf(i)] = Unpack(slot.PartOf(i)!);
            }
        }
    }

    /// <summary>What the loader calls in a slot's firmware.</summary>
    public delegate int Entry(string settingsPath, string stateFolder, IReadOnlyDictionary<string, byte[]> overlay, int slot,
        TextWriter output, Action pet, CancellationToken end);

    /// <summary>Loads all of them, and finds what to call.</summary>
    /// <exception cref="InvalidDataException">One cannot be loaded, or none has what the loader calls.</exception>
    public static Entry Load(SlotCheck slot)
    {
        try
        {
            var context = new SlotContext(slot);
            foreach (string name in context.images.Keys)
            {
                _ = context.LoadFromAssemblyName(new AssemblyName(name));
            }

            string entry = typeof(Firmware).Assembly.GetName().Name!;
            MethodInfo? method = context.Assemblies.FirstOrDefault(one => one.GetName().Name == entry)?
                .GetType(typeof(Firmware).FullName!)?.GetMethod(nameof(Firmware.Run), BindingFlags.Public | BindingFlags.Static);
            return method?.CreateDelegate<Entry>() ?? throw new InvalidDataException($"no {entry} with {nameof(Firmware)}.{nameof(Firmware.Run)}");
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or ArgumentException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || !images.TryGetValue(name, out byte[]? image))
        {
            return null; // the program's own
        }

        using var stream = new MemoryStream(image);
        Assembly loaded = LoadFromStream(stream);
        return loaded.GetName().Name == name ? loaded : throw new BadImageFormatException($"{name} is {loaded.GetName().Name}");
    }

    private static byte[] Unpack(byte[] part)
    {
        if (part is not [0x1F, 0x8B, ..]) // RFC 1952
        {
            return part;
        }

        using var packed = new GZipStream(new MemoryStream(part), CompressionMode.Decompress);
        using var image = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int count; (count = packed.Read(block)) > 0; image.Write(block, 0, count))
        {
            if (image.Length > AssemblyBytesMax)
            {
                throw new InvalidDataException("a part that unpacks to more than 16 MB");
            }
        }

        return image.ToArray();
    }
}
