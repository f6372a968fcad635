using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>
    /// Settings and certificates that proved themselves go from their slot to where the board keeps its own; then the slot is free. One file a step.
    /// A cut in between is made good by the next start, which reads those of the slot and begins here anew.
    /// </summary>
    public sealed class SlotAdoption
    {
        private const int RetryMs = 60000;

        private readonly IFlashStore store;
        private readonly IUpdatePorts ports;
        private readonly SlotInstaller installer;
        private readonly UpdateKeys keys;
        private SlotCheck check; // while there is something to do
        private int slot;
        private int part;

        /// <summary>Adopts what an installer confirmed.</summary>
        public SlotAdoption(IFlashStore store, IUpdatePorts ports, SlotInstaller installer, UpdateKeys keys)
        {
            this.store = store;
            this.ports = ports;
            this.installer = installer;
            this.keys = keys;
        }

        /// <summary>Does one small thing of what is due.</summary>
        /// <returns>In how many ms there is more to do.</returns>
        public int Step()
        {
            if (check == null)
            {
                return Find() ? 0 : RetryMs;
            }

            CheckResult result = check.Step();
            if (result == CheckResult.InProgress)
            {
                return 0;
            }

            if (result == CheckResult.Bad)
            {
                check = null;
                installer.Record.Take(slot, SlotSignal.Refused, UpdateReason.StoreFailed); // it was right at the start: the flash is not
                installer.Record.Keep();
                return RetryMs;
            }

            return Adopt();
        }

        private int Adopt()
        {
            Manifest manifest = check.Manifest;
            if (part < manifest.Parts)
            {
                byte[] content = check.PartOf(part);
                bool isDone = content == null || ports.Adopt(manifest.KindOf(part), manifest.NameOf(part), content);
                part += isDone ? 1 : 0;
                check = isDone ? check : null;
                return isDone ? 0 : RetryMs;
            }

            bool isKeyDone = !IsOfNewKey() || new NewKey(store).Forget(); // the board has it as its own by now
            check = null;
            if (!isKeyDone)
            {
                return RetryMs;
            }

            installer.Settle(slot);
            return 0;
        }

        private bool IsOfNewKey()
        {
            for (int i = 0; i < check.Manifest.Parts; i++)
            {
                if (check.Manifest.KindOf(i) == PartKind.Certificate && new NewKey(store).PemFor(check.PartOf(i)) != null)
                {
                    return true;
                }
            }

            return false;
        }

        private bool Find()
        {
            UpdateRecord record = installer.Record;
            for (int i = 0; i < UpdateRecord.Slots; i++)
            {
                if (record.StateOf(i) == SlotState.Confirmed && record.IsPending(i))
                {
                    slot = i;
                    part = 0;
                    check = new SlotCheck(store, ports.Hmac, keys.ReadOwn(), record, i, false);
                    return true;
                }
            }

            return false;
        }
    }
}
