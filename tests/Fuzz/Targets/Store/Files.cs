using FieldNode.Journal;

namespace FieldNode.Fuzz;

/// <summary>A flash whose files an input names and fills: as they are, or with a right sum around them, as whoever wants to harm would write them.</summary>
internal static class Files
{
    private const int FilesMax = 12;

    /// <summary>Reads files: number, kind, length, content. A kind of 1 is an A/B record around the content.</summary>
    internal static MemoryStore Read(Bytes bytes, IReadOnlyList<string> names, Func<string, byte[], byte[]> seal)
    {
        var store = new MemoryStore();
        for (int i = 0; i < FilesMax && !bytes.IsAtEnd; i++)
        {
            string name = names[bytes.Byte() % names.Count];
            bool isSealed = (bytes.Byte() & 1) != 0;
            byte[] content = bytes.Take(bytes.Word() & 8191);
            store.Files[name] = isSealed ? seal(name, content) : content;
        }
        return store;
    }

    /// <summary>A file of an A/B record; its first byte is the sequence number.</summary>
    internal static byte[] Record(byte[] content)
    {
        byte[] inner = content.Length > 0 ? content[1..] : content;
        byte[] file = new byte[6 + inner.Length + 4];
        file[0] = content.Length > 0 ? content[0] : (byte)0;
        BitConverter.TryWriteBytes(file.AsSpan(4), (short)inner.Length);
        inner.CopyTo(file, 6);
        return WithCrc(file);
    }

    /// <summary>Puts the CRC-32 of all before it into the last four bytes.</summary>
    internal static byte[] WithCrc(byte[] file)
    {
        if (file.Length >= 4)
        {
            BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), Crc32.Of(file, 0, file.Length - 4));
        }
        return file;
    }

    /// <summary>Files as <see cref="Read"/> takes them.</summary>
    internal static byte[] File(int name, bool isSealed, byte[] content) => [(byte)name, (byte)(isSealed ? 1 : 0), .. Bytes.Block(content)];
}
