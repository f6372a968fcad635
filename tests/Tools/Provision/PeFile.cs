using System.Buffers.Binary;
using System.Text;
using FieldNode.Cli.Provision;

namespace FieldNode.Tools.Tests;

/// <summary>Makes assemblies in the runtime's form, by the table of nanoCLR_Types.h and not by the reader's code.</summary>
internal static class PeFile
{
    internal static byte[] Make(string name, Version version, uint natives, params (string Name, Version Version)[] references) =>
        Make(name, version, natives, 0, references);

    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="natives">Checksum of its native methods.</param>
    /// <param name="bytes">Its length at least.</param>
    /// <param name="references">What it was built against.</param>
    internal static byte[] Make(string name, Version version, uint natives, int bytes, params (string Name, Version Version)[] references)
    {
        var strings = new MemoryStream();
        ushort Text(string text)
        {
            var at = (ushort)strings.Length;
            strings.Write(Encoding.UTF8.GetBytes(text));
            strings.WriteByte(0);
            return at;
        }
        Text("");
        ushort own = Text(name);
        var refs = new MemoryStream();
        foreach ((string other, Version wanted) in references)
        {
            byte[] one = new byte[12];
            BinaryPrimitives.WriteUInt16LittleEndian(one, other == "mscorlib" ? (ushort)0xFCD2 : Text(other));
            Put(one.AsSpan(4), wanted);
            refs.Write(one);
        }
        while (strings.Length % 4 != 0 || 124 + refs.Length + strings.Length < bytes)
        {
            strings.WriteByte(0);
        }
        int stringsAt = 124 + (int)refs.Length;
        int end = stringsAt + (int)strings.Length;
        byte[] file = new byte[end];
        "NFMRK1"u8.CopyTo(file);
        Number(file, 20, natives);
        Number(file, 24, 0xFFFFFFFF);
        Put(file.AsSpan(28), version);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(36), own);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(38), 1);
        for (int table = 0; table < 16; table++)
        {
            Number(file, 40 + 4 * table, (uint)(table == 0 ? 124 : table <= 11 ? stringsAt : end));
        }
        refs.ToArray().CopyTo(file, 124);
        strings.ToArray().CopyTo(file, stringsAt);
        Number(file, 12, FirmwareAssembly.Sum(file.AsSpan(124)));
        Number(file, 8, FirmwareAssembly.Sum(file.AsSpan(0, 124)));
        return file;
    }

    /// <summary>A core library, a driver and the program, as they are deployed.</summary>
    internal static byte[][] Program(uint natives = 0x11112222) =>
    [
        Make("mscorlib", new(1, 17, 11, 0), 0x1549C856),
        Make("System.Net", new(1, 11, 60, 0), natives, ("mscorlib", new(1, 17, 11, 0))),
        Make("Firmware", new(0, 1, 0, 0), 0, ("mscorlib", new(1, 17, 11, 0)), ("System.Net", new(1, 11, 60, 0))),
    ];

    private static void Put(Span<byte> at, Version version)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)version.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)version.Minor);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], (ushort)version.Build);
        BinaryPrimitives.WriteUInt16LittleEndian(at[6..], (ushort)version.Revision);
    }

    private static void Number(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
}
