using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// Updates into slots on the node's own drive. The record is the only thing that decides; files are written before it says that they are
    /// there, and it lets go of a slot before its files change.
    /// </summary>
    public sealed partial class SlotInstaller : IUpdateInstaller
    {
        private readonly IFlashStore store;
        private readonly IHmac hmac;
        private readonly UpdateKeys keys;
        private readonly UpdateTarget target;
        private readonly OfferCheck offers;
        private readonly IPartJudge judge;
        private readonly int running;
        private int slot = UpdateRecord.Factory; // the one that is being filled
        private bool isTrialOver;
        private bool hasKeys;

        /// <summary>The slots of a store.</summary>
        /// <param name="store">Where the node keeps its files.</param>
        /// <param name="hmac">For digests and seals.</param>
        /// <param name="target">What this board is.</param>
        /// <param name="libraries">What it has.</param>
        /// <param name="judge">Looks at settings before they are tried; null: nobody does.</param>
        /// <param name="running">The slot that the firmware runs from, or UpdateRecord.Factory.</param>
        public SlotInstaller(IFlashStore store, IHmac hmac, UpdateTarget target, ILibraries libraries, IPartJudge judge, int running)
        {
            this.store = store;
            this.hmac = hmac;
            this.target = target;
            this.judge = judge;
            this.running = running;
            keys = new UpdateKeys(store);
            offers = new OfferCheck(target, libraries);
            Record = new UpdateRecord(store);
        }

        /// <summary>Whose keys are made here on order; null: none are.</summary>
        public IKeyPlace KeyPlace { get; set; }

        /// <summary>What is known of the slots.</summary>
        public UpdateRecord Record { get; }

        /// <inheritdoc />
        public UpdateReason Reason { get; private set; }

        /// <summary>The request for a certificate of a key that was made here and waits for it, in DER; else null.</summary>
        public byte[] ReadRequest()
        {
            return new NewKey(store).ReadRequest();
        }

        /// <summary>The library that an offer was refused for, else null.</summary>
        public string Library
        {
            get { return offers.Library; }
        }

        /// <inheritdoc />
        public InstallState State
        {
            get
            {
                return Find(SlotState.Trial) >= 0 ? InstallState.Testing
                    : Find(SlotState.Verified) >= 0 ? InstallState.TestPending
                    : isTrialOver ? InstallState.RollbackPending
                    : InstallState.Confirmed;
            }
        }

        /// <inheritdoc />
        public UpdateReason Judge(Manifest manifest, long utcMs)
        {
            if (!hasKeys)
            {
                return UpdateReason.NoKeys;
            }

            UpdateReason reason = offers.Judge(manifest, manifest.IsRotation ? Record.Generation : Record.Lowest, utcMs);
            reason = reason != UpdateReason.None ? reason : JudgeSlots();
            if (reason != UpdateReason.None)
            {
                return reason;
            }

            Record.RefillWrites(utcMs);
            return Record.Writes < FilesOf(manifest) ? UpdateReason.BudgetUsed : UpdateReason.None;
        }

        /// <inheritdoc />
        public UpdateReason Begin(Manifest manifest, byte[] offer, int count)
        {
            Forget();
            slot = Free(manifest);
            byte[] seal = Seal.Of(hmac, keys.ReadOwn(), slot, offer, count);
            if (seal == null)
            {
                return UpdateReason.NoKeys;
            }

            if (Record.StateOf(slot) != SlotState.Empty)
            {
                Record.Take(slot, SlotSignal.Released, UpdateReason.None);
                if (!Record.Keep())
                {
                    return UpdateReason.StoreFailed;
                }
            }

            if (!Files().WriteHead(offer, count, seal))
            {
                return UpdateReason.StoreFailed;
            }

            Record.Take(slot, SlotSignal.Offered, UpdateReason.None);
            Record.Describe(slot, manifest, seal, 0);
            Record.TakeWrites(FilesOf(manifest));
            return Record.Keep() ? UpdateReason.None : UpdateReason.StoreFailed;
        }

        /// <inheritdoc />
        public int Restore(byte[] offer)
        {
            FollowKeys();
            slot = Find(SlotState.Receiving);
            slot = slot >= 0 ? slot : Find(SlotState.Complete);
            if (slot < 0)
            {
                return -1;
            }

            int count = Files().ReadHead(offer);
            byte[] seal = count > 0 ? Seal.Of(hmac, keys.ReadOwn(), slot, offer, count) : null;
            if (seal != null && ChunkDigest.IsSame(seal, 0, offer, count) && Record.IsFingerprint(slot, seal, 0))
            {
                return count;
            }

            Abort(UpdateReason.BadSeal);
            return -1;
        }

        /// <inheritdoc />
        public bool Read(int file, byte[] into, int count)
        {
            return Files().Read(file, into, count);
        }

        /// <inheritdoc />
        public UpdateReason Store(int file, byte[] bytes, int count)
        {
            return Files().Write(file, bytes, count) ? UpdateReason.None : UpdateReason.StoreFailed;
        }

        /// <inheritdoc />
        public void Abort(UpdateReason reason)
        {
            int trial = Find(SlotState.Trial);
            int what = slot >= 0 ? slot : trial >= 0 ? trial : Find(SlotState.Verified);
            Forget();
            if (what >= 0 && Record.Take(what, SlotSignal.Refused, reason) && Record.Keep())
            {
                isTrialOver |= what == trial;
            }
        }

        /// <inheritdoc />
        public UpdateReason Confirm()
        {
            int trial = Find(SlotState.Trial);
            if (trial < 0)
            {
                return UpdateReason.None;
            }

            Record.Take(trial, SlotSignal.Confirmed, UpdateReason.None);
            Record.Raise(trial);
            return Record.Keep() ? UpdateReason.None : UpdateReason.StoreFailed;
        }

        /// <summary>
        /// The node has copied the settings and certificates of a confirmed slot to where it keeps its own. A slot without firmware is of no
        /// more use then.
        /// </summary>
        public UpdateReason Settle(int confirmed)
        {
            if (!Record.Keep())
            {
                return UpdateReason.StoreFailed; // a write between the copy and the one that lets go of it: see Rotate
            }

            Record.Settle(confirmed);
            if (!Record.HasAssemblies(confirmed))
            {
                Record.Take(confirmed, SlotSignal.Released, UpdateReason.None);
            }

            return Record.Keep() ? UpdateReason.None : UpdateReason.StoreFailed;
        }

        // First keys, others from the bench, a rotation, or one that a cut ended before this was written. Not for each offer: to read them costs a CRC of
        // 1.5 KB. What the record then says of them was read from flash.
        private void FollowKeys()
        {
            byte[] trusted = keys.ReadTrusted();
            hasKeys = trusted != null;
            if (hasKeys && KeyRecord.Generation(trusted) != Record.Generation)
            {
                Record.Follow(KeyRecord.Generation(trusted), KeyRecord.SequenceMin(trusted));
                hasKeys = Record.Keep();
            }
        }

        // A trial ends before the next begins, and confirmed settings are copied before their slot goes.
        private UpdateReason JudgeSlots()
        {
            for (int i = 0; i < UpdateRecord.Slots; i++)
            {
                if (Record.StateOf(i) == SlotState.Trial || (Record.StateOf(i) == SlotState.Confirmed && Record.IsPending(i)))
                {
                    return UpdateReason.Busy;
                }
            }

            return UpdateReason.None;
        }

        // Never the one that runs, if there is another; a confirmed one last. An image runs from memory, so even its own slot may be written.
        private int Free(Manifest manifest)
        {
            if (target.FirmwareSlots == 1)
            {
                return manifest.HasAssemblies ? 0 : 1;
            }

            return Worth(1) < Worth(0) ? 1 : 0;
        }

        // List and chunks.
        private static int FilesOf(Manifest manifest)
        {
            return 1 + manifest.Chunks;
        }

        private int Worth(int index)
        {
            return index == running ? 2 : Record.StateOf(index) == SlotState.Confirmed ? 1 : 0;
        }

        private int Find(SlotState state)
        {
            for (int i = 0; i < UpdateRecord.Slots; i++)
            {
                if (Record.StateOf(i) == state)
                {
                    return i;
                }
            }

            return UpdateRecord.Factory;
        }

        private SlotFiles Files()
        {
            return new SlotFiles(store, slot);
        }
    }
}
