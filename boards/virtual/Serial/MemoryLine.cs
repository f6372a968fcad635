using FieldNode.Field;

namespace FieldNode.Virtual.Serial;

/// <summary>
/// A serial line in memory under a virtual clock: characters take their time, slaves answer after a turnaround, and a test can put in
/// whatever a real wire suffers.
/// </summary>
public sealed class MemoryLine(int baud, Func<byte[], byte[]?> answer) : ISerialLine
{
    private readonly List<(long AtUs, byte Value)> arriving = [];
    private long nowUs;
    private long lastBitUs = -1_000_000;

    /// <summary>Bits of a character on this line.</summary>
    public int CharBits { get; set; } = 11;

    /// <summary>
    /// From the last bit of a request to the first of its reply, in µs, when the request has been followed by 3.5 characters of silence.
    /// </summary>
    public long TurnaroundUs { get; set; } = 2000;

    /// <summary>Changes a reply on its way: null makes it vanish.</summary>
    public Func<byte[], byte[]?>? Disturb { get; set; }

    /// <summary>Changes the turnaround of one reply, in µs.</summary>
    public Func<byte[], long>? Delay { get; set; }

    /// <summary>A reply pauses after each so many bytes; 0: never.</summary>
    public int PieceBytes { get; set; }

    /// <summary>How long it pauses, in µs.</summary>
    public long PieceGapUs { get; set; }

    /// <summary>What <see cref="Open"/> answers; another value than None makes the port unusable.</summary>
    public SerialFault OpenFault { get; set; }

    /// <summary>Requests that were sent, newest last.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Virtual time in µs.</summary>
    public long NowUs => nowUs;

    /// <summary>The same in whole ms, as a node's loop sees it.</summary>
    public long NowMs => nowUs / 1000;

    /// <summary>µs that a number of characters takes.</summary>
    public double CharactersUs(double count) => count * CharBits * 1_000_000 / baud;

    public bool IsOpen { get; private set; }

    public SerialFault Open()
    {
        IsOpen = OpenFault == SerialFault.None;
        return OpenFault;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(long us) => nowUs += us;

    /// <summary>Puts bytes on the wire that nobody asked for; the first arrives after a delay.</summary>
    public void Inject(byte[] bytes, long delayUs = 0)
    {
        double at = Math.Max(nowUs, arriving.Count > 0 ? arriving[^1].AtUs : 0) + delayUs;
        foreach (byte value in bytes)
        {
            at += CharactersUs(1);
            arriving.Add(((long)at, value));
        }
    }

    /// <summary>The adapter is pulled out.</summary>
    public void Unplug()
    {
        OpenFault = SerialFault.NotFound;
        unplugged = true;
    }

    private bool unplugged;

    public int Read(byte[] buffer, int offset, int count)
    {
        if (unplugged)
        {
            unplugged = false;
            IsOpen = false;
            arriving.Clear();
            return -1;
        }

        int taken = 0;
        while (taken < count && taken < arriving.Count && arriving[taken].AtUs <= nowUs)
        {
            buffer[offset + taken] = arriving[taken].Value;
            lastBitUs = Math.Max(lastBitUs, arriving[taken].AtUs);
            taken++;
        }

        arriving.RemoveRange(0, taken);
        return taken;
    }

    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        byte[] request = buffer.AsSpan(offset, count).ToArray();
        Sent.Add(request);
        lastBitUs = nowUs + (long)CharactersUs(count);
        byte[]? reply = answer(request);
        if (reply is not null && Disturb is not null)
        {
            reply = Disturb(reply);
        }

        if (reply is not null)
        {
            double at = lastBitUs + (Delay?.Invoke(request) ?? TurnaroundUs);
            for (int i = 0; i < reply.Length; i++)
            {
                at += CharactersUs(1) + (PieceBytes > 0 && i > 0 && i % PieceBytes == 0 ? PieceGapUs : 0);
                arriving.Add(((long)at, reply[i]));
            }
        }

        return SerialFault.None;
    }

    public int IdleUs()
    {
        long last = lastBitUs;
        foreach ((long atUs, _) in arriving)
        {
            if (atUs > nowUs)
            {
                // A character that is half on the wire keeps it busy.
                return atUs - nowUs < CharactersUs(1) ? 0 : (int)Math.Clamp(nowUs - last, 0, int.MaxValue);
            }

            last = Math.Max(last, atUs);
        }

        return (int)Math.Clamp(nowUs - last, 0, int.MaxValue);
    }

    public void Close() => IsOpen = false;
}
