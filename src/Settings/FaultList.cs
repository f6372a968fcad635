namespace FieldNode.Settings
{
    /// <summary>
    /// Faults of a node file: where, what is there, what is allowed. At most one fault per place: what is wrong with
    /// a part hides what follows from it. Bounded; what does not fit is left out.
    /// </summary>
    public sealed class FaultList
    {
        private readonly string[] paths;
        private readonly string[] values;
        private readonly string[] allowed;
        private readonly bool[] open;
        private string[] muted;
        private int mutedCount;

        /// <summary>A list for at most so many faults.</summary>
        /// <param name="capacity">1 or more.</param>
        public FaultList(int capacity)
        {
            paths = new string[capacity];
            values = new string[capacity];
            allowed = new string[capacity];
            open = new bool[capacity];
        }

        /// <summary>Faults held.</summary>
        public int Count { get; private set; }

        /// <summary>True if there may be more faults than the list holds.</summary>
        public bool IsFull
        {
            get { return Count == paths.Length; }
        }

        /// <summary>Place of a fault, such as <c>devices[1].tags[3].deadband</c>.</summary>
        public string PathOf(int index)
        {
            return paths[index];
        }

        /// <summary>What is there; texts in quotes.</summary>
        public string ValueOf(int index)
        {
            return values[index];
        }

        /// <summary>What would be allowed there.</summary>
        public string AllowedOf(int index)
        {
            return allowed[index];
        }

        /// <summary>
        /// Adds a fault. Ignored if the place, or one that holds it, has one already; if that one came by
        /// <see cref="AddUnreadable"/>, the text of what is allowed is added to it, once.
        /// </summary>
        public void Add(string path, string value, string allow)
        {
            for (int i = 0; i < Count; i++)
            {
                if (open[i] && paths[i] == path)
                {
                    allowed[i] = allowed[i] + ": " + allow;
                    open[i] = false;
                    return;
                }
            }
            if (!IsTouched(path))
            {
                Put(path, value, allow, false);
            }
        }

        /// <summary>Adds a fault of a reader: the value has the wrong form. A later <see cref="Add"/> may say more
        /// about it.</summary>
        public void AddUnreadable(string path, string value, string allow)
        {
            if (!IsTouched(path))
            {
                Put(path, value, allow, true);
            }
        }

        /// <summary>Nothing shall be said about this place: what is wrong with it was said elsewhere.</summary>
        public void Mute(string path)
        {
            if (muted == null)
            {
                muted = new string[paths.Length];
            }
            if (mutedCount < muted.Length)
            {
                muted[mutedCount] = path;
                mutedCount++;
            }
        }

        /// <summary>True if the place, or one that holds it, is muted or has a fault. A full list calls every place
        /// so: nothing that rests on it may be judged any more.</summary>
        public bool IsTouched(string path)
        {
            if (IsFull)
            {
                return true;
            }
            for (int i = 0; i < Count; i++)
            {
                if (IsWithin(path, paths[i]))
                {
                    return true;
                }
            }
            for (int i = 0; i < mutedCount; i++)
            {
                if (IsWithin(path, muted[i]))
                {
                    return true;
                }
            }
            return false;
        }

        /// <summary>True if nothing was added or muted, so that nobody needs to build a path in order to ask.</summary>
        public bool IsClean()
        {
            return Count == 0 && mutedCount == 0;
        }

        private void Put(string path, string value, string allow, bool mayGrow)
        {
            paths[Count] = path;
            values[Count] = value;
            allowed[Count] = allow;
            open[Count] = mayGrow;
            Count++;
        }

        private static bool IsWithin(string path, string outer)
        {
            int length = outer.Length;
            if (path.Length < length)
            {
                return false;
            }
            if (path.Length == length)
            {
                return path == outer;
            }
            char next = path[length];
            return (next == '.' || next == '[') && path.Substring(0, length) == outer;
        }
    }
}
