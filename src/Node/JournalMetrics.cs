using FieldNode.Journal;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>The loss ledger as tags of the node (docs/SPEC.md, "The journal"); a node without a journal has no such object.</summary>
    public sealed class JournalMetrics
    {
        /// <summary>Tags that it adds.</summary>
        public const int TagsMax = 8;

        private readonly TagTable tags;
        private readonly int first;

        /// <summary>Adds its tags; before the table is sealed.</summary>
        public JournalMetrics(TagTable tags, int periodMs)
        {
            this.tags = tags;
            first = Add("Captured", periodMs);
            Add("Sent", periodMs);
            Add("Confirmed", periodMs);
            Add("Resent", periodMs);
            Add("Dropped", periodMs);
            Add("Unheld", periodMs);
            Add("Depth", periodMs);
            Add("Oldest", periodMs);
        }

        /// <summary>Gives them their first values, once the table is sealed.</summary>
        public void Prime()
        {
            for (int tag = first; tag < first + TagsMax; tag++)
            {
                tags.SetInt(tag, 0);
                tags.ForceReport(tag);
            }
        }

        /// <summary>Samples them; the time of the sample is set.</summary>
        public void Sample(SampleJournal journal, long nowMs)
        {
            int tag = first;
            tags.SetInt(tag++, journal.Captured);
            tags.SetInt(tag++, journal.Sent);
            tags.SetInt(tag++, journal.Confirmed);
            tags.SetInt(tag++, journal.Resent);
            tags.SetInt(tag++, journal.Dropped);
            tags.SetInt(tag++, journal.Unheld);
            tags.SetInt(tag++, journal.Depth);
            tags.SetInt(tag, journal.OldestMs(nowMs) / 1000);
        }

        private int Add(string name, int periodMs)
        {
            return tags.Add(0, new TagSpec
            {
                Name = "Journal/" + name, DataType = DataType.Int64, EngUnit = name == "Oldest" ? "s" : null, PeriodMs = periodMs + 1, AlwaysGood = true
            });
        }
    }
}
