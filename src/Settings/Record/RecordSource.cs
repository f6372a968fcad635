namespace FieldNode.Settings
{
    /// <summary>The node file that a settings record is made from, as far as it decides whether the record counts.</summary>
    public sealed class RecordSource
    {
        /// <summary>Of a file.</summary>
        public RecordSource(byte[] file)
        {
            Bytes = file.Length;
            Sum = RecordSum.Of(file, 0, file.Length);
        }

        /// <summary>As a record has it.</summary>
        public RecordSource(int bytes, long sum)
        {
            Bytes = bytes;
            Sum = sum;
        }

        /// <summary>Length of the file.</summary>
        public int Bytes { get; }

        /// <summary><see cref="RecordSum"/> of the file.</summary>
        public long Sum { get; }

        /// <summary>True for the same file.</summary>
        public bool Is(RecordSource other)
        {
            return Bytes == other.Bytes && Sum == other.Sum;
        }
    }
}
