namespace FieldNode.Tags
{
    /// <summary>Ranges of the tags that hosts may write: those alone are kept, for the births have the others.</summary>
    public sealed partial class TagTable
    {
        private short[] limitTag;
        private double[] limitLow;
        private double[] limitHigh;

        /// <summary>True unless the tag is writable, has a range, and the value, in engineering units, is outside of it.</summary>
        public bool IsWithinRange(int tag, double value)
        {
            for (int i = 0; i < limitTag.Length; i++)
            {
                if (limitTag[i] == tag)
                {
                    return value >= limitLow[i] && value <= limitHigh[i];
                }
            }

            return true;
        }

        private void BuildLimits()
        {
            int limited = 0;
            for (int tag = 0; tag < count; tag++)
            {
                limited += specs[tag].Writable && specs[tag].HasRange ? 1 : 0;
            }

            limitTag = new short[limited];
            limitLow = new double[limited];
            limitHigh = new double[limited];
            for (int tag = count - 1; tag >= 0; tag--)
            {
                TagSpec spec = specs[tag];
                if (spec.Writable && spec.HasRange)
                {
                    bool upwards = spec.EngLow < spec.EngHigh;
                    limitTag[--limited] = (short)tag;
                    limitLow[limited] = upwards ? spec.EngLow : spec.EngHigh;
                    limitHigh[limited] = upwards ? spec.EngHigh : spec.EngLow;
                }
            }
        }
    }
}
