namespace FieldNode.Field
{
    /// <summary>One part on an SPI bus, its mode and chip select settled by the board. It MUST NOT throw.</summary>
    public interface ISpiDevice
    {
        /// <summary>Shifts bytes out and in at the same time, chip select low throughout.</summary>
        /// <returns>False if the bus is gone. SPI has no acknowledge: an absent part reads as 0x00 or 0xFF throughout.</returns>
        bool Transfer(byte[] output, byte[] input, int count);
    }
}
