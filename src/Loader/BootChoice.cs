using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode.Loader
{
    /// <summary>
    /// What a start begins with: a verified slot as a trial, else the firmware that was confirmed last, else the one before it, else the factory's.
    /// Nothing is chosen that was not read back from flash and found right. A trial's start is on record before it is chosen, so one that never
    /// comes back is counted; one that cannot be recorded is not tried.
    /// </summary>
    public sealed class BootChoice
    {
        /// <summary>Version of this loader; manifests name the lowest that starts them.</summary>
        public const int LoaderVersion = 1;
        /// <summary>Starts of a trial. The next one goes back.</summary>
        public const int StartsMax = 3;

        private readonly IFlashStore store;
        private readonly IHmac hmac;
        private readonly OfferCheck offers;
        private readonly int factorySequence;
        private readonly UpdateRecord record;
        private readonly BootRecord boot;
        private readonly byte[] ownKey;
        private SlotCheck firmware;
        private SlotCheck overlay;

        /// <summary>Chooses.</summary>
        /// <param name="store">Where the node keeps its files.</param>
        /// <param name="hmac">For digests and seals.</param>
        /// <param name="target">What this board is.</param>
        /// <param name="libraries">What it has: another set may have come from the bench since.</param>
        /// <param name="factorySequence">Sequence number of the factory firmware, 0 if it has none.</param>
        public BootChoice(IFlashStore store, IHmac hmac, UpdateTarget target, ILibraries libraries, int factorySequence)
        {
            this.store = store;
            this.hmac = hmac;
            this.factorySequence = factorySequence;
            offers = new OfferCheck(target, libraries);
            record = new UpdateRecord(store);
            boot = BootRecord.Look(store);
            ownKey = new UpdateKeys(store).ReadOwn();
            Choose();
        }

        /// <summary>The slot whose firmware is to be started, or UpdateRecord.Factory.</summary>
        public int Slot { get; private set; }

        /// <summary>The slot whose settings and certificates count before the node's own, or UpdateRecord.Factory for none.</summary>
        public int Overlay { get; private set; }

        /// <summary>True if firmware or settings are on trial: outputs stay as at boot.</summary>
        public bool IsTrial { get; private set; }

        /// <summary>True if the factory firmware is older than the firmware that this node has run: it may connect and be updated, and nothing else.</summary>
        public bool IsRestricted
        {
            get { return Slot == UpdateRecord.Factory && factorySequence < record.LowestFirmware; }
        }

        /// <summary>Why a slot was rejected in this start, None if none was.</summary>
        public UpdateReason Reason { get; private set; }

        /// <summary>The assemblies of the chosen slot, in the order in which they are loaded, with their bytes; null for the factory.</summary>
        public SlotCheck Firmware
        {
            get { return firmware; }
        }

        /// <summary>The settings and certificates that count before the node's own, or null.</summary>
        public SlotCheck Settings
        {
            get { return overlay; }
        }

        /// <summary>
        /// The chosen slot's assemblies were not loaded by the runtime. If none of them was, this has chosen anew; if one was, the board must restart,
        /// since what is loaded stays loaded.
        /// </summary>
        public void LoadFailed()
        {
            if (Slot != UpdateRecord.Factory)
            {
                Refuse(Slot, UpdateReason.LoadFailed);
                Choose();
            }
        }

        private void Choose()
        {
            Slot = UpdateRecord.Factory;
            Overlay = UpdateRecord.Factory;
            IsTrial = false;
            firmware = null;
            overlay = null;
            for (int i = 0; i < UpdateRecord.Slots && !IsTrial; i++)
            {
                bool isNext = record.StateOf(i) == SlotState.Verified || record.StateOf(i) == SlotState.Trial;
                IsTrial = isNext && !record.HasKeys(i) && TryTrial(i);
            }

            if (Slot == UpdateRecord.Factory && boot.SafeFailedInARow < BootRecord.FailedMax)
            {
                TryConfirmed();
            }

            ChooseOverlay();
        }

        private bool TryTrial(int slot)
        {
            if (record.StateOf(slot) == SlotState.Trial && record.StartsOf(slot) >= StartsMax)
            {
                Refuse(slot, WhyNotConfirmed());
                return false;
            }

            SlotCheck check = Check(slot);
            if (check == null)
            {
                return false;
            }

            bool isFirst = record.StateOf(slot) == SlotState.Verified;
            if (!record.Take(slot, SlotSignal.Started, UpdateReason.None) || !record.Keep())
            {
                Reason = UpdateReason.StoreFailed; // a start that is not counted could be the first of ever so many
                return false;
            }

            if (isFirst)
            {
                boot.Forgive();
            }

            Overlay = slot;
            overlay = check;
            Slot = record.HasAssemblies(slot) ? slot : UpdateRecord.Factory;
            firmware = record.HasAssemblies(slot) ? check : null;
            return true;
        }

        private void TryConfirmed()
        {
            int slot = record.Current;
            while (slot != UpdateRecord.Factory && firmware == null)
            {
                firmware = record.StateOf(slot) == SlotState.Confirmed ? Check(slot) : null;
                Slot = firmware != null ? slot : UpdateRecord.Factory;
                slot = record.Current == slot ? UpdateRecord.Factory : record.Current; // a refusal moves it on
            }
        }

        // Without a trial, what a confirmed slot has and the node has not copied yet.
        private void ChooseOverlay()
        {
            for (int i = 0; i < UpdateRecord.Slots && Overlay == UpdateRecord.Factory; i++)
            {
                if (record.StateOf(i) == SlotState.Confirmed && record.IsPending(i))
                {
                    overlay = i == Slot ? firmware : Check(i);
                    Overlay = overlay != null ? i : UpdateRecord.Factory;
                }
            }
        }

        private SlotCheck Check(int slot)
        {
            var check = new SlotCheck(store, hmac, ownKey, record, slot, true);
            UpdateReason reason = check.Run() ? UpdateReason.None : check.Reason;
            if (reason == UpdateReason.None && record.HasAssemblies(slot))
            {
                reason = offers.JudgeAssemblies(check.Manifest);
            }

            if (reason == UpdateReason.None)
            {
                return check;
            }

            Refuse(slot, reason);
            return null;
        }

        // What was tried takes its faults with it: they are not those of what runs instead.
        private void Refuse(int slot, UpdateReason reason)
        {
            bool wasTrial = record.StateOf(slot) == SlotState.Trial;
            Reason = reason;
            if (record.Take(slot, SlotSignal.Refused, reason) && record.Keep() && wasTrial)
            {
                boot.Forgive();
            }
        }

        private UpdateReason WhyNotConfirmed()
        {
            switch (boot.LastEnd)
            {
                case RunEnd.Hang:
                    return UpdateReason.Hung;
                case RunEnd.Exception:
                case RunEnd.StepFaults:
                    return UpdateReason.Crashed;
                default:
                    return UpdateReason.NeverConfirmed;
            }
        }
    }
}
