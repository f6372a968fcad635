using System;
using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// Reads a slot back and looks whether it is what was signed: the seal, the list, each chunk, one file a step. All of it is native hashing, so
    /// the loader does it at each start.
    /// </summary>
    public sealed class SlotCheck
    {
        private const int HeadStep = -2;

        private readonly SlotFiles files;
        private readonly IHmac hmac;
        private readonly byte[] ownKey;
        private readonly UpdateRecord record;
        private readonly int slot;
        private readonly bool keepsAssemblies;
        private readonly byte[] chunkKey = ChunkDigest.Key(ChunkDigest.ChunkKey);
        private readonly byte[] chunk = new byte[Manifest.ChunkBytes];
        private readonly byte[][] parts = new byte[Manifest.PartsMax][];
        private byte[] list;
        private int file = HeadStep;
        private int part;
        private int partAt;
        private CheckResult result;

        /// <summary>Begins to check a slot.</summary>
        /// <param name="store">Where its files are.</param>
        /// <param name="hmac">For digests and seal.</param>
        /// <param name="ownKey">The node's own key, or null: then nothing is right.</param>
        /// <param name="record">What is known of the slot.</param>
        /// <param name="slot">Its number.</param>
        /// <param name="keepsAssemblies">True to keep assemblies in memory, too, and not only what else there is: what was checked is then what is
        /// loaded.</param>
        public SlotCheck(IFlashStore store, IHmac hmac, byte[] ownKey, UpdateRecord record, int slot, bool keepsAssemblies)
        {
            this.hmac = hmac;
            this.ownKey = ownKey;
            this.record = record;
            this.slot = slot;
            this.keepsAssemblies = keepsAssemblies;
            files = new SlotFiles(store, slot);
            Manifest = new Manifest();
        }

        /// <summary>What is in the slot, once its head has been read.</summary>
        public Manifest Manifest { get; }

        /// <summary>What is wrong with it.</summary>
        public UpdateReason Reason { get; private set; }

        /// <summary>The bytes of a part that is kept, once all is good; else null.</summary>
        public byte[] PartOf(int index)
        {
            return result == CheckResult.Good ? parts[index] : null;
        }

        /// <summary>Checks one file.</summary>
        public CheckResult Step()
        {
            if (result != CheckResult.InProgress)
            {
                return result;
            }

            Reason = file == HeadStep ? CheckHead() : file == SlotFiles.List ? CheckList() : CheckChunk();
            file++;
            result = Reason != UpdateReason.None ? CheckResult.Bad
                : file >= 0 && file == Manifest.Chunks ? CheckResult.Good
                : CheckResult.InProgress;
            return result;
        }

        /// <summary>Checks all of it at once; for the loader, which has nothing else to do.</summary>
        public bool Run()
        {
            while (Step() == CheckResult.InProgress)
            {
            }

            return result == CheckResult.Good;
        }

        private UpdateReason CheckHead()
        {
            byte[] head = new byte[Manifest.OfferMax + Seal.Bytes];
            int count = files.ReadHead(head);
            if (count < 0 || Manifest.Read(head, count) != UpdateReason.None || !record.IsFingerprint(slot, head, count))
            {
                return UpdateReason.BadSeal;
            }

            byte[] seal = Seal.Of(hmac, ownKey, slot, head, count);
            return ChunkDigest.IsSame(seal, 0, head, count) ? UpdateReason.None : UpdateReason.BadSeal;
        }

        private UpdateReason CheckList()
        {
            list = new byte[Manifest.ListBytes];
            bool isRight = files.Read(SlotFiles.List, list, list.Length)
                && Manifest.IsListDigest(hmac.Of(ChunkDigest.Key(ChunkDigest.ListKey), list));
            return isRight ? UpdateReason.None : UpdateReason.BadList;
        }

        private UpdateReason CheckChunk()
        {
            int count = Manifest.ChunkLength(file);
            byte[] bytes = count == chunk.Length ? chunk : new byte[count]; // the native code knows no count
            if (!files.Read(file, bytes, count) || !ChunkDigest.IsSame(hmac.Of(chunkKey, bytes), 0, list, file * Sha256.DigestBytes))
            {
                return UpdateReason.BadChunk;
            }

            Collect(bytes, count);
            return UpdateReason.None;
        }

        private void Collect(byte[] bytes, int count)
        {
            int length = Manifest.LengthOf(part);
            if (keepsAssemblies || Manifest.KindOf(part) != PartKind.Assembly)
            {
                parts[part] = parts[part] ?? new byte[length];
                Array.Copy(bytes, 0, parts[part], partAt, count);
            }

            partAt += count;
            if (partAt == length)
            {
                part++;
                partAt = 0;
            }
        }
    }
}
