namespace FieldNode.Field
{
    /// <summary>What became of a write. Numbers are shown in metrics: never reorder.</summary>
    public enum WriteResult
    {
        /// <summary>Taken; it goes out before the next poll.</summary>
        Queued = 0,
        /// <summary>Us: the tag does not belong to this driver.</summary>
        NotMine = 1,
        /// <summary>Installer: the tag is not declared writable, or its register table cannot be written.</summary>
        NotWritable = 2,
        /// <summary>Peer: the value does not fit the register's type.</summary>
        OutOfRange = 3,
        /// <summary>Peer: too many writes are waiting.</summary>
        QueueFull = 4,
        /// <summary>Plant: the slave is in back-off.</summary>
        Offline = 5
    }
}
