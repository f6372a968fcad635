namespace FieldNode;

/// <summary>A log that nobody reads.</summary>
internal sealed class QuietLog : INodeLog
{
    public void Write(NodeEvent what, int number, string name)
    {
    }
}
