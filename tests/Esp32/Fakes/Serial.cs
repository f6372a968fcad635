using FieldNode.Esp32.Tests;

namespace System.IO.Ports;

public enum Parity
{
    None, Odd, Even,
}

public enum StopBits
{
    None, One, Two,
}

public enum SerialMode
{
    Normal, RS485,
}

/// <summary>As nanoFramework's: one object for a port until it is disposed; a read waits for all that it was asked for.</summary>
public sealed class SerialPort
{
    private readonly FakeChip chip = FakeChip.Current;
    private int bufferSize = 256;

    public SerialPort(string portName, int baudRate, Parity parity, int dataBits, StopBits stopBits)
    {
        if (!chip.SerialPorts.Add(portName))
        {
            throw new ArgumentException(null);
        }

        chip.Uart = $"{portName} {baudRate} {parity} {dataBits} {stopBits}";
    }

    public SerialMode Mode { get; set; }
    public bool IsOpen { get; private set; }
    public int ReadTimeout { get; set; } = -1;
    public int WriteTimeout { get; set; } = -1;

    public int ReadBufferSize
    {
        get => bufferSize;
        set => bufferSize = IsOpen ? throw new InvalidOperationException() : value;
    }

    public int BytesToRead => chip.IsUartBroken ? throw new IOException() : chip.Received.Count;

    public void Open()
    {
        if (chip.IsUartBroken)
        {
            throw new InvalidOperationException();
        }

        IsOpen = true;
        chip.UartOpens.Add($"{Mode} {ReadBufferSize} {WriteTimeout}");
    }

    public void Close() => IsOpen = false;

    public int Read(byte[] buffer, int offset, int count)
    {
        if (count > chip.Received.Count)
        {
            throw new TimeoutException("it would wait");
        }

        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = chip.Received.Dequeue();
        }

        return count;
    }

    public void Write(byte[] buffer, int offset, int count) => chip.Sent.Add(buffer.AsSpan(offset, count).ToArray());
}
