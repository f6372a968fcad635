using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>What can go wrong with one request. Numbers are shown in metrics and grouped by who must act: never reorder.</summary>
    public enum ModbusFault
    {
        /// <summary>Nothing is wrong.</summary>
        None = 0,

        // plant: wiring, noise, power
        /// <summary>No reply within the time-out.</summary>
        Timeout = 1,
        /// <summary>A reply of the right form whose CRC is wrong.</summary>
        CrcError = 2,
        /// <summary>Bytes came, but not from the unit that was asked.</summary>
        WrongUnit = 3,
        /// <summary>The unit answered another function.</summary>
        WrongFunction = 4,
        /// <summary>The reply is cut short, or its byte count is not what was asked for.</summary>
        WrongLength = 5,
        /// <summary>A confirmed write names another address or value than was written.</summary>
        WrongEcho = 6,
        /// <summary>The line was never silent for 3.5 characters: someone else talks without end.</summary>
        NoSilence = 7,
        /// <summary>The port is gone.</summary>
        PortLost = 8,

        // 100 + exception code (Modbus Application Protocol V1.1b3, section 7). Installer: 101 to 103
        /// <summary>Exception 1: the slave does not know the function.</summary>
        IllegalFunction = 101,
        /// <summary>Exception 2: the slave has no such address.</summary>
        IllegalAddress = 102,
        /// <summary>Exception 3: the slave refuses the count or the value.</summary>
        IllegalValue = 103,

        // plant: the slave's own trouble
        /// <summary>Exception 4: the slave failed.</summary>
        DeviceFailure = 104,
        /// <summary>Exception 5: accepted, but it takes long.</summary>
        Acknowledge = 105,
        /// <summary>Exception 6: the slave is busy.</summary>
        DeviceBusy = 106,
        /// <summary>Exception 8: the slave's memory is damaged.</summary>
        MemoryParity = 108,
        /// <summary>Exception 10: a gateway has no path.</summary>
        GatewayPath = 110,
        /// <summary>Exception 11: the slave behind a gateway does not answer.</summary>
        GatewayTarget = 111
    }

    /// <summary>Maps faults to what a host sees.</summary>
    public static class ModbusFaults
    {
        /// <summary>The reason that a tag or device gets for a fault.</summary>
        public static QualityReason Reason(ModbusFault fault)
        {
            switch (fault)
            {
                case ModbusFault.None:
                    return QualityReason.None;
                case ModbusFault.Timeout:
                case ModbusFault.GatewayPath:
                case ModbusFault.GatewayTarget:
                    return QualityReason.NoAnswer;
                case ModbusFault.PortLost:
                    return QualityReason.PortLost;
                case ModbusFault.IllegalFunction:
                case ModbusFault.IllegalAddress:
                    return QualityReason.Refused;
                default:
                    return (int)fault > 100 ? QualityReason.DeviceFailure : QualityReason.Damaged;
            }
        }
    }
}
