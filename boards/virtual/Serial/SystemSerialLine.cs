using System.Diagnostics;
using System.IO.Ports;
using FieldNode.Field;
using FieldNode.Virtual.Words;

namespace FieldNode.Virtual.Serial;

/// <summary>
/// A serial port of a PC through System.IO.Ports. What that package does on Linux shapes this class: an absent port throws
/// UnauthorizedAccessException, a second open succeeds (so there is a lock of our own), and after a hang-up IsOpen stays true and only Read throws.
/// </summary>
public sealed class SystemSerialLine : ISerialLine, IDisposable
{
    private const int WriteWaitMs = 200; // the port's thread needs about 1 ms

    private readonly string portName;
    private readonly int baud;
    private readonly Parity parity;
    private readonly StopBits stopBits;
    private readonly double ticksPerCharacter;
    private SerialPort? port;
    private PortLock? portLock;
    private long lastBitTicks;
    private int lastAvailable;
    private Task? sending;       // a write that its thread has not got to yet
    private int sendingCount;

    /// <summary>A line on a port; nothing is opened yet. Stop bits 0: one with parity, two without, as the standard has it.</summary>
    public SystemSerialLine(string portName, int baud, string parity, int stopBits)
    {
        this.portName = portName;
        this.baud = baud;
        this.parity = parity switch { "even" => Parity.Even, "odd" => Parity.Odd, _ => Parity.None };
        int bits = stopBits != 0 ? stopBits : this.parity == Parity.None ? 2 : 1;
        this.stopBits = bits == 2 ? StopBits.Two : StopBits.One;
        int characterBits = 1 + 8 + (this.parity == Parity.None ? 0 : 1) + bits;
        ticksPerCharacter = (double)characterBits * Stopwatch.Frequency / baud;
    }

    /// <summary>Which port it is.</summary>
    public string PortName => portName;

    /// <summary>What the operating system said when the port was last refused or lost; empty: nothing yet.</summary>
    public string LastFaultText { get; private set; } = "";

    public bool IsOpen => port is not null;

    public SerialFault Open()
    {
        if (port is not null)
        {
            return SerialFault.None;
        }

        LastFaultText = "";
        if (!OperatingSystem.IsWindows() && !File.Exists(portName))
        {
            return Directory.Exists(portName) ? SerialFault.NotAPort : SerialFault.NotFound;
        }

        portLock = PortLock.TryTake(portName);
        if (portLock is null)
        {
            LastFaultText = $"locked by {PortLock.FileOf(portName)}; if no node uses it, delete that file";
            return SerialFault.InUse;
        }

        // A pseudo-terminal carries bytes, not bits: the kernel refuses parity there at the second opening.
        bool isTerminal = PortLock.PathOf(portName).StartsWith("/dev/pts/", StringComparison.Ordinal);
        var candidate = new SerialPort(portName, baud, isTerminal ? Parity.None : parity, 8, isTerminal ? StopBits.One : stopBits)
        {
            ReadTimeout = 1, ReadBufferSize = 4096, WriteBufferSize = 4096,
        };
        try
        {
            candidate.Open();
            candidate.DiscardInBuffer();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException or InvalidOperationException)
        {
            candidate.Dispose();
            Unlock();
            LastFaultText = SystemWords.Of(e);
            return FaultOf(e);
        }

        port = candidate;
        sending = null;
        lastAvailable = 0;
        lastBitTicks = Stopwatch.GetTimestamp();
        return SerialFault.None;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            int available = Available();
            if (available == 0 || count == 0)
            {
                return port is null ? -1 : 0;
            }

            int taken = port!.Read(buffer, offset, Math.Min(count, available));
            lastAvailable = Math.Max(0, available - taken);
            return taken;
        }
        catch (TimeoutException)
        {
            return 0;
        }
        catch (Exception e) when (IsLoss(e))
        {
            LastFaultText = SystemWords.Of(e);
            Close();
            return -1;
        }
    }

    /// <summary>
    /// Hands over to the port's own thread. A write with a time-out cannot do that: when the time-out comes while that thread has written
    /// and not said so yet, as on a machine that is too busy, it is reported as not done. The master would send it again, and get two
    /// replies. So a write that takes long stays handed over: the line is busy until it is done.
    /// </summary>
    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        if (port is null)
        {
            return SerialFault.Lost;
        }

        try
        {
            if (IsSending())
            {
                return SerialFault.Busy;
            }

            sending = port.BaseStream.WriteAsync(buffer[offset..(offset + count)], 0, count);
            sendingCount = count;
            Task.WaitAny([sending], WriteWaitMs);
            IsSending();
            return SerialFault.None;
        }
        catch (Exception e) when (IsLoss(e))
        {
            LastFaultText = SystemWords.Of(e);
            Close();
            return SerialFault.Lost;
        }
    }

    public int IdleUs()
    {
        try
        {
            Available();
            if (IsSending())
            {
                return 0;
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            LastFaultText = SystemWords.Of(e);
            Close();
            return int.MaxValue;
        }

        long ticks = Stopwatch.GetTimestamp() - lastBitTicks;
        return ticks <= 0 ? 0 : (int)Math.Min(int.MaxValue, ticks * 1_000_000.0 / Stopwatch.Frequency);
    }

    public void Close()
    {
        SerialPort? open = port;
        port = null;
        sending = null;
        try
        {
            open?.Dispose();
        }
        catch (Exception e) when (IsLoss(e))
        {
            // The adapter is gone already: there is nothing left to close.
        }

        Unlock();
    }

    public void Dispose() => Close();

    /// <summary>Bytes that have arrived; when there are more than at the last look, the line was busy until about now.</summary>
    private int Available()
    {
        if (port is null)
        {
            return 0;
        }

        int available = port.BytesToRead;
        if (available < 0 || (available == 0 && !OperatingSystem.IsWindows() && !File.Exists(portName)))
        {
            throw new IOException("the port is gone"); // an unplugged adapter takes its device file with it
        }

        if (available > lastAvailable)
        {
            lastBitTicks = Math.Max(lastBitTicks, Stopwatch.GetTimestamp());
        }

        lastAvailable = available;
        return available;
    }

    /// <summary>Whether bytes still wait for the port's thread; throws if they failed.</summary>
    private bool IsSending()
    {
        if (sending is null)
        {
            return false;
        }

        if (!sending.IsCompleted)
        {
            return true;
        }

        Task done = sending;
        sending = null;
        done.GetAwaiter().GetResult();
        lastBitTicks = Math.Max(lastBitTicks, Stopwatch.GetTimestamp() + (long)(sendingCount * ticksPerCharacter));
        return false;
    }

    private void Unlock()
    {
        portLock?.Dispose();
        portLock = null;
    }

    private static SerialFault FaultOf(Exception e)
    {
        const int NotPermitted = 1;  // EPERM
        const int NoAccess = 13;     // EACCES
        const int Busy = 16;         // EBUSY: somebody has it for himself (TIOCEXCL)
        const int Invalid = 22;      // EINVAL: the driver does not take the settings
        const int NoTerminal = 25;   // ENOTTY
        const int SharingViolation = unchecked((int)0x80070020);
        if (OperatingSystem.IsWindows() && e is UnauthorizedAccessException)
        {
            return SerialFault.InUse; // what Windows says of a port that is open
        }

        // The package throws an UnauthorizedAccessException for whatever open(2) and tcgetattr(3) say; the number is in the one within.
        return (e.InnerException ?? e).HResult switch
        {
            NotPermitted or NoAccess => SerialFault.Denied,
            Busy or SharingViolation => SerialFault.InUse,
            NoTerminal => SerialFault.NotAPort,
            Invalid => SerialFault.BadSettings,
            _ => e is ArgumentException ? SerialFault.BadSettings : SerialFault.NotFound,
        };
    }

    private static bool IsLoss(Exception e) =>
        e is IOException or InvalidOperationException or UnauthorizedAccessException or ObjectDisposedException;
}
