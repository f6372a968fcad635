using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>A record of a board's flash (docs/SPEC.md, section 7) as one file for the bench: the first of the two that the board then writes in turn.</summary>
internal static class AbFile
{
    private const string Name = "r";

    /// <summary>The file for a content.</summary>
    internal static byte[] Of(byte[] content)
    {
        var store = new OneFile();
        return new AbRecord(store, Name, content.Length).Write(content, content.Length) ? store.Content! : throw new InvalidOperationException("a store in memory refused");
    }

    /// <summary>The content of a file.</summary>
    /// <returns>Null if it is none, or damaged.</returns>
    internal static byte[]? Content(byte[] file)
    {
        byte[] content = new byte[file.Length];
        int count = new AbRecord(new OneFile { Content = file }, Name, file.Length).Read(content);
        return count < 0 ? null : content[..count];
    }

    private sealed class OneFile : IFlashStore
    {
        internal byte[]? Content { get; set; }

        public bool Write(string name, byte[] content, int offset, int count)
        {
            Content = content.AsSpan(offset, count).ToArray();
            return true;
        }

        public int Read(string name, byte[] buffer, int offset, int count)
        {
            if (Content is null || !name.EndsWith(".a", StringComparison.Ordinal))
            {
                return -1;
            }
            int taken = Math.Min(count, Content.Length);
            Content.AsSpan(0, taken).CopyTo(buffer.AsSpan(offset));
            return taken;
        }

        public bool Delete(string name) => false;

        public string[] List() => [];
    }
}
