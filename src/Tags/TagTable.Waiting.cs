namespace FieldNode.Tags
{
    /// <summary>The tags that wait for a frame: a list for each device, the newest first.</summary>
    public sealed partial class TagTable
    {
        private const short NotQueued = -2;      // in next[]: the tag does not wait for a frame

        private readonly int[] head;             // by device: first tag of the list that waits for a frame, or NoTag
        private readonly short[] next;           // next tag in the list of its device, NoTag at its end, or NotQueued

        /// <summary>True if a device has something to report.</summary>
        public bool HasChanges(int ofDevice)
        {
            return head[ofDevice] != NoTag;
        }

        /// <summary>
        /// The next device that has changes, or whose state (online or not) is another than what was told of it; so that a step in which
        /// nothing happened costs little for each device.
        /// </summary>
        /// <param name="told">By device: true if it was last told to be online.</param>
        /// <param name="from">The first device to look at.</param>
        /// <returns>The device, or -1 if there is none any more.</returns>
        public int NextToTell(bool[] told, int from)
        {
            byte[] online = deviceOnline;
            int[] changes = head;
            for (int of = from; of < told.Length; of++)
            {
                if (changes[of] != NoTag || (online[of] != 0) != told[of])
                {
                    return of;
                }
            }

            return -1;
        }

        private void WaitForNothing()
        {
            for (int of = 0; of < head.Length; of++)
            {
                head[of] = NoTag;
            }

            for (int tag = 0; tag < tagsMax; tag++)
            {
                next[tag] = NotQueued;
            }
        }

        /// <summary>All that waits in a device went out with its birth.</summary>
        private void WaitForNothing(int ofDevice)
        {
            short[] following = next;
            int tag = head[ofDevice];
            while (tag >= 0)
            {
                int done = tag;
                tag = following[tag];
                following[done] = NotQueued;
            }

            head[ofDevice] = NoTag;
        }

        /// <summary>Puts a tag among those of its device that wait for a frame, unless it is there.</summary>
        private void Enqueue(int tag)
        {
            if (next[tag] == NotQueued)
            {
                int owner = device[tag];
                next[tag] = (short)head[owner];
                head[owner] = tag;
            }
        }
    }
}
