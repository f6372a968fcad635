using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// The keys on flash: those that bundles are judged by (<see cref="KeyRecord"/>), and the node's own, which seals what was judged. Read when
    /// they are needed and not kept: 1.5 KB that most of the time nobody wants.
    /// </summary>
    public sealed class UpdateKeys
    {
        /// <summary>Name of the record with the node's own key; 32 random bytes from the bench.</summary>
        public const string OwnName = "update-node";
        /// <summary>Bytes of the node's own key.</summary>
        public const int OwnBytes = 32;

        private readonly IFlashStore store;

        /// <summary>The keys in a store.</summary>
        public UpdateKeys(IFlashStore store)
        {
            this.store = store;
        }

        /// <summary>The node's own key.</summary>
        /// <returns>It, or null if there is none.</returns>
        public byte[] ReadOwn()
        {
            byte[] key = new byte[OwnBytes];
            return new AbRecord(store, OwnName, OwnBytes).Read(key) == OwnBytes ? key : null;
        }

        /// <summary>The content of the key record.</summary>
        /// <returns>It, or null if there is none that is sound.</returns>
        public byte[] ReadTrusted()
        {
            byte[] content = new byte[KeyRecord.Bytes];
            int count = new AbRecord(store, KeyRecord.Name, KeyRecord.Bytes).Read(content);
            return count > 0 && KeyRecord.IsSound(content, count) ? content : null;
        }

        /// <summary>Puts another record in the place of the one that is there; a cut leaves one of the two.</summary>
        public bool Replace(byte[] content)
        {
            var record = new AbRecord(store, KeyRecord.Name, KeyRecord.Bytes);
            record.Read(new byte[KeyRecord.Bytes]); // which of the two files is the older
            return record.Write(content, KeyRecord.Bytes);
        }
    }
}
