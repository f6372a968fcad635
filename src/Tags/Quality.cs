namespace FieldNode.Tags
{
    /// <summary>The quality codes that hosts agree on (Sparkplug 3.0.0, section 6.4.18): others carry flag bits in Ignition.</summary>
    public enum Quality
    {
        /// <summary>The source is not usable: the value is the last good one, or null.</summary>
        Bad = 0,
        /// <summary>Read, checked and in range.</summary>
        Good = 192,
        /// <summary>Read once, but not lately.</summary>
        Stale = 500
    }

    /// <summary>Why a value is not good. Sent as the property QualityReason. Numbers are on the wire: never reorder.</summary>
    public enum QualityReason
    {
        /// <summary>Nothing is wrong.</summary>
        None = 0,
        /// <summary>Installer or plant: not read yet since start.</summary>
        NotReadYet = 1,
        /// <summary>Plant: the slave or part does not answer.</summary>
        NoAnswer = 2,
        /// <summary>Plant: answers arrive damaged (CRC, framing).</summary>
        Damaged = 3,
        /// <summary>Installer: the slave refuses the function or the address (Modbus exception 1 or 2).</summary>
        Refused = 4,
        /// <summary>Plant: the slave reports a failure of its own (Modbus exception 3 and above).</summary>
        DeviceFailure = 5,
        /// <summary>Installer: the scaled value does not fit the datatype, or is not a number.</summary>
        OutOfRange = 6,
        /// <summary>Plant: the port or bus is gone (adapter unplugged).</summary>
        PortLost = 7
    }
}
