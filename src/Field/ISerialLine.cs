namespace FieldNode.Field
{
    /// <summary>
    /// A half-duplex serial line of bytes. Baud rate, parity and driver enable belong to the implementation.
    /// It MUST NOT block: a read takes what is there, a write hands over to a buffer of at least 256 bytes.
    /// It MUST NOT throw: a fault closes the line and is returned.
    /// </summary>
    public interface ISerialLine
    {
        /// <summary>Opens the line, or tries to again after a fault. May be called at any time; an open line stays as it is.</summary>
        SerialFault Open();

        /// <summary>True between a successful <see cref="Open"/> and a fault or <see cref="Close"/>.</summary>
        bool IsOpen { get; }

        /// <summary>Takes up to <paramref name="count"/> received bytes.</summary>
        /// <returns>Bytes taken, 0 if there are none, or -1 on a fault; the line is then closed.</returns>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Sends all bytes, or none.</summary>
        SerialFault Write(byte[] buffer, int offset, int count);

        /// <summary>
        /// Microseconds since the last bit of either direction was on the wire, as the line sees it; 0 while it still sends.
        /// Bytes that arrived but were not read yet count. Saturates at int.MaxValue.
        /// </summary>
        int IdleUs();

        /// <summary>Closes the line; it may be opened again.</summary>
        void Close();
    }

    /// <summary>What a serial port can suffer. Numbers are shown in metrics: never reorder.</summary>
    public enum SerialFault
    {
        /// <summary>No fault.</summary>
        None = 0,
        /// <summary>Installer: there is no such port.</summary>
        NotFound = 1,
        /// <summary>Installer: another program, or another line of this node, holds the port.</summary>
        InUse = 2,
        /// <summary>Installer: the process may not open the port.</summary>
        Denied = 3,
        /// <summary>Plant: the adapter was unplugged or hung up.</summary>
        Lost = 4,
        /// <summary>Us: the send buffer is full. No byte was sent: whoever sends again would get two replies else.</summary>
        Busy = 5,
        /// <summary>Installer: what is there is no serial port (a file, a FIFO, another kind of device).</summary>
        NotAPort = 6,
        /// <summary>Installer: the port does not take its settings (baud rate, parity, stop bits).</summary>
        BadSettings = 7
    }
}
