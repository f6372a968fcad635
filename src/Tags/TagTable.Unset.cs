using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Times from before the clock was set.</summary>
    public sealed partial class TagTable
    {
        private const byte YearOfNoClock = 1; // last byte of a WireTime before March 1972: the sample was taken without a clock

        /// <summary>
        /// Gives all values that were sampled while there was no time the time of sending (<see cref="SendAt"/>): to be called before the first
        /// birth, so that none leaves with a time that cannot be. Hosts write such times into their historians.
        /// </summary>
        public void StampUnset()
        {
            for (int tag = 0; tag < count; tag++)
            {
                int at = valueAt[tag] - WireTime.Count - 1;
                if (data[at + WireTime.Count - 1] == YearOfNoClock)
                {
                    PutSendTime(data, at);
                }
            }
        }
    }
}
