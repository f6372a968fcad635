namespace FieldNode.Simulation;

/// <summary>What goes from the node to a broker.</summary>
internal enum FrameKind
{
    Connect,
    Subscribe,
    Publish,
    PubAck,
    Ping,
    Disconnect,

    /// <summary>The node's end of the connection is closed.</summary>
    Close,
}
