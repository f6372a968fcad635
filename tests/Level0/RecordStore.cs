using FieldNode.Field;
using FieldNode.Journal;

namespace FieldNode.Level0;

/// <summary>Totals in an A/B record, as the node keeps them.</summary>
internal sealed class RecordStore(IFlashStore flash, int bytesMax = 64) : ITotalStore
{
    private readonly AbRecord record = new(flash, "totals", bytesMax);

    public int BytesMax => bytesMax;

    public int Read(byte[] content) => record.Read(content);

    public bool Write(byte[] content, int count) => record.Write(content, count);
}
