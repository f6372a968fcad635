namespace FieldNode;

/// <summary>What happened on the way between a node and its broker.</summary>
internal enum SimPacketKind
{
    /// <summary>The connection came about.</summary>
    Open,
    Connect,
    Subscribe,
    Publish,
    PubAck,
    PingReq,
    Disconnect,

    /// <summary>The connection is gone, by whichever end.</summary>
    Close,

    /// <summary>The broker publishes the will of a session that ended without DISCONNECT.</summary>
    Will,
}
