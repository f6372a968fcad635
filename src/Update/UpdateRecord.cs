using System;
using FieldNode.Journal;

namespace FieldNode.Update
{
    /// <summary>
    /// What the node and its loader know of the slots, as the A/B record <c>update</c> (docs/SPEC.md, section 9). Changes are made here and
    /// count once <see cref="Keep"/> wrote them: the write is the moment in which anything about a slot is decided.
    /// </summary>
    public sealed partial class UpdateRecord
    {
        /// <summary>Slots of a board; where the drive is small the second one takes no firmware.</summary>
        public const int Slots = 2;
        /// <summary>No slot: the factory firmware.</summary>
        public const int Factory = -1;
        /// <summary>Bytes of a seal that the record has of each slot.</summary>
        public const int FingerprintBytes = 8;

        private const int Form = 1;
        private const int Bytes = 60;
        private const int FormerBytes = 52; // without the last two numbers
        private const int HeadBytes = 12;
        private const int SlotBytes = 20;
        private const int NoSlot = 255;
        private const int LowestAt = 8, LowestFirmwareAt = FormerBytes;
        private const int ReasonAt = 1, StartsAt = 2, ContentAt = 3, SequenceAt = 4, FingerprintAt = 8, FilesAt = 16;
        private const byte AssembliesBit = 1, OthersBit = 2, KeysBit = 4, PendingBit = 8;

        private readonly AbRecord record;
        private readonly byte[] content = new byte[Bytes];

        /// <summary>Reads the record.</summary>
        public UpdateRecord(IFlashStore store)
        {
            record = new AbRecord(store, "update", Bytes);
            Load();
        }

        /// <summary>The slot whose firmware was confirmed last, or <see cref="Factory"/>.</summary>
        public int Current
        {
            get { return content[1] < Slots ? content[1] : Factory; }
        }

        /// <summary>The generation of the keys that <see cref="Lowest"/> counts under.</summary>
        public int Generation
        {
            get { return Number(4); }
        }

        /// <summary>A bundle's sequence number has to be above this one.</summary>
        public int Lowest
        {
            get { return Number(LowestAt); }
        }

        /// <summary>
        /// Firmware with a number below this one is older than what this node has run, or than its keys allow. Not <see cref="Lowest"/>: settings alone
        /// raise that one, and make no firmware old.
        /// </summary>
        public int LowestFirmware
        {
            get { return Number(LowestFirmwareAt); }
        }

        /// <summary>Where a slot stands.</summary>
        public SlotState StateOf(int slot)
        {
            return (SlotState)content[At(slot)];
        }

        /// <summary>Why a slot was rejected.</summary>
        public UpdateReason ReasonOf(int slot)
        {
            return (UpdateReason)content[At(slot) + ReasonAt];
        }

        /// <summary>Starts of a trial so far.</summary>
        public int StartsOf(int slot)
        {
            return content[At(slot) + StartsAt];
        }

        /// <summary>The sequence number of what is in a slot.</summary>
        public int SequenceOf(int slot)
        {
            return Number(At(slot) + SequenceAt);
        }

        /// <summary>Files of chunks that a slot may have, so that those that are too many can be deleted.</summary>
        public int FilesOf(int slot)
        {
            return content[At(slot) + FilesAt];
        }

        /// <summary>True if a slot has firmware.</summary>
        public bool HasAssemblies(int slot)
        {
            return (content[At(slot) + ContentAt] & AssembliesBit) != 0;
        }

        /// <summary>True if a slot has settings or certificates.</summary>
        public bool HasOthers(int slot)
        {
            return (content[At(slot) + ContentAt] & OthersBit) != 0;
        }

        /// <summary>True if a slot has keys, or an order for one: nothing that is started.</summary>
        public bool HasKeys(int slot)
        {
            return (content[At(slot) + ContentAt] & KeysBit) != 0;
        }

        /// <summary>True if settings or certificates of a confirmed slot are not where the node keeps its own yet: until then those of the slot count.</summary>
        public bool IsPending(int slot)
        {
            return (content[At(slot) + ContentAt] & PendingBit) != 0;
        }

        /// <summary>True if a seal is the one that was made when the offer was taken.</summary>
        public bool IsFingerprint(int slot, byte[] seal, int sealAt)
        {
            int different = 0;
            for (int i = 0; i < FingerprintBytes; i++)
            {
                different |= content[At(slot) + FingerprintAt + i] ^ seal[sealAt + i];
            }

            return different == 0;
        }

        /// <summary>Gives a slot a signal. A release forgets what was in it, but not how many files there may be.</summary>
        /// <returns>False if the signal is not allowed in its state; nothing has changed then.</returns>
        public bool Take(int slot, SlotSignal signal, UpdateReason reason)
        {
            int next = SlotTable.Next(StateOf(slot), signal);
            if (next < 0)
            {
                return false;
            }

            int at = At(slot);
            content[at] = (byte)next;
            content[at + ReasonAt] = (byte)reason;
            if (signal == SlotSignal.Started)
            {
                content[at + StartsAt]++;
            }
            else if (signal == SlotSignal.Released)
            {
                Array.Clear(content, at + StartsAt, FilesAt - StartsAt);
            }

            if (Current == slot && (signal == SlotSignal.Released || signal == SlotSignal.Refused))
            {
                content[1] = (byte)OtherConfirmed(slot);
            }

            return true;
        }

        /// <summary>What an offer that was verified puts into an empty slot.</summary>
        public void Describe(int slot, Manifest manifest, byte[] seal, int sealAt)
        {
            int at = At(slot);
            byte bits = 0;
            for (int i = 0; i < manifest.Parts; i++)
            {
                PartKind kind = manifest.KindOf(i);
                bits |= kind == PartKind.Assembly ? AssembliesBit : kind == PartKind.Keys || kind == PartKind.KeyOrder ? KeysBit : OthersBit;
            }

            content[at + ContentAt] = bits;
            Put(at + SequenceAt, manifest.Sequence);
            Array.Copy(seal, sealAt, content, at + FingerprintAt, FingerprintBytes);
            content[at + FilesAt] = manifest.Chunks > FilesOf(slot) ? (byte)manifest.Chunks : content[at + FilesAt];
        }

        /// <summary>Files that were too many are gone.</summary>
        public void SetFiles(int slot, int files)
        {
            content[At(slot) + FilesAt] = (byte)files;
        }

        /// <summary>A slot has been confirmed: nothing older is taken from now on, and its settings wait to be copied.</summary>
        public void Raise(int slot)
        {
            int sequence = SequenceOf(slot);
            Put(LowestAt, sequence > Lowest ? sequence : Lowest);
            if (HasAssemblies(slot))
            {
                content[1] = (byte)slot;
                Put(LowestFirmwareAt, sequence > LowestFirmware ? sequence : LowestFirmware);
            }

            if (HasOthers(slot))
            {
                content[At(slot) + ContentAt] |= PendingBit;
            }
        }

        /// <summary>Settings and certificates of a slot are where the node keeps its own.</summary>
        public void Settle(int slot)
        {
            content[At(slot) + ContentAt] = (byte)(content[At(slot) + ContentAt] & ~PendingBit);
        }

        /// <summary>New keys begin a count of their own: that is the way back from a sequence number that somebody drove up.</summary>
        public void Follow(int generation, int sequenceMin)
        {
            Put(4, generation);
            Put(LowestAt, sequenceMin - 1);
            Put(LowestFirmwareAt, sequenceMin - 1);
        }

        /// <summary>Writes the record.</summary>
        /// <returns>False if the store refused; the changes since the last write are taken back.</returns>
        public bool Keep()
        {
            bool isKept = record.Write(content, Bytes);
            if (!isKept)
            {
                Load();
            }

            return isKept;
        }

        private void Load()
        {
            int count = record.Read(content);
            if ((count != Bytes && count != FormerBytes) || content[0] != Form || !IsInRange(0) || !IsInRange(1))
            {
                Array.Clear(content, 0, Bytes);
                content[0] = Form;
                content[1] = NoSlot;
            }
            else if (count == FormerBytes)
            {
                Put(LowestFirmwareAt, Lowest); // what it was taken for then
            }
        }

        private bool IsInRange(int slot)
        {
            return content[At(slot)] <= (byte)SlotState.Rejected;
        }

        private int OtherConfirmed(int slot)
        {
            int other = 1 - slot;
            return StateOf(other) == SlotState.Confirmed && HasAssemblies(other) ? other : NoSlot;
        }

        private static int At(int slot)
        {
            return HeadBytes + slot * SlotBytes;
        }

        private int Number(int at)
        {
            return BitConverter.ToInt32(content, at);
        }

        private void Put(int at, int value)
        {
            for (int i = 0; i < 4; i++)
            {
                content[at + i] = (byte)(value >> (8 * i));
            }
        }
    }
}
