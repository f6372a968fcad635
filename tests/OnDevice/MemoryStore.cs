using System;
using System.Collections;
using FieldNode.Journal;

namespace FieldNode.OnDevice
{
    /// <summary>A store in memory.</summary>
    internal sealed class MemoryStore : IFlashStore
    {
        private readonly Hashtable files = new Hashtable();

        /// <inheritdoc />
        public bool Write(string name, byte[] content, int offset, int count)
        {
            byte[] copy = new byte[count];
            Array.Copy(content, offset, copy, 0, count);
            files[name] = copy;
            return true;
        }

        /// <inheritdoc />
        public int Read(string name, byte[] buffer, int offset, int count)
        {
            byte[] file = (byte[])files[name];
            if (file == null)
            {
                return -1;
            }

            int got = file.Length < count ? file.Length : count;
            Array.Copy(file, 0, buffer, offset, got);
            return got;
        }

        /// <inheritdoc />
        public bool Delete(string name)
        {
            files.Remove(name);
            return true;
        }

        /// <inheritdoc />
        public string[] List()
        {
            string[] names = new string[files.Count];
            files.Keys.CopyTo(names, 0);
            return names;
        }
    }
}
