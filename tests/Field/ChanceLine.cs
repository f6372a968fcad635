using FieldNode.Field.Modbus;

namespace FieldNode.Field.Tests;

/// <summary>
/// A line on which chance does what plants, adapters and busy machines do, under a virtual clock: slaves answer every request, in order,
/// quickly or late; replies come in pieces; there are echoes, half frames and noise; the adapter goes and comes back.
/// </summary>
/// <param name="latestMs">No reply ends later than this after its request: a slave that is later than that does not answer.</param>
internal sealed class ChanceLine(Random random, int baud, int replyTimeoutMs, int latestMs, Func<byte[], byte[]?> answer) : ISerialLine
{
    private readonly PriorityQueue<byte, (long AtUs, long Number)> arriving = new();
    private readonly long[] freeAtUs = new long[256];
    private readonly long[] hearsAtUs = new long[256];
    private readonly long usPerCharacter = 11_000_000 / baud;
    private readonly long deafUs = random.Next(25, 850) * 1000L;
    private readonly int narrowCode = random.Next(5); // 0: no answer
    private long number;
    private long lastBitUs = -1_000_000;
    private bool lost;

    /// <summary>What slaves and wire do at the moment.</summary>
    public Mood Mood { get; set; }

    public long NowUs { get; private set; }

    public long NowMs => NowUs / 1000;

    public bool IsOpen { get; private set; }

    public void Advance(long us) => NowUs += us;

    /// <summary>The adapter hangs up; it can be opened again at once. What arrives meanwhile is lost.</summary>
    public void Lose() => lost = true;

    public SerialFault Open()
    {
        byte[] thrownAway = new byte[256];
        IsOpen = true;
        while (Read(thrownAway, 0, thrownAway.Length) > 0)
        {
            // As the port does when it is opened.
        }
        return SerialFault.None;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (lost)
        {
            (lost, IsOpen) = (false, false);
            return -1;
        }
        int taken = 0;
        while (taken < count && arriving.TryPeek(out byte value, out (long AtUs, long) at) && at.AtUs <= NowUs)
        {
            arriving.Dequeue();
            buffer[offset + taken++] = value;
            lastBitUs = Math.Max(lastBitUs, at.AtUs);
        }
        return taken;
    }

    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        byte[] request = buffer[offset..(offset + count)];
        lastBitUs = NowUs + count * usPerCharacter;
        if (Mood == Mood.Noisy && random.Next(2) == 0)
        {
            Disturb(request);
        }
        byte[]? reply = Mood == Mood.Deaf && NowUs < hearsAtUs[request[0]] ? null : answer(request);
        bool isWide = request[1] <= 4 && (request[4] > 0 || request[5] > 1);
        if (reply is not null && (Mood == Mood.Busy && random.Next(3) == 0 || Mood == Mood.Narrow && isWide))
        {
            reply = Exception(request, Mood == Mood.Busy ? random.Next(5, 7) : narrowCode);
        }
        if (reply is null)
        {
            return SerialFault.None;
        }
        long atUs = Math.Max(lastBitUs, freeAtUs[request[0]]) + ServiceUs();
        freeAtUs[request[0]] = atUs;
        long gapUs = Mood != Mood.Quick && random.Next(3) == 0 ? random.Next(40_000) : 0;
        hearsAtUs[request[0]] = atUs + reply.Length * usPerCharacter + deafUs;
        if (Mood == Mood.Pausing)
        {
            if (atUs <= lastBitUs + replyTimeoutMs * 1000L)
            {
                SendInPieces(atUs, reply);
            }
        }
        else if (atUs + gapUs + reply.Length * usPerCharacter <= lastBitUs + latestMs * 1000L)
        {
            Send(atUs, Mood == Mood.Noisy && random.Next(8) == 0 ? Damaged(reply) : reply, random.Next(reply.Length), gapUs);
        }
        return SerialFault.None;
    }

    public int IdleUs()
    {
        long last = lastBitUs;
        foreach ((_, (long atUs, _)) in arriving.UnorderedItems)
        {
            if (atUs > NowUs && atUs - NowUs < usPerCharacter)
            {
                return 0; // a character that is half on the wire
            }
            last = atUs <= NowUs ? Math.Max(last, atUs) : last;
        }
        return (int)Math.Clamp(NowUs - last, 0, int.MaxValue);
    }

    public void Close() => IsOpen = false;

    private long ServiceUs() => Mood switch
    {
        Mood.AroundTheTimeOut => random.Next(replyTimeoutMs / 2, 2 * replyTimeoutMs) * 1000L,
        Mood.Late => random.Next(latestMs) * 1000L,
        Mood.Noisy => random.Next(2_000, replyTimeoutMs * 500),
        _ => random.Next(2_000, 8_000),
    };

    private void SendInPieces(long atUs, byte[] reply)
    {
        int from = 0;
        for (int piece = 0; piece < 4 && from < reply.Length; piece++)
        {
            int to = piece == 3 ? reply.Length : random.Next(from + 1, reply.Length + 1);
            Send(atUs, reply[from..to]);
            atUs += (to - from) * usPerCharacter + random.Next(95_000);
            from = to;
        }
        freeAtUs[reply[0]] = atUs;
    }

    private static byte[]? Exception(byte[] request, int code)
    {
        byte[] reply = [request[0], (byte)(request[1] | 0x80), (byte)code, 0, 0];
        ModbusCrc.Append(reply, 0, 3);
        return code == 0 ? null : reply;
    }

    // Each piece after the gap. A character's time lies between two bytes.
    private void Send(long atUs, byte[] bytes, int gapBefore = 0, long gapUs = 0)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            atUs += usPerCharacter + (i == gapBefore ? gapUs : 0);
            arriving.Enqueue(bytes[i], (atUs, number++));
        }
    }

    // Something that comes before the reply, or in its place: none of it is a reply.
    private void Disturb(byte[] request)
    {
        byte[] noise = new byte[random.Next(1, 20)];
        random.NextBytes(noise);
        switch (random.Next(5))
        {
            case 0: noise = request; break; // an echo
            case 1: noise = [request[0], request[1], 2, (byte)random.Next(256)]; break; // half a reply
            case 2: noise[0] = request[0]; break;
            case 3:
                noise = [(byte)(request[0] + 100), 3, 2, 0x7F, 0xFF, 0, 0]; // another slave's
                ModbusCrc.Append(noise, 0, 5);
                break;
        }
        Send(lastBitUs + random.Next(replyTimeoutMs * 500), noise);
    }

    private byte[] Damaged(byte[] reply)
    {
        byte[] copy = random.Next(2) == 0 ? reply[..random.Next(reply.Length)] : [.. reply];
        if (copy.Length == reply.Length)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }
        return copy;
    }
}
