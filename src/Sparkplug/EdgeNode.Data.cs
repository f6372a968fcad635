using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>NDATA and DDATA, and the seq that ends each payload.</summary>
    public sealed partial class EdgeNode
    {
        private const int PlainSeqs = 128; // numbers below it are one byte
        private const int TimeBytes = 7;   // the payload's timestamp, with its key

        private readonly int plainSeqs;    // with a journal 0: each frame takes the longer way

        /// <summary>Builds NDATA or DDATA of what waits in a device; returns its length in <see cref="frame"/>.</summary>
        internal int BuildChanges(int device)
        {
            byte[] payload = frame;
            int end = tags.AppendChanges(device, payload, tags.AppendTime(payload, 0), metricsLimit);
            int number = seq;
            if (number >= plainSeqs)
            {
                if (journal != null)
                {
                    journal.Take(device, payload, TimeBytes, end);
                }

                return AppendSeq(end);
            }

            seq = number + 1; // as AppendSeq, without its call
            payload[end] = FieldKey.PayloadSeq;
            payload[end + 1] = (byte)number;
            return end + 2;
        }

        /// <summary>Ends the payload with seq: one more with each message of the node, 255 is followed by 0.</summary>
        private int AppendSeq(int end)
        {
            byte[] payload = frame;
            int number = seq;
            seq = (number + 1) & 0xFF;
            payload[end] = FieldKey.PayloadSeq;
            payload[end + 1] = (byte)number; // its top bit says whether another byte follows
            if (number < 128)
            {
                return end + 2;
            }

            payload[end + 2] = 1;
            return end + 3;
        }
    }
}
