using System;

namespace FieldNode.Update
{
    public sealed partial class Updater
    {
        // Of each digest the first half: nobody finds another chunk for 128 bits, and all is held against whole digests when it is read back. The list
        // would take 2 KB more for as long as a bundle comes in.
        private const int DigestBytes = Sha256.DigestBytes / 2;

        private byte[] digests;
        private byte[] target;    // what is being filled, in its own length, as the native hash knows no count
        private int file;
        private int fileAt;       // where it is in the body: the list is at 0
        private int filled;
        private long storedMs;    // when something was stored last

        /// <summary>Where in the body (list and parts) it wants bytes from.</summary>
        public int WantedOffset
        {
            get { return fileAt + filled; }
        }

        /// <summary>How many bytes it wants from there at most; 0: none now.</summary>
        public int WantedLength { get; private set; }

        /// <summary>Bytes that came and were not wanted, or were not what the list names.</summary>
        public int Dropped { get; private set; }

        /// <summary>How much of the bundle is on flash, in percent; 100 when there is none being taken.</summary>
        public int Percent
        {
            get { return manifest == null || State == UpdaterState.Checking ? 100 : (int)(100L * fileAt / (manifest.ListBytes + manifest.PartBytes)); }
        }

        /// <summary>Takes some bytes of the body. What is not wanted is dropped before it is copied.</summary>
        /// <param name="offset">Where in the body they belong; only WantedOffset is of use.</param>
        /// <param name="bytes">Where they are.</param>
        /// <param name="at">Where in it.</param>
        /// <param name="count">How many; more than WantedLength are not wanted.</param>
        /// <returns>True if they were taken.</returns>
        public bool Chunk(int offset, byte[] bytes, int at, int count)
        {
            if (State != UpdaterState.Receiving || offset != WantedOffset || count <= 0 || count > WantedLength)
            {
                Dropped += count > 0 ? count : 0;
                return false;
            }

            Array.Copy(bytes, at, target, filled, count);
            filled += count;
            WantedLength -= count;
            return true;
        }

        private void Begin(long nowMs)
        {
            offer = manifest.DropSignature();
            file = SlotFiles.List;
            fileAt = 0;
            storedMs = nowMs;
            State = UpdaterState.Finding;
        }

        // One file a step: it is there from before, from the last run or from another bundle, or it is wanted.
        private void Find(long nowMs)
        {
            if (file == manifest.Chunks)
            {
                digests = null;
                target = null;
                State = UpdaterState.Completing;
                return;
            }

            int length = file == SlotFiles.List ? manifest.ListBytes : manifest.ChunkLength(file);
            target = target != null && target.Length == length ? target : new byte[length];
            if (installer.Read(file, target, length) && IsRight())
            {
                Next(nowMs);
                return;
            }

            filled = 0;
            WantedLength = length;
            State = UpdaterState.Receiving;
        }

        private int Receive(long nowMs, long utcMs)
        {
            if (filled == target.Length)
            {
                Store(nowMs);
                return 0;
            }

            bool isExpired = OfferCheck.JudgeTime(manifest, utcMs) == UpdateReason.Expired;
            if (isExpired || nowMs - storedMs >= StallMs)
            {
                Abort(isExpired ? UpdateReason.Expired : UpdateReason.Stalled);
                return 0;
            }

            return WaitMs;
        }

        private void Store(long nowMs)
        {
            if (!IsRight())
            {
                Dropped += filled;
                filled = 0;
                WantedLength = target.Length;
                return;
            }

            UpdateReason reason = installer.Store(file, target, target.Length);
            if (reason != UpdateReason.None)
            {
                Abort(reason);
                return;
            }

            Next(nowMs);
        }

        private void Next(long nowMs)
        {
            if (file == SlotFiles.List)
            {
                KeepDigests();
            }

            fileAt += target.Length;
            filled = 0;
            WantedLength = 0;
            file++;
            storedMs = nowMs;
            State = UpdaterState.Finding;
        }

        private void KeepDigests()
        {
            digests = new byte[manifest.Chunks * DigestBytes];
            for (int i = 0; i < manifest.Chunks; i++)
            {
                Array.Copy(target, i * Sha256.DigestBytes, digests, i * DigestBytes, DigestBytes);
            }
        }

        private bool IsRight()
        {
            if (file == SlotFiles.List)
            {
                return manifest.IsListDigest(hmac.Of(ChunkDigest.Key(ChunkDigest.ListKey), target));
            }

            return ChunkDigest.IsSame(hmac.Of(ChunkDigest.Key(ChunkDigest.ChunkKey), target), 0, digests, file * DigestBytes, DigestBytes);
        }
    }
}
