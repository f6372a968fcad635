using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// What only some tags have lies in arrays that are as long as there are such tags, made at Seal: filters, scales and texts. A tag without
    /// a deadband would otherwise carry 40 bytes about it. Two numbers by tag say where in them it is.
    /// </summary>
    public sealed partial class TagTable
    {
        private readonly short[] filterAt;       // by tag: place among the filtered ones (FilteredBit)
        private readonly short[] formAt;         // by tag: place among the texts or among the scaled ones (ScaledFlag); never both

        // By filterAt.
        private double[] deadband;
        private double[] reportedReal;           // what the deadband compares with
        private long[] reported;                 // bits of the value that was reported last
        private int[] minReportMs;
        private int[] maxReportMs;
        private long[] reportedMs;

        // By formAt.
        private double[] scale;
        private double[] offset;
        private byte[][] text;                   // value of String, Text, Uuid and Bytes
        private short[] textCount;

        private void BuildColumns()
        {
            BuildLimits();
            int filtered = 0;
            int scaled = 0;
            int texts = 0;
            for (int tag = 0; tag < count; tag++)
            {
                filterAt[tag] = (short)filtered;
                filtered += (state[tag] & FilteredBit) != 0 ? 1 : 0;
                bool isText = IsText((DataType)type[tag]);
                formAt[tag] = (short)(isText ? texts : scaled);
                texts += isText ? 1 : 0;
                scaled += (flags[tag] & ScaledFlag) != 0 ? 1 : 0;
            }

            deadband = new double[filtered];
            reportedReal = new double[filtered];
            reported = new long[filtered];
            minReportMs = new int[filtered];
            maxReportMs = new int[filtered];
            reportedMs = new long[filtered];
            scale = new double[scaled];
            offset = new double[scaled];
            text = new byte[texts][];
            textCount = new short[texts];
            for (int tag = 0; tag < count; tag++)
            {
                FillColumns(tag, specs[tag]);
            }
        }

        private void FillColumns(int tag, TagSpec spec)
        {
            if ((state[tag] & FilteredBit) != 0)
            {
                int at = filterAt[tag];
                deadband[at] = DeadbandOf(spec);
                minReportMs[at] = spec.MinReportMs;
                maxReportMs[at] = spec.MaxReportMs;
            }

            if (IsText(spec.DataType))
            {
                text[formAt[tag]] = new byte[spec.TextBytesMax];
            }
            else if ((flags[tag] & ScaledFlag) != 0)
            {
                scale[formAt[tag]] = spec.Scale;
                offset[formAt[tag]] = spec.Offset;
            }
        }
    }
}
