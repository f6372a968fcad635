namespace FieldNode.Host;

/// <summary>The third level of a Sparkplug topic (Sparkplug 3.0.0, section 4.1).</summary>
public enum MessageType
{
    NBirth,
    NData,
    NDeath,
    NCmd,
    DBirth,
    DData,
    DDeath,
    DCmd,
    State,
}
