namespace FieldNode.Field
{
    /// <summary>
    /// One I2C bus, we being its only master. Addresses have 7 bits, 0x08 to 0x77. An implementation MUST NOT wait longer than the bytes
    /// and 25 ms of clock stretching take, MUST NOT throw, and MUST end every conversation with STOP, also a failed one. It MUST report
    /// a missing acknowledge as <see cref="I2cResult.Nak"/>, never as data of 0xFF.
    /// </summary>
    public interface II2cBus
    {
        /// <summary>Writes all bytes in one conversation.</summary>
        I2cResult Write(int address, byte[] bytes, int count);

        /// <summary>Reads so many bytes in one conversation; what was in the buffer is void if the result is not Ok.</summary>
        I2cResult Read(int address, byte[] buffer, int count);

        /// <summary>Writes, and reads after a repeated START, without a STOP in between.</summary>
        I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount);

        /// <summary>
        /// Frees a bus that a part holds: up to nine clocks until SDA is high, then START and STOP (NXP UM10204, 3.1.16), and the
        /// controller anew; or opens a lost bus again. MUST be harmless while the bus works. It MAY take 2 ms.
        /// </summary>
        /// <returns>Ok if SDA and SCL are high afterwards, or if the implementation cannot see them.</returns>
        I2cResult Recover();
    }

    /// <summary>What became of a conversation on I2C. Numbers are shown in metrics: never reorder.</summary>
    public enum I2cResult
    {
        /// <summary>All bytes went over.</summary>
        Ok = 0,
        /// <summary>Plant: nobody acknowledged the address, or the part refused a byte.</summary>
        Nak = 1,
        /// <summary>Plant: SDA or SCL is held low, or a part stretches the clock without end.</summary>
        Stuck = 2,
        /// <summary>Plant: the conversation ended early.</summary>
        Short = 3,
        /// <summary>Plant or installer: the bus itself is gone (adapter unplugged, no such bus, no right to open it).</summary>
        Lost = 4
    }
}
