namespace FieldNode.Journal
{
    /// <summary>
    /// For historians that ignore what is older than the current value: births carry what was confirmed last, the backlog follows as plain data, live data
    /// waits behind it. What is older than what the birth carried is history here, too.
    /// </summary>
    public sealed partial class SampleJournal
    {
        /// <summary>True if births have to carry what was told last, and not what is newest.</summary>
        public bool BirthsComeFirst
        {
            get { return isInOrder && !isLive; }
        }

        /// <summary>Metrics of a frame that nobody hears: what is the first of its tag stands for what was told.</summary>
        public void NoteFirst(int device, byte[] frame, int from, int end)
        {
            if (isInOrder)
            {
                Note(device, frame, from, end, true);
            }
        }

        // A batch is confirmed: its values are what hosts have.
        private void NoteConfirmed(int slot)
        {
            if (isInOrder)
            {
                Note(NoDevice, ring, startOf[slot], startOf[slot] + countOf[slot], false);
            }
        }

        private void Note(int device, byte[] bytes, int at, int end, bool onlyFirst)
        {
            while (at < end)
            {
                if (bytes[at] == DeviceMark)
                {
                    device = bytes[at + 1];
                    at += MarkCount;
                    continue;
                }

                int size = SizeOf(bytes, at);
                int tag = TagIn(device, bytes, at, size);
                if (tag >= 0)
                {
                    tags.NoteTold(tag, bytes, at, size, onlyFirst);
                }

                at += size;
            }
        }

        private int TagIn(int device, byte[] bytes, int at, int size)
        {
            int alias = tags.AliasIn(bytes, at, size);
            return alias == 0 ? tags.TagNamedIn(device, bytes, at) : alias < tagOf.Length ? tagOf[alias] : -1;
        }

        // Younger than what the birth carried: it becomes the current value.
        private bool IsPlain(int size)
        {
            if (!isInOrder)
            {
                return false;
            }

            int tag = TagIn(readDevice, source, readAt, size);
            return tag >= 0 && tags.IsAfterTold(tag, source, readAt);
        }
    }
}
