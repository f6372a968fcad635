namespace FieldNode.Tags
{
    /// <summary>The tags that wait for a frame: a flag for each, and for each device the first and the last of them.</summary>
    public sealed partial class TagTable
    {
        private const short NoneWaits = short.MaxValue; // in firstWaiting[]: behind every tag

        // One byte longer than there are tags: the end of a stretch is found without asking for the end of the table.
        private readonly byte[] waits;           // by tag: 1: waits for a frame
        private readonly short[] firstWaiting;   // by device: its first tag that waits, or NoneWaits
        private readonly short[] lastWaiting;    // by device: its last tag that waits, or NoTag
        private int firstNews = int.MaxValue;
        private int lastNews = NoTag;

        /// <summary>The first device of which something came to wait, or whose state was set, since <see cref="ForgetNews"/>.</summary>
        public int FirstNews
        {
            get { return firstNews; }
        }

        /// <summary>The last such device, or -1 if there is none: then there is nothing to look for.</summary>
        public int LastNews
        {
            get { return lastNews; }
        }

        /// <summary>All was told: what is to be told next comes from now on.</summary>
        public void ForgetNews()
        {
            firstNews = int.MaxValue;
            lastNews = NoTag;
        }

        /// <summary>True if a device has something to report.</summary>
        public bool HasChanges(int ofDevice)
        {
            return lastWaiting[ofDevice] != NoTag;
        }

        /// <summary>Puts a tag among those of its device that wait for a frame.</summary>
        private void Enqueue(int tag)
        {
            waits[tag] = 1;
            Widen(device[tag], tag, tag);
        }

        /// <summary>The tags of a device that wait lie from the first to the last one at least.</summary>
        private void Widen(int ofDevice, int first, int last)
        {
            if (first < firstWaiting[ofDevice])
            {
                firstWaiting[ofDevice] = (short)first;
            }

            if (last > lastWaiting[ofDevice])
            {
                lastWaiting[ofDevice] = (short)last;
            }

            if (ofDevice < firstNews) // as AddNews, without its call
            {
                firstNews = ofDevice;
            }

            if (ofDevice > lastNews)
            {
                lastNews = ofDevice;
            }
        }

        private void AddNews(int ofDevice)
        {
            if (ofDevice < firstNews)
            {
                firstNews = ofDevice;
            }

            if (ofDevice > lastNews)
            {
                lastNews = ofDevice;
            }
        }

        /// <summary>Those of a device before a tag wait no longer; it is at most one behind the last that does.</summary>
        private void WaitFrom(int ofDevice, int tag)
        {
            if (tag > lastWaiting[ofDevice])
            {
                firstWaiting[ofDevice] = NoneWaits;
                lastWaiting[ofDevice] = NoTag;
            }
            else
            {
                firstWaiting[ofDevice] = (short)tag;
            }
        }

        /// <summary>All that waits in a device went out with its birth.</summary>
        private void WaitForNothing(int ofDevice)
        {
            for (int tag = firstWaiting[ofDevice]; tag <= lastWaiting[ofDevice]; tag++)
            {
                if (device[tag] == ofDevice)
                {
                    waits[tag] = 0;
                }
            }

            WaitFrom(ofDevice, tagsMax);
        }
    }
}
