namespace FieldNode.Tags
{
    /// <summary>
    /// Tags whose quality something else than their driver decides: a person forced the value or took the tag out of service, or a watch
    /// found it frozen. A held tag is never good, so that samples take the long way round and the short one knows nothing of this.
    /// </summary>
    public sealed partial class TagTable
    {
        /// <summary>Tags that carry a forced value now.</summary>
        public int ForcedCount { get; private set; }

        /// <summary>Tags that are out of service now.</summary>
        public int OutOfServiceCount { get; private set; }

        /// <summary>Tags that are held as frozen now.</summary>
        public int FrozenCount { get; private set; }

        /// <summary>True while the tag is forced, out of service or frozen; <see cref="ReasonOf"/> says which.</summary>
        public bool IsHeld(int tag)
        {
            return (state[tag] & HeldBit) != 0;
        }

        /// <summary>
        /// Takes a tag out of service: its last value stays, quality Bad, and what its driver says is not heard until
        /// <see cref="Release"/>.
        /// </summary>
        public void TakeOutOfService(int tag)
        {
            Hold(tag, QualityReason.OutOfService);
        }

        /// <summary>
        /// Gives a tag a value by hand, in engineering units, quality Stale, until <see cref="Release"/>. Not for texts.
        /// </summary>
        /// <returns>False if the value does not fit the datatype; the tag is then as it was.</returns>
        public bool Force(int tag, double value)
        {
            if (!CanForce((ProtoLite.DataType)type[tag], value))
            {
                return false;
            }

            Unhold(tag);
            byte before = flags[tag];
            flags[tag] = (byte)(before & ~ScaledFlag); // the value is in engineering units already
            SetReal(tag, value);
            flags[tag] = before;
            Hold(tag, QualityReason.Forced);
            return true;
        }

        /// <summary>
        /// A watch found that the value does not move. Samples are taken on, with quality Bad, until <see cref="Release"/>. A tag that is
        /// bad for another reason keeps that.
        /// </summary>
        public void HoldFrozen(int tag)
        {
            if ((state[tag] & NotGoodBit) == 0)
            {
                Hold(tag, QualityReason.Frozen);
            }
        }

        /// <summary>
        /// True if the tag had a good sample, changed or not, since this was asked last. Who does not ask pays nothing for it. Not for a tag
        /// that is held.
        /// </summary>
        public bool WasSampled(int tag)
        {
            bool wasSampled = (state[tag] & AwaitedBit) == 0;
            state[tag] |= AwaitedBit;
            ForgetRaw(tag);
            return wasSampled;
        }

        /// <summary>
        /// Ends what <see cref="Force"/>, <see cref="TakeOutOfService"/> or <see cref="HoldFrozen"/> began. A frozen tag is good at once; the
        /// others are stale until their driver has read them again.
        /// </summary>
        public void Release(int tag)
        {
            if ((state[tag] & HeldBit) == 0)
            {
                return;
            }

            bool wasFrozen = reason[tag] == (byte)QualityReason.Frozen;
            Unhold(tag);
            if (!wasFrozen)
            {
                MakeNotGood(tag, QualityReason.NotReadYet, 0);
                return;
            }

            Decide(tag, BitsOf(tag)); // a good sample of the value that it has
        }

        private void Hold(int tag, QualityReason why)
        {
            Unhold(tag);
            switch (why)
            {
                case QualityReason.Forced: ForcedCount++; break;
                case QualityReason.OutOfService: OutOfServiceCount++; break;
                default: FrozenCount++; break;
            }

            MakeNotGood(tag, why, HeldBit);
        }

        // Only the bookkeeping: the quality stays not good until somebody says otherwise.
        private void Unhold(int tag)
        {
            if ((state[tag] & HeldBit) == 0)
            {
                return;
            }

            switch ((QualityReason)reason[tag])
            {
                case QualityReason.Forced: ForcedCount--; break;
                case QualityReason.OutOfService: OutOfServiceCount--; break;
                default: FrozenCount--; break;
            }

            state[tag] &= 0xFF ^ HeldBit;
        }

        /// <summary>True while a person has forced the tag or taken it out of service.</summary>
        public bool IsTakenByPerson(int tag)
        {
            return (state[tag] & HeldBit) != 0 && reason[tag] != (byte)QualityReason.Frozen;
        }

        /// <summary>A good sample of a held tag: a frozen one follows it with its quality as it is, the others do not hear it.</summary>
        private void KeepHeld(int tag, long bits, bool moved)
        {
            if (moved && reason[tag] == (byte)QualityReason.Frozen)
            {
                SetBitsInImage(tag, bits);
                Stamp(tag);
            }

            ReportIfForced(tag);
        }

        private void MakeNotGood(int tag, QualityReason why, byte held)
        {
            Unhold(tag);
            QualityReason former = ReasonOf(tag);
            reason[tag] = (byte)why;
            Tell(tag, former, why);
            state[tag] = (byte)((state[tag] & ~ForceBit) | NotGoodBit | QualityDueBit | held);
            slack[tag] = InFull;
            ForgetRaw(tag);
            Stamp(tag);
            Enqueue(tag);
        }

        // Not read yet is no fault: it is what a start has, and what a person leaves behind.
        private void Tell(int tag, QualityReason former, QualityReason why)
        {
            former = former == QualityReason.NotReadYet ? QualityReason.None : former;
            why = why == QualityReason.NotReadYet ? QualityReason.None : why;
            if (former != why && Listener != null)
            {
                Listener.OnTag(tag, why);
            }
        }

        /// <summary>True if a tag of this datatype can be forced to a value.</summary>
        public static bool CanForce(ProtoLite.DataType dataType, double value)
        {
            if (IsText(dataType) || double.IsNaN(value) || double.IsInfinity(value))
            {
                return false;
            }

            int kind = (int)dataType;
            switch (dataType)
            {
                case ProtoLite.DataType.Float: return value <= 3.4028234663852886e38 && value >= -3.4028234663852886e38;
                case ProtoLite.DataType.Double: return true;
                case ProtoLite.DataType.Boolean: return value == 0 || value == 1;
                case ProtoLite.DataType.UInt64: return value >= 0 && value < 2 * TwoTo63;
                default: return value >= LowestOf(kind) && value <= HighestOf(kind) && value < TwoTo63;
            }
        }
    }
}
