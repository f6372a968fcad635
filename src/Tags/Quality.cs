namespace FieldNode.Tags
{
    /// <summary>The quality codes that hosts agree on (Sparkplug 3.0.0, section 6.4.18): others carry flag bits in Ignition.</summary>
    public enum Quality
    {
        /// <summary>The source is not usable: the value is the last good one, or null.</summary>
        Bad = 0,
        /// <summary>Read, checked and in range.</summary>
        Good = 192,
        /// <summary>Not measured now: not read yet, or forced by a person.</summary>
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
        PortLost = 7,
        /// <summary>Plant: a wire is broken (no current in a loop, an open resistance thermometer).</summary>
        WireBreak = 8,
        /// <summary>Plant: the transmitter signals its own failure by a low current (NAMUR NE 43: below 3.6 mA).</summary>
        SignalLow = 9,
        /// <summary>Plant: the transmitter signals its own failure by a high current, or the loop is shorted (NE 43: above 21 mA).</summary>
        SignalHigh = 10,
        /// <summary>Plant: the sensor is shorted.</summary>
        ShortCircuit = 11,
        /// <summary>Plant: more than the converter can measure, or over- or undervoltage at its input.</summary>
        Overload = 12,
        /// <summary>Plant: a part holds the bus, or its lines are shorted.</summary>
        BusStuck = 13,
        /// <summary>Installer: another part than the settings say answers.</summary>
        WrongPart = 14,
        /// <summary>Plant: the value has not moved for longer than a living one can stand still.</summary>
        Frozen = 15,
        /// <summary>Maintenance: taken out of service; the value is the last one before.</summary>
        OutOfService = 16,
        /// <summary>Maintenance: the value was set by a person, not measured. Its quality is Stale.</summary>
        Forced = 17,
        /// <summary>Plant: the slave itself says that it has no value (its code for that is <c>notAvailable</c>, or no scale factor).</summary>
        NotAvailable = 18,
        /// <summary>Installer: the text is not in its charset.</summary>
        BadText = 19,
        /// <summary>Installer: the registers hold no number of their type (a digit above 9, a scale factor out of range).</summary>
        BadDigits = 20
    }
}
