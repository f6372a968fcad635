namespace FieldNode.Update
{
    public sealed partial class SlotInstaller
    {
        private const int UnitsOfAStep = 1;

        private SlotCheck check;
        private KeyRotation rotation;
        private KeyMaker maker;
        private int judged;
        private int needed;

        /// <inheritdoc />
        public CheckResult Complete()
        {
            Reason = slot < 0 ? UpdateReason.StoreFailed : check == null ? Tidy() : Check();
            if (Reason != UpdateReason.None)
            {
                Abort(Reason);
                return CheckResult.Bad;
            }

            if (slot >= 0)
            {
                return CheckResult.InProgress;
            }

            return CheckResult.Good;
        }

        // Files of a longer bundle that was here before go one by one; then the slot is complete.
        private UpdateReason Tidy()
        {
            if (Record.StateOf(slot) == SlotState.Complete)
            {
                check = new SlotCheck(store, hmac, keys.ReadOwn(), Record, slot, false);
                return UpdateReason.None;
            }

            int files = Record.FilesOf(slot);
            needed = needed > 0 ? needed : NeededFiles();
            if (files > needed)
            {
                Files().Delete(files - 1);
                Record.SetFiles(slot, files - 1);
                return UpdateReason.None;
            }

            return Record.Take(slot, SlotSignal.Received, UpdateReason.None) && Record.Keep() ? UpdateReason.None : UpdateReason.StoreFailed;
        }

        private UpdateReason Check()
        {
            CheckResult result = check.Step();
            if (result != CheckResult.Good)
            {
                return check.Reason;
            }

            if (check.Manifest.IsRotation)
            {
                return Rotate();
            }

            if (check.Manifest.IsKeyOrder)
            {
                return MakeKey();
            }

            while (judged < check.Manifest.Parts && check.PartOf(judged) == null)
            {
                judged++; // assemblies
            }

            if (judged < check.Manifest.Parts)
            {
                UpdateReason reason = judge == null ? UpdateReason.None
                    : judge.Judge(check.Manifest.KindOf(judged), check.Manifest.NameOf(judged), check.PartOf(judged));
                judged++;
                return reason;
            }

            return End(SlotSignal.Checked);
        }

        // Keys are not tried: they are put in place, and the slot is free again. A cut in between leaves the slot complete, and this is done again.
        // The record counts under the new keys in a write of its own, and last: with the write before it, flash that loses the order of two would have
        // the count and not the keys, and the next start would take the old keys' first count for the last.
        private UpdateReason Rotate()
        {
            byte[] part = check.PartOf(0);
            if (rotation != null || !IsInPlace(part)) // once: to read them is to open two files
            {
                rotation = rotation ?? new KeyRotation(part, check.Manifest.Sequence);
                CheckResult result = rotation.Step(UnitsOfAStep);
                if (result != CheckResult.Good)
                {
                    return result == CheckResult.Bad ? UpdateReason.BadPart : UpdateReason.None;
                }

                if (!keys.Replace(rotation.Record))
                {
                    return UpdateReason.StoreFailed;
                }
            }

            UpdateReason reason = End(SlotSignal.Released);
            if (reason == UpdateReason.None)
            {
                FollowKeys();
            }

            return reason;
        }

        // An order is not tried either. Its number counts with the write that lets go of it: until then a cut has it done again, with another key.
        private UpdateReason MakeKey()
        {
            if (maker == null && (KeyPlace == null || !KeyMaker.IsOrder(check.PartOf(0), KeyPlace)))
            {
                return UpdateReason.BadPart;
            }

            maker = maker ?? new KeyMaker(store, hmac, keys.ReadOwn(), KeyPlace, check.Manifest.Sequence);
            CheckResult result = maker.Step();
            if (result != CheckResult.Good)
            {
                return result == CheckResult.Bad ? UpdateReason.StoreFailed : UpdateReason.None;
            }

            if (!Record.Keep())
            {
                return UpdateReason.StoreFailed; // a write between the request and the one that lets go of its order: see Rotate
            }

            Record.Raise(slot);
            return End(SlotSignal.Released);
        }

        private UpdateReason End(SlotSignal signal)
        {
            bool isKept = Record.Take(slot, signal, UpdateReason.None) && Record.Keep();
            if (isKept)
            {
                Forget();
            }

            return isKept ? UpdateReason.None : UpdateReason.StoreFailed;
        }

        private int NeededFiles()
        {
            byte[] head = new byte[Manifest.OfferMax + Seal.Bytes];
            var manifest = new Manifest();
            int count = Files().ReadHead(head);
            return count > 0 && manifest.Read(head, count) == UpdateReason.None ? manifest.Chunks : Manifest.ChunksMax;
        }

        private void Forget()
        {
            slot = UpdateRecord.Factory;
            check = null;
            rotation = null;
            maker = null;
            judged = 0;
            needed = 0;
        }

        // A cut came behind the write of them.
        private bool IsInPlace(byte[] part)
        {
            byte[] trusted = keys.ReadTrusted();
            bool isSame = trusted != null && part.Length >= trusted.Length;
            for (int i = 0; isSame && i < trusted.Length; i++)
            {
                isSame = trusted[i] == part[i];
            }

            return isSame;
        }
    }
}
