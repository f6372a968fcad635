using FieldNode.Field;
using FieldNode.Journal;

namespace FieldNode
{
    /// <summary>The totals of pulse inputs as the A/B record <c>totals</c> (docs/SPEC.md, "Flash").</summary>
    public sealed class TotalStore : ITotalStore
    {
        private readonly AbRecord record;

        /// <summary>A store with room for so many bytes.</summary>
        public TotalStore(IFlashStore flash, int bytesMax)
        {
            record = new AbRecord(flash, "totals", bytesMax);
            BytesMax = bytesMax;
        }

        /// <inheritdoc />
        public int BytesMax { get; }

        /// <inheritdoc />
        public int Read(byte[] content)
        {
            return record.Read(content);
        }

        /// <inheritdoc />
        public bool Write(byte[] content, int count)
        {
            return record.Write(content, count);
        }
    }
}
