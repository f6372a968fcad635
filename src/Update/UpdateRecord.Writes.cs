namespace FieldNode.Update
{
    // What bundles may write of flash. It is counted here, since a count in memory would be full again with each restart.
    public sealed partial class UpdateRecord
    {
        /// <summary>Files that may be written at once: two whole bundles.</summary>
        public const int WritesMax = 260;
        /// <summary>One more each, in minutes: 288 a day.</summary>
        public const int WriteMinutes = 5;

        private const int WritesAt = 2, MinuteAt = 56;
        private const int MsPerMinute = 60000;

        /// <summary>Files that may be written now; as many as there may be at once, if nothing was written yet.</summary>
        public int Writes
        {
            get { return Number(MinuteAt) == 0 ? WritesMax : content[WritesAt] | (content[WritesAt + 1] << 8); }
        }

        /// <summary>Adds what time has brought. A clock that went back brings nothing, and counts from there.</summary>
        /// <param name="utcMs">Wall clock that is believed, in ms since 1970 UTC, above 0.</param>
        public void RefillWrites(long utcMs)
        {
            int minute = (int)(utcMs / MsPerMinute);
            int since = Number(MinuteAt);
            int writes = Writes;
            int more = since == 0 || minute < since ? 0 : (minute - since) / WriteMinutes;
            bool isFull = more >= WritesMax - writes;
            PutWrites(isFull ? WritesMax : writes + more);
            Put(MinuteAt, isFull || minute < since ? minute : since + more * WriteMinutes);
        }

        /// <summary>Takes the writes of a whole bundle, as it begins: the record is written then anyway, so a restart does not give them back.</summary>
        public void TakeWrites(int files)
        {
            PutWrites(Writes - files);
        }

        private void PutWrites(int writes)
        {
            content[WritesAt] = (byte)writes;
            content[WritesAt + 1] = (byte)(writes >> 8);
        }
    }
}
