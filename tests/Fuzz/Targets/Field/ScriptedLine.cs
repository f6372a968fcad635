using FieldNode.Field;
using FieldNode.Field.Modbus;

namespace FieldNode.Fuzz;

/// <summary>A line on which the input says what comes: bytes, right replies with its own values in them, exceptions, echoes, pauses, and the loss of the port.</summary>
internal sealed class ScriptedLine : ISerialLine
{
    private readonly Queue<byte> arriving = new();
    private byte[] request = [];
    private long lastUs;
    private bool isLost;

    internal long NowUs { get; private set; } = 1_000_000;

    /// <summary>What was handed out since the last request.</summary>
    internal List<byte> Delivered { get; } = [];

    /// <summary>How often bytes were handed out.</summary>
    internal int Reads { get; private set; }

    internal byte[] Request => request;

    public bool IsOpen { get; private set; }

    public SerialFault Open()
    {
        IsOpen = true;
        isLost = false;
        arriving.Clear();
        return SerialFault.None;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (isLost || !IsOpen)
        {
            IsOpen = false;
            return -1;
        }
        int taken = 0;
        while (taken < count && arriving.TryDequeue(out byte value))
        {
            Delivered.Add(value);
            buffer[offset + taken++] = value;
        }
        lastUs = taken > 0 ? NowUs : lastUs;
        Reads += taken > 0 ? 1 : 0;
        return taken;
    }

    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return SerialFault.Lost;
        }
        request = buffer[offset..(offset + count)];
        Delivered.Clear();
        lastUs = NowUs;
        return SerialFault.None;
    }

    public int IdleUs() => (int)Math.Min(int.MaxValue, NowUs - lastUs);

    public void Close() => IsOpen = false;

    /// <summary>Does what the next byte of the script says.</summary>
    internal void Do(Bytes script)
    {
        int what = script.Byte();
        switch (what & 7)
        {
            case 0: NowUs += 1000; break;
            case 1: NowUs += 10_000L * (1 + (what >> 3)); break;
            case 2: Arrive(script.Take(1 + (what >> 3))); break;
            case 3: Arrive(Right(script)); break;
            case 4: Arrive(WithCrc([.. request.Take(1), (byte)(FunctionOf(request) | 0x80), (byte)script.Byte()])); break;
            case 5: Arrive(request); break;
            case 6: Arrive(WithCrc(script.Take(1 + (what >> 3)))); break;
            default: isLost = (what & 8) != 0; NowUs += 500_000; break;
        }
        NowUs += 200;
    }

    private void Arrive(byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            if (arriving.Count < 600)
            {
                arriving.Enqueue(value);
            }
        }
    }

    // Of the unit, function and length that were asked for.
    private byte[] Right(Bytes script)
    {
        if (request.Length < 8)
        {
            return [];
        }
        if (request[1] is not (>= 1 and <= 4))
        {
            return WithCrc(request[..6]);
        }
        int count = (request[4] << 8) | request[5];
        int length = request[1] <= 2 ? (count + 7) / 8 : 2 * count;
        byte[] data = new byte[length];
        script.Take(Math.Min(length, 16)).CopyTo(data, 0);
        return WithCrc([request[0], request[1], (byte)length, .. data]);
    }

    private static int FunctionOf(byte[] request) => request.Length > 1 ? request[1] : 0;

    private static byte[] WithCrc(byte[] bytes)
    {
        byte[] frame = [.. bytes, 0, 0];
        ModbusCrc.Append(frame, 0, bytes.Length);
        return frame;
    }
}
