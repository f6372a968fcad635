namespace FieldNode.Field
{
    /// <summary>What becomes of a write: 0 to 5, and 11, before it is taken, the others after. Never reorder.</summary>
    public enum WriteResult
    {
        /// <summary>Taken; the listener hears how it ends.</summary>
        Queued = 0,
        /// <summary>Us: the tag does not belong to this driver.</summary>
        NotMine = 1,
        /// <summary>Installer: the tag is not declared writable, or its register table cannot be written; or firmware is on trial.</summary>
        NotWritable = 2,
        /// <summary>Peer: the value does not fit the register's type.</summary>
        OutOfRange = 3,
        /// <summary>Peer: too many values are waiting.</summary>
        QueueFull = 4,
        /// <summary>Plant: the slave does not answer, or the pin cannot be had.</summary>
        Offline = 5,
        /// <summary>The slave confirmed it, or the pin was set.</summary>
        Done = 6,
        /// <summary>Plant: the slave answered with an exception, or the pin could not be set.</summary>
        Refused = 7,
        /// <summary>Plant: it went out and nothing came back. Whether it took effect is not known.</summary>
        NotConfirmed = 8,
        /// <summary>Plant: it was never sent, because the slave was given up before its turn.</summary>
        Dropped = 9,
        /// <summary>Plant: after <see cref="Done"/>, the slave was found to hold another value.</summary>
        Differs = 10,
        /// <summary>Peer: what was asked is done, but not so soon after the last time.</summary>
        TooSoon = 11
    }
}
