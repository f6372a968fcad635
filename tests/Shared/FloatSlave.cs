namespace FieldNode;

/// <summary>
/// Modbus slaves of every unit: each read is answered at once, with floats of about 2 where it asks for registers. It knows no port, so
/// that the PC's build and the device's may both have it behind theirs, and allocates nothing.
/// </summary>
/// <param name="appendCrc">Writes the CRC behind so many bytes: ModbusCrc.Append of either build.</param>
internal sealed class FloatSlave(Action<byte[], int, int> appendCrc)
{
    private readonly byte[] reply = new byte[260];
    private int left;

    /// <summary>Each poll gives other values; false: the same again.</summary>
    public bool Changing { get; set; } = true;

    /// <summary>Reads that were answered.</summary>
    public int Polls { get; private set; }

    /// <summary>Takes a request, and has its reply ready.</summary>
    public void Ask(byte[] request, int offset)
    {
        Polls++;
        int items = (request[offset + 4] << 8) | request[offset + 5];
        int bytes = request[offset + 1] <= 2 ? (items + 7) / 8 : 2 * items;
        (reply[0], reply[1], reply[2]) = (request[offset], request[offset + 1], (byte)bytes);
        int moving = Changing ? Polls : 1;
        for (int i = 0; i < bytes; i++)
        {
            reply[3 + i] = (byte)(i % 4 == 0 ? 0x40 : i % 4 == 3 ? moving : i); // the top byte of a float, and its lowest
        }

        appendCrc(reply, 0, 3 + bytes);
        left = 5 + bytes;
    }

    /// <summary>Hands the reply out.</summary>
    /// <returns>Bytes written.</returns>
    public int Take(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(left, count);
        Array.Copy(reply, 0, buffer, offset, taken);
        left -= taken;
        return taken;
    }
}
