using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// What only some tags have lies in arrays that are as long as there are such tags, made at Seal: filters, scales and texts. A tag without
    /// a deadband would otherwise carry 40 bytes about it. One number by tag says where in them it is: tags that have a filter and a scale
    /// come first, then those with a filter and a text, then those with one of the three, so that one place does for both.
    /// </summary>
    public sealed partial class TagTable
    {
        private readonly short[] columnAt;       // by tag: place in the arrays of the filtered and of the scaled ones; of a text see TextAt
        private int textFrom;                    // place of the first text: filters and scales share those before it

        // By columnAt, of filtered tags (FilteredBit).
        private double[] deadband;
        private double[] reportedReal;           // what the deadband compares with
        private long[] reported;                 // bits of the value that was reported last
        private int[] minReportMs;
        private int[] maxReportMs;
        private long[] reportedMs;

        // By columnAt, of scaled tags (ScaledFlag).
        private double[] scale;
        private double[] offset;

        // By TextAt. A text is never scaled.
        private byte[][] text;                   // value of String, Text, Uuid and Bytes
        private short[] textCount;

        private int TextAt(int tag)
        {
            return columnAt[tag] - textFrom;
        }

        private void BuildColumns()
        {
            BuildLimits();
            int both = 0;
            int withText = 0;
            for (int tag = 0; tag < count; tag++)
            {
                bool isFiltered = (state[tag] & FilteredBit) != 0;
                both += isFiltered && (flags[tag] & ScaledFlag) != 0 ? 1 : 0;
                withText += isFiltered && IsText((DataType)type[tag]) ? 1 : 0;
            }

            textFrom = both;
            int filtered = both + withText;
            int texts = filtered;
            int scaled = both;
            both = 0;
            withText = textFrom;
            for (int tag = 0; tag < count; tag++)
            {
                bool isFiltered = (state[tag] & FilteredBit) != 0;
                if (IsText((DataType)type[tag]))
                {
                    columnAt[tag] = (short)(isFiltered ? withText++ : texts++);
                }
                else if ((flags[tag] & ScaledFlag) != 0)
                {
                    columnAt[tag] = (short)(isFiltered ? both++ : scaled++);
                }
                else if (isFiltered)
                {
                    columnAt[tag] = (short)filtered++;
                }
            }

            texts -= textFrom;
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
            int at = columnAt[tag];
            if ((state[tag] & FilteredBit) != 0)
            {
                deadband[at] = DeadbandOf(spec);
                minReportMs[at] = spec.MinReportMs;
                maxReportMs[at] = spec.MaxReportMs;
            }

            if (IsText(spec.DataType))
            {
                text[TextAt(tag)] = new byte[spec.TextBytesMax];
            }
            else if ((flags[tag] & ScaledFlag) != 0)
            {
                scale[at] = spec.Scale;
                offset[at] = spec.Offset;
            }
        }
    }
}
