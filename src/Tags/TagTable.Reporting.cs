using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Report by exception: deadband and report intervals.</summary>
    public sealed partial class TagTable
    {
        /// <summary>A good value: puts it into the image, and decides whether it is reported.</summary>
        private void Decide(int tag, long bits)
        {
            int s = state[tag];
            bool due = (s & (NotGoodBit | ForceBit)) != 0 || (s & HasValueBit) == 0;
            bool moved = bits != BitsOf(tag);
            // What an unfiltered tag reported last is what its image holds; the Floats of TagTable.Floats.cs rely on that.
            bool changed = (s & FilteredBit) == 0 ? moved : bits != reported[columnAt[tag]];
            if ((s & NotGoodBit) != 0)
            {
                if ((s & HeldBit) != 0)
                {
                    KeepHeld(tag, bits, moved);
                    return;
                }

                // Good needs no word, unless somebody was told that it was not.
                QualityReason before = ReasonOf(tag);
                reason[tag] = (byte)QualityReason.None;
                Tell(tag, before, QualityReason.None);
                bool isTold = (flags[tag] & ToldFlag) != 0;
                s = isTold ? (s & ~NotGoodBit) | QualityDueBit : s & ~(NotGoodBit | QualityDueBit);
                slack[tag] = InFull;
            }

            int former = state[tag];
            state[tag] = (byte)((s | HasValueBit) & ~(ForceBit | AwaitedBit));
            if (moved || (s & HasValueBit) == 0)
            {
                SetBitsInImage(tag, bits);
            }

            if ((former & ~s & QualityDueBit) != 0)
            {
                RestoreSlack(tag);
            }

            if (changed || moved || due)
            {
                Stamp(tag);
            }

            if (due || IsReportable(tag, s, bits, changed))
            {
                MarkReported(tag, bits);
                Enqueue(tag);
            }
        }

        /// <summary>Report by exception, with deadband and intervals (docs/SPEC.md, "Report by exception").</summary>
        private bool IsReportable(int tag, int s, long bits, bool changed)
        {
            if ((s & FilteredBit) == 0)
            {
                return changed;
            }

            if (waits[tag] != 0)
            {
                return changed; // it goes out anyway, so with its newest value
            }

            int at = columnAt[tag];
            long sinceMs = nowMs - reportedMs[at];
            if (maxReportMs[at] > 0 && sinceMs >= maxReportMs[at])
            {
                Stamp(tag);
                return true;
            }

            if (!changed || sinceMs < minReportMs[at])
            {
                return false;
            }

            if (deadband[at] <= 0)
            {
                return true;
            }

            double moved = RealOf(tag, bits) - reportedReal[at];
            return moved > deadband[at] || moved < -deadband[at];
        }

        /// <summary>
        /// Reports a tag once more as it is, with its quality: a host that wanted another value has to see what holds. The value keeps its time
        /// of capture.
        /// </summary>
        public void ReportAgain(int tag)
        {
            if ((state[tag] & NotGoodBit) != 0)
            {
                state[tag] |= QualityDueBit;
                slack[tag] = InFull;
            }

            if ((state[tag] & HasValueBit) == 0)
            {
                PutSendTime(data, valueAt[tag] - WireTime.Count - 1); // it was never captured, and its image has no time yet
            }

            MarkReported(tag, BitsOf(tag));
            Enqueue(tag);
        }

        // A host waits for its echo, also of a tag that stays bad, forced or out of service.
        private void ReportIfForced(int tag)
        {
            if ((state[tag] & ForceBit) != 0)
            {
                state[tag] &= 0xFF ^ ForceBit;
                ReportAgain(tag);
            }
        }

        private void MarkReported(int tag, long bits)
        {
            if ((state[tag] & FilteredBit) != 0)
            {
                int at = columnAt[tag];
                reported[at] = bits;
                reportedMs[at] = nowMs;
                if (deadband[at] > 0)
                {
                    reportedReal[at] = RealOf(tag, bits);
                }
            }
        }

        private void Stamp(int tag)
        {
            Array.Copy(stamp, 0, data, valueAt[tag] - WireTime.Count - 1, WireTime.Count);
        }
    }
}
