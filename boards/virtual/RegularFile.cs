using System.Runtime.InteropServices;
using System.Text;

namespace FieldNode.Virtual;

/// <summary>
/// The one place where files that people name are opened for reading. Only regular files are: opening a pipe waits for whoever writes it,
/// and a device may have no end. What stands there is asked before it is opened. On systems other than Linux only folders are told apart.
/// </summary>
public static class RegularFile
{
    /// <summary>No file of a plant is longer: firmware, maps and records have at most a few MB.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    private const int HereOrAbsolute = -100; // AT_FDCWD
    private const uint TypeOnly = 1;         // STATX_TYPE
    private const int ModeOffset = 28;       // of stx_mode in struct statx (statx(2)), the same on each architecture
    private const int StatxBytes = 256;
    private const int TypeMask = 0xF000;     // inode(7)

    /// <summary>What stands at a path instead of a regular file, such as "a pipe"; null: a regular file, or nothing that can be asked.</summary>
    public static string? WhatElse(string path)
    {
        if (Directory.Exists(path))
        {
            return "a folder";
        }

        return TypeOf(path) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    /// <summary>Opens a regular file for reading.</summary>
    /// <exception cref="IOException">It is none, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream OpenRead(string path) => WhatElse(path) is { } what
        ? throw new IOException($"{what}, not a file")
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    /// <summary>Its content, at most <see cref="BytesMax"/> bytes.</summary>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static byte[] ReadAllBytes(string path)
    {
        using FileStream file = OpenRead(path);
        byte[] content = Bounded(file, BytesMax);
        return content.Length <= BytesMax ? content : throw new IOException($"larger than {BytesMax >> 20} MB");
    }

    /// <summary>Its content as text: UTF-8, or what its mark says.</summary>
    /// <inheritdoc cref="ReadAllBytes" path="/exception"/>
    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path)), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>Its lines.</summary>
    /// <inheritdoc cref="ReadAllBytes" path="/exception"/>
    public static string[] ReadAllLines(string path)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path)), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }

    /// <summary>At most one byte more than allowed, so that what is longer is known and never read to its end.</summary>
    internal static byte[] Bounded(Stream stream, int bytesMax)
    {
        using var content = new MemoryStream();
        byte[] part = new byte[65536];
        int count;
        while (content.Length <= bytesMax && (count = stream.Read(part)) > 0)
        {
            content.Write(part, 0, count);
        }

        return content.ToArray();
    }

    private static int TypeOf(string path)
    {
        if (!OperatingSystem.IsLinux() || path.Contains('\0'))
        {
            return 0;
        }

        try
        {
            byte[] facts = new byte[StatxBytes];
            return statx(HereOrAbsolute, path, 0, TypeOnly, facts) == 0 ? BitConverter.ToUInt16(facts, ModeOffset) & TypeMask : 0;
        }
        catch (EntryPointNotFoundException)
        {
            return 0; // a libc from before 2018
        }
    }

    // Names as in libc.
    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] facts);
}
