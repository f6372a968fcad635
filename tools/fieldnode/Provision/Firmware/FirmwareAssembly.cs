using System.Buffers.Binary;
using System.Text;

namespace FieldNode.Cli.Provision;

/// <summary>
/// One assembly in the form that the runtime reads: CLR_RECORD_ASSEMBLY of nf-interpreter 1.x (nanoCLR_Types.h), little-endian:
/// <code>
/// 0   marker "NFMRK1" and two zeros    8   CRC-32 of the header with zeros here    12  CRC-32 of what follows the header
/// 16  flags    20  checksum of native methods    28  version, four of 16 bits    36  name    40  starts of 16 tables
/// </code>
/// The runtime's CRC is the usual one without the two inversions, begun at 0 (SUPPORT_ComputeCRC).
/// </summary>
internal sealed record FirmwareAssembly(string Name, Version Version, uint NativeChecksum, int Bytes, IReadOnlyList<AssemblyReference> References)
{
    internal const int HeaderBytes = 124;

    private const int HeaderCrcAt = 8;
    private const int BodyCrcAt = 12;
    private const int NativeAt = 20;
    private const int VersionAt = 28;
    private const int NameAt = 36;
    private const int StringTableVersionAt = 38;
    private const int TablesAt = 40;
    private const int ReferencesTable = 0;
    private const int StringsTable = 11;
    private const int EndTable = 15;
    private const int ReferenceBytes = 12;
    private const uint WellKnown = 0x8000;

    // Names that every runtime knows have numbers from the top and stand in no table. Of assemblies' names this is the one.
    private const uint CoreLibraryName = 0xFCD2;

    private static readonly byte[] Marker = "NFMRK1\0\0"u8.ToArray();
    private static readonly byte[] LaterMarker = "NFMRK2\0\0"u8.ToArray();

    /// <summary>Whether an assembly may begin here; else it is filling, or the end.</summary>
    internal static bool IsAt(ReadOnlySpan<byte> image, int at) =>
        image.Length - at >= Marker.Length && (image[at..].StartsWith(Marker) || image[at..].StartsWith(LaterMarker));

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="FormatException">The message says what is wrong.</exception>
    internal static FirmwareAssembly Read(ReadOnlySpan<byte> image, int at)
    {
        if (image[at..].StartsWith(LaterMarker))
        {
            throw new FormatException($"at {at} an assembly for nanoFramework 2 (NFMRK2): this firmware is for 1.x");
        }
        if (image.Length - at < HeaderBytes)
        {
            throw new FormatException($"at {at} the header of an assembly is cut off");
        }
        ReadOnlySpan<byte> head = image.Slice(at, HeaderBytes);
        uint size = Number(head, TablesAt + 4 * EndTable);
        if (size < HeaderBytes || size > image.Length - at)
        {
            throw new FormatException($"at {at} an assembly of {size} bytes, of which {image.Length - at} are there: it is cut off or damaged");
        }
        byte[] zeroed = head.ToArray();
        zeroed.AsSpan(HeaderCrcAt, 4).Clear();
        if (Sum(zeroed) != Number(head, HeaderCrcAt) || BinaryPrimitives.ReadUInt16LittleEndian(head[StringTableVersionAt..]) != 1)
        {
            throw new FormatException($"at {at} the header of an assembly is damaged (CRC)");
        }
        ReadOnlySpan<byte> whole = image.Slice(at, (int)size);
        string name = NameOf(whole, BinaryPrimitives.ReadUInt16LittleEndian(head[NameAt..]));
        if (Sum(whole[HeaderBytes..]) != Number(head, BodyCrcAt))
        {
            throw new FormatException($"{name} is damaged (CRC)");
        }
        return new FirmwareAssembly(name, VersionOf(head[VersionAt..]), Number(head, NativeAt), (int)size, ReferencesOf(whole));
    }

    internal static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte one in bytes)
        {
            sum = (sum << 8) ^ Table[(byte)((sum >> 24) ^ one)];
        }
        return sum;
    }

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        uint entry = (uint)i << 24;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 0x80000000) != 0 ? (entry << 1) ^ 0x04C11DB7 : entry << 1;
        }
        return entry;
    })];

    private static List<AssemblyReference> ReferencesOf(ReadOnlySpan<byte> whole)
    {
        int from = TableAt(whole, ReferencesTable);
        int to = TableAt(whole, ReferencesTable + 1);
        var references = new List<AssemblyReference>();
        for (int at = from; at + ReferenceBytes <= to; at += ReferenceBytes)
        {
            references.Add(new AssemblyReference(NameOf(whole, BinaryPrimitives.ReadUInt16LittleEndian(whole[at..])), VersionOf(whole[(at + 4)..])));
        }
        return references;
    }

    private static string NameOf(ReadOnlySpan<byte> whole, uint number)
    {
        if (number >= WellKnown)
        {
            return number == CoreLibraryName ? "mscorlib" : $"well-known name 0x{number:X4}";
        }
        int at = TableAt(whole, StringsTable) + (int)number;
        int length = at < whole.Length ? whole[at..].IndexOf((byte)0) : -1;
        return length > 0 ? Encoding.UTF8.GetString(whole.Slice(at, length)) : throw new FormatException("an assembly's name is none");
    }

    private static int TableAt(ReadOnlySpan<byte> whole, int table)
    {
        uint at = Number(whole, TablesAt + 4 * table);
        return at <= whole.Length ? (int)at : throw new FormatException("a table of an assembly begins behind its end");
    }

    private static Version VersionOf(ReadOnlySpan<byte> at) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(at), BinaryPrimitives.ReadUInt16LittleEndian(at[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(at[4..]), BinaryPrimitives.ReadUInt16LittleEndian(at[6..]));

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
