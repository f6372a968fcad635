namespace FieldNode.Settings
{
    /// <summary>
    /// Finds names that were there before, ignoring the case of letters (Sparkplug 3.0.0: names SHOULD NOT
    /// differ by case only). Open addressing over two arrays, so that 2,000 tags take 2,000 steps and not two million.
    /// </summary>
    public sealed class NameSet
    {
        private readonly string[] names;
        private readonly int[] owners;
        private readonly int mask;

        /// <summary>A set for so many names.</summary>
        public NameSet(int capacity)
        {
            int size = 8;
            while (size < capacity * 2)
            {
                size *= 2;
            }
            names = new string[size];
            owners = new int[size];
            mask = size - 1;
        }

        /// <summary>Adds a name; at most as many as the capacity says.</summary>
        /// <param name="owner">Number that is told of this name later, 0 or more.</param>
        /// <returns>-1 if the name is new, else the owner of the first one.</returns>
        public int Add(string name, int owner)
        {
            int slot = Hash(name) & mask;
            while (names[slot] != null)
            {
                if (Texts.EqualsIgnoreCase(names[slot], name))
                {
                    return owners[slot];
                }
                slot = (slot + 1) & mask;
            }
            names[slot] = name;
            owners[slot] = owner;
            return -1;
        }

        private static int Hash(string name)
        {
            int hash = 17;
            for (int i = 0; i < name.Length; i++)
            {
                hash = hash * 31 + Texts.Lower(name[i]);
            }
            return hash ^ (hash >> 15);
        }
    }
}
