using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode.Cli.Provision;

/// <summary>The record of update keys that a board gets; it also holds the lowest sequence number that a bundle may have.</summary>
internal static class UpdateKeysFile
{
    /// <exception cref="UserError">It is none.</exception>
    internal static byte[] Read(string path)
    {
        NamedFile.MustBeThere(path, "It must be a record of update keys");
        byte[] content = File.ReadAllBytes(path);
        return KeyRecord.IsSound(content, content.Length) ? content
            : throw new UserError($"{path}: no record of update keys of {KeyRecord.Bytes} bytes");
    }

    /// <summary>As the node keeps it: an A/B record among its own files.</summary>
    internal static FlashFile OnFlash(byte[] content)
    {
        var store = new OneFileStore();
        new AbRecord(store, KeyRecord.Name, KeyRecord.Bytes).Write(content, content.Length);
        return new FlashFile($"{FlashImage.StateFolder}/{store.Name}", store.Content, false);
    }

    /// <summary>Takes the one file that a new A/B record writes.</summary>
    private sealed class OneFileStore : IFlashStore
    {
        public string Name { get; private set; } = "";

        public byte[] Content { get; private set; } = [];

        public bool Write(string name, byte[] content, int offset, int count)
        {
            Name = name;
            Content = content.AsSpan(offset, count).ToArray();
            return true;
        }

        public int Read(string name, byte[] buffer, int offset, int count) => -1;

        public bool Delete(string name) => false;

        public string[] List() => [];
    }
}
