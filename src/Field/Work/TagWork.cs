using System;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Field.Work
{
    /// <summary>
    /// What maintenance wants to see: a heartbeat, how many tags are forced, out of service or frozen, how many calibrations are overdue,
    /// as tags of the node itself; and the watch that finds frozen values. It looks once a second at the table, so that sampling knows
    /// nothing of it.
    /// </summary>
    public sealed class TagWork : IFieldDriver
    {
        /// <summary>Tags that it adds to the node.</summary>
        public const int OwnTags = 5;
        private const int PeriodMs = 1000;

        private readonly TagTable tags;
        private readonly int heartbeatMs;
        private readonly int heartbeat;     // tag behind which the four counts come; it is another's if there is no heartbeat
        private readonly int watchesMax;

        // Null if there is nothing to watch.
        private readonly int[] watched;
        private readonly int[] frozenMs;
        private readonly double[] band;
        private readonly double[] anchor;   // value when it last moved
        private readonly int[] quietMs;     // since then, as far as it was sampled; -1: no good value seen yet
        private readonly int[] unseenMs;    // since the last sample
        private readonly long[] dueUtcMs;
        private int watchCount;
        private int dueCount;
        private int beat;
        private int freezes;
        private long lastMs;
        private long beatDueMs = long.MinValue;
        private long stepDueMs = long.MinValue;

        /// <summary>Adds its tags; before the table is sealed.</summary>
        /// <param name="tags">The table.</param>
        /// <param name="heartbeatMs">The heartbeat counts up once in so many ms, 1000 or more; 0: there is none.</param>
        /// <param name="watchesMax">Room for tags whose freezing is watched, and for calibrations.</param>
        public TagWork(TagTable tags, int heartbeatMs, int watchesMax)
        {
            if (heartbeatMs < PeriodMs && heartbeatMs != 0)
            {
                throw new ArgumentException("heartbeat");
            }

            this.tags = tags;
            this.heartbeatMs = heartbeatMs;
            this.watchesMax = watchesMax;
            if (heartbeatMs != 0)
            {
                Add("Node/Heartbeat");
            }

            heartbeat = Add("Node/Tags forced") - 1;
            Add("Node/Tags out of service");
            Add("Node/Tags frozen");
            Add("Node/Calibrations overdue");
            if (watchesMax == 0)
            {
                return;
            }

            watched = new int[watchesMax];
            frozenMs = new int[watchesMax];
            band = new double[watchesMax];
            anchor = new double[watchesMax];
            quietMs = new int[watchesMax];
            unseenMs = new int[watchesMax];
            dueUtcMs = new long[watchesMax];
        }

        /// <summary>
        /// Watches a tag: one that stays within <paramref name="noise"/> of where it was, in engineering units, for
        /// <paramref name="afterMs"/> is bad (Frozen) until it moves further.
        /// </summary>
        public void WatchFrozen(int tag, int afterMs, double noise)
        {
            if (watchCount == watchesMax || afterMs < PeriodMs || noise < 0)
            {
                throw new ArgumentException("frozen watch of " + tag);
            }

            watched[watchCount] = tag;
            frozenMs[watchCount] = afterMs;
            band[watchCount] = noise;
            quietMs[watchCount++] = -1;
        }

        /// <summary>Counts a calibration as overdue from the start of a day, as <c>2026-03-01</c>.</summary>
        public void WatchCalibration(string due)
        {
            long ms = CalendarDay.StartMs(due);
            if (dueCount == watchesMax || ms < 0)
            {
                throw new ArgumentException("calibration due " + due);
            }

            dueUtcMs[dueCount++] = ms;
        }

        /// <inheritdoc />
        public int Step(long nowMs, long utcMs)
        {
            if (nowMs < stepDueMs)
            {
                return (int)(stepDueMs - nowMs);
            }

            stepDueMs = nowMs + PeriodMs;
            tags.BeginSample(utcMs);
            // While the node was blind nobody sampled: that is no time in which a value stood still.
            int passedMs = nowMs - lastMs < 2 * PeriodMs ? (int)(nowMs - lastMs) : PeriodMs;
            lastMs = nowMs;
            for (int i = 0; i < watchCount; i++)
            {
                Watch(i, passedMs);
            }

            if (heartbeatMs != 0 && nowMs >= beatDueMs)
            {
                beatDueMs = nowMs + heartbeatMs;
                beat = (beat + 1) & 0xFFFF;
                tags.SetInt(heartbeat, beat);
            }

            tags.SetInt(heartbeat + 1, tags.ForcedCount);
            tags.SetInt(heartbeat + 2, tags.OutOfServiceCount);
            tags.SetInt(heartbeat + 3, tags.FrozenCount);
            int late = 0;
            for (int i = 0; i < dueCount; i++)
            {
                late += utcMs >= dueUtcMs[i] ? 1 : 0;
            }

            tags.SetInt(heartbeat + 4, late);
            return PeriodMs;
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
        }

        /// <inheritdoc />
        public WriteResult CheckWrite(int tag, double value, long bits)
        {
            int own = tag - heartbeat;
            return own > 0 && own < OwnTags || (own == 0 && heartbeatMs != 0) ? WriteResult.NotWritable : WriteResult.NotMine;
        }

        /// <summary>Not kept: what this finds is said by the quality of the tags.</summary>
        public IFaultListener Listener
        {
            set { }
        }

        /// <inheritdoc />
        public bool Write(int tag, double value, long bits)
        {
            return false;
        }

        /// <inheritdoc />
        public int CounterCount
        {
            get { return 1; }
        }

        /// <inheritdoc />
        public string CounterName(int index)
        {
            return "Field/Values found frozen";
        }

        /// <inheritdoc />
        public long Counter(int index)
        {
            return freezes;
        }

        private void Watch(int i, int passedMs)
        {
            int tag = watched[i];
            bool held = tags.IsHeld(tag);
            bool isFrozen = held && tags.ReasonOf(tag) == QualityReason.Frozen;
            if (isFrozen && !tags.IsDeviceOnline(tags.DeviceOf(tag)))
            {
                return; // what came back is as frozen as what went, until it moves
            }

            if (!tags.IsDeviceOnline(tags.DeviceOf(tag)) || (held && !isFrozen) || !tags.HasValue(tag) || (!isFrozen && tags.QualityOf(tag) != Quality.Good))
            {
                quietMs[i] = -1; // not a living value: its time begins when it is good again
                return;
            }

            double value = tags.GetReal(tag);
            double moved = value - anchor[i];
            if (quietMs[i] < 0 || moved > band[i] || moved < -band[i])
            {
                anchor[i] = value;
                quietMs[i] = 0;
                unseenMs[i] = 0;
                if (isFrozen)
                {
                    tags.Release(tag);
                }

                return;
            }

            // Only samples show that a value stands still. So the time between two of them counts, at most half of what freezes it: a slave that is
            // asked more and more seldom, or a line that is held up, is no frozen value.
            unseenMs[i] += passedMs;
            if (isFrozen || !tags.WasSampled(tag))
            {
                return;
            }

            quietMs[i] += unseenMs[i] < frozenMs[i] / 2 ? unseenMs[i] : frozenMs[i] / 2;
            unseenMs[i] = 0;
            if (quietMs[i] >= frozenMs[i])
            {
                freezes++;
                tags.HoldFrozen(tag);
            }
        }

        private int Add(string name)
        {
            return tags.Add(0, new TagSpec { Name = name, DataType = DataType.Int32, PeriodMs = 10000 });
        }
    }
}
