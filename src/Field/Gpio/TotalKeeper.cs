using System;

namespace FieldNode.Field.Gpio
{
    /// <summary>
    /// Keeps totals over a power cut. Record: 1 byte form (1), 1 byte number of totals, then per total 4 bytes key and 8 bytes pulses,
    /// little-endian. Totals of inputs that the settings no longer have are dropped with the next write.
    /// <para>
    /// What a cut loses at most, per input: the pulses since the last write that ended before the cut. That is what arrives in
    /// <see cref="SaveEveryMs"/> and one step of the loop (with the time that the loop may be blind), or
    /// <see cref="SaveEveryPulses"/> and the pulses of one step, whichever is less. With a power-fail pin it is what arrives after the step
    /// that saw the pin, if the supply holds for that step and one write.
    /// </para>
    /// </summary>
    public sealed class TotalKeeper
    {
        private const int Form = 1;
        private const int HeadCount = 2;
        private const int EntryCount = 12;
        private const int RetryMs = 5000;

        private readonly ITotalStore store;
        private readonly byte[] record;
        private long savedMs = -1;
        private long retryMs = long.MinValue;

        /// <summary>A keeper over a store, for so many inputs.</summary>
        public TotalKeeper(ITotalStore store, int inputsMax, int saveEveryMs, int saveEveryPulses)
        {
            int needed = HeadCount + inputsMax * EntryCount;
            if (store == null || store.BytesMax < needed || inputsMax > 255 || saveEveryMs < 1000 || saveEveryPulses < 0)
            {
                throw new ArgumentException("totals");
            }

            this.store = store;
            SaveEveryMs = saveEveryMs;
            SaveEveryPulses = saveEveryPulses;
            record = new byte[store.BytesMax];
        }

        /// <summary>Bytes of a record for so many inputs.</summary>
        public static int BytesFor(int inputs)
        {
            return HeadCount + inputs * EntryCount;
        }

        /// <summary>Totals that changed are written at least this often, in ms. Flash wears: a minute is half a million writes a year.</summary>
        public int SaveEveryMs { get; }

        /// <summary>And when so many pulses of an input are unsaved, but not more often than once a second; 0: off.</summary>
        public int SaveEveryPulses { get; }

        /// <summary>Records written.</summary>
        public int Saves { get; private set; }

        /// <summary>Records that the store refused.</summary>
        public int SavesFailed { get; private set; }

        /// <summary>Gives the inputs the totals of the record, each by its name.</summary>
        /// <returns>How many inputs got theirs.</returns>
        public int Load(PulseInput[] inputs, int count)
        {
            int restored = 0;
            int length = store.Read(record);
            if (length < HeadCount || record[0] != Form || length < HeadCount + record[1] * EntryCount)
            {
                return restored;
            }

            for (int entry = 0; entry < record[1]; entry++)
            {
                int at = HeadCount + entry * EntryCount;
                int key = BitConverter.ToInt32(record, at);
                for (int i = 0; i < count; i++)
                {
                    if (inputs[i].Key == key)
                    {
                        inputs[i].Total = BitConverter.ToInt64(record, at + 4);
                        inputs[i].Saved = inputs[i].Total;
                        restored++;
                    }
                }
            }

            return restored;
        }

        /// <summary>Writes if it is time to.</summary>
        public void Step(long nowMs, PulseInput[] inputs, int count)
        {
            if (savedMs < 0)
            {
                savedMs = nowMs;
            }

            long unsaved = 0;
            for (int i = 0; i < count; i++)
            {
                long pulses = inputs[i].Total - inputs[i].Saved;
                unsaved = pulses > unsaved ? pulses : unsaved;
            }

            bool many = SaveEveryPulses > 0 && unsaved >= SaveEveryPulses && nowMs - savedMs >= 1000;
            if (unsaved > 0 && nowMs >= retryMs && (many || nowMs - savedMs >= SaveEveryMs))
            {
                Save(nowMs, inputs, count);
            }
        }

        /// <summary>Writes now: the supply fails, a host set a total, or the node is stopped.</summary>
        /// <returns>False if the store refused; it is tried again some seconds later.</returns>
        public bool Save(long nowMs, PulseInput[] inputs, int count)
        {
            record[0] = Form;
            record[1] = (byte)count;
            for (int i = 0; i < count; i++)
            {
                int at = HeadCount + i * EntryCount;
                Put(at, inputs[i].Key, 4);
                Put(at + 4, inputs[i].Total, 8);
            }

            if (!store.Write(record, HeadCount + count * EntryCount))
            {
                SavesFailed++;
                retryMs = nowMs + RetryMs;
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                inputs[i].Saved = inputs[i].Total;
            }

            Saves++;
            savedMs = nowMs;
            return true;
        }

        private void Put(int at, long value, int byteCount)
        {
            for (int i = 0; i < byteCount; i++)
            {
                record[at + i] = (byte)(value >> (8 * i));
            }
        }
    }
}
