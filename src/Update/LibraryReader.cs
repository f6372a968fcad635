using System.Text;

namespace FieldNode.Update
{
    /// <summary>
    /// Goes over the libraries of a manifest. They are sorted, and each name says how much of the one before it it begins with: the names of a
    /// firmware's forty libraries would not fit into a command otherwise. The shared beginning is as long as it can be, so there is one way to write it.
    /// </summary>
    public sealed class LibraryReader
    {
        private const int Numbers = 4;

        private readonly ManifestReader at;
        private readonly byte[] name = new byte[Manifest.LibraryNameMax];
        private readonly int[] version = new int[Numbers];
        private int length;
        private int left;

        internal LibraryReader(ManifestReader at, int count)
        {
            this.at = at;
            left = count;
        }

        /// <summary>The name of the library that is read; a new string each time.</summary>
        public string Name
        {
            get { return Encoding.UTF8.GetString(name, 0, length); }
        }

        /// <summary>One of the four numbers of its version.</summary>
        public int Version(int index)
        {
            return version[index];
        }

        /// <summary>Reads the next one.</summary>
        /// <returns>False if there is none, or it is not in order.</returns>
        public bool Next()
        {
            if (left == 0)
            {
                return false;
            }

            left--;
            ReadName();
            for (int i = 0; i < Numbers; i++)
            {
                version[i] = at.Varint();
            }

            return at.Reason == UpdateReason.None;
        }

        private void ReadName()
        {
            int shared = at.Byte();
            int count = at.Byte();
            if (shared > length || count == 0 || shared + count > name.Length)
            {
                at.Fail(UpdateReason.BadText);
                return;
            }

            for (int i = 0; i < count; i++)
            {
                int c = at.Byte();
                if (i == 0 && shared < length && c <= name[shared])
                {
                    at.Fail(UpdateReason.NotCanonical); // out of order, or it shares more than it says
                }

                if (!ManifestReader.IsOfName(c, shared + i == 0))
                {
                    at.Fail(UpdateReason.BadText);
                }

                name[shared + i] = (byte)c;
            }

            length = shared + count;
        }
    }
}
