using FieldNode.Journal;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// The birth/death sequence number: one more with each CONNECT packet, 255 is followed by 0, and kept over restarts, for hosts and
    /// the TCK compare it with the one of the CONNECT before (Sparkplug 3.0.0, payloads-ndeath-bdseq).
    /// </summary>
    public sealed class BdSeqStore
    {
        private readonly AbRecord record;
        private readonly byte[] content = new byte[1];

        /// <summary>Reads the number that was used last.</summary>
        public BdSeqStore(IFlashStore store)
        {
            record = new AbRecord(store, "bdseq", 1);
            Last = record.Read(content) == 1 ? content[0] : -1;
        }

        /// <summary>The number of the last CONNECT, or -1 if there was none.</summary>
        public int Last { get; private set; }

        /// <summary>Takes and stores the next number; to be called before CONNECT goes out.</summary>
        /// <returns>0 to 255, or -1 if it could not be stored.</returns>
        public int Next()
        {
            int next = (Last + 1) & 0xFF;
            content[0] = (byte)next;
            if (!record.Write(content, 1))
            {
                return -1;
            }

            Last = next;
            return next;
        }
    }
}
