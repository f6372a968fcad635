using FieldNode.Field;
using FieldNode.Field.Modbus;

namespace FieldNode.Cli;

/// <summary>
/// One request on a line, and a verdict on what comes back. It only sends functions that read: a scan changes nothing
/// in any slave.
/// </summary>
internal sealed class ModbusProbe(ISerialLine line, LineForm form, IScanClock clock, CancellationToken cancellation)
{
    private const int FrameMax = 256;

    // USB adapters hand bytes over in lumps, by default every 16 ms: a shorter gap does not end a reply.
    private const int GapMs = 50;
    private const int SilenceMsMax = 1000;

    private readonly byte[] buffer = new byte[FrameMax];
    private int count;

    /// <summary>Reads one register, or one bit, at an address: every slave answers that, be it with an exception.</summary>
    internal ProbeReply Read(int unit, int function, int address, int timeoutMs) => Ask(
        [(byte)unit, (byte)function, (byte)(address >> 8), (byte)address, 0, 1], timeoutMs,
        bytes => bytes.Length < 3 ? 0 : 3 + bytes[2] + 2);

    /// <summary>Sends a request without its CRC, and waits.</summary>
    /// <param name="lengthOf">Length of the reply that begins so, with its CRC; 0: not to be told yet.</param>
    /// <exception cref="UserError">The port is gone.</exception>
    internal ProbeReply Ask(byte[] request, int timeoutMs, Func<ReadOnlySpan<byte>, int> lengthOf)
    {
        byte[] frame = [.. request, 0, 0];
        ModbusCrc.Append(frame, 0, request.Length);
        WaitForSilence();
        // What came since the last request is a reply that was late: worth more than this request.
        if (Find(frame, lengthOf, 0) is { Kind: ProbeKind.OtherUnit } late)
        {
            return late;
        }
        Send(frame);
        long sentMs = clock.NowMs + (long)Math.Ceiling(form.CharactersMs(frame.Length));
        long lastMs = sentMs;
        count = 0;
        while (!cancellation.IsCancellationRequested)
        {
            clock.Pause();
            long nowMs = clock.NowMs;
            if (Take())
            {
                lastMs = nowMs;
                if (Find(frame, lengthOf, (int)Math.Max(0, nowMs - sentMs)) is ProbeReply reply)
                {
                    return reply;
                }
            }
            bool begun = count > EchoLength(frame);
            if (nowMs - sentMs >= timeoutMs && !begun || begun && nowMs - lastMs >= GapMs || count == FrameMax)
            {
                break;
            }
        }
        int echo = EchoLength(frame);
        return new ProbeReply(count > echo ? ProbeKind.Damaged : ProbeKind.Silent, buffer[echo..count],
            (int)Math.Max(0, clock.NowMs - sentMs), echo > 0);
    }

    private void Send(byte[] frame)
    {
        SerialFault fault = line.Write(frame, 0, frame.Length);
        if (fault != SerialFault.None)
        {
            throw new UserError(fault == SerialFault.Busy
                ? "the port takes no bytes: its driver hangs, or something holds the line's flow control"
                : "the port was lost while sending. Is the adapter still plugged in?");
        }
    }

    private void WaitForSilence()
    {
        double neededUs = Math.Max(1750, form.CharactersMs(3.5) * 1000);
        long sinceMs = clock.NowMs;
        count = 0;
        do
        {
            count = count == FrameMax ? 0 : count;
            Take();
            if (line.IdleUs() >= neededUs)
            {
                return;
            }
            clock.Pause();
        }
        while (clock.NowMs - sinceMs < SilenceMsMax && !cancellation.IsCancellationRequested);
        if (!cancellation.IsCancellationRequested)
        {
            throw new UserError("the line is never silent: somebody else is master on it, or it has no bias. "
                + "Stop the other master; a bus has one");
        }
    }

    private bool Take()
    {
        int taken = line.Read(buffer, count, buffer.Length - count);
        if (taken < 0)
        {
            throw new UserError("the port was lost while reading. Is the adapter still plugged in?");
        }
        count += taken;
        return taken > 0;
    }

    // Adapters without a switched receiver give back what they send.
    private int EchoLength(byte[] sent) =>
        count >= sent.Length && buffer.AsSpan(0, sent.Length).SequenceEqual(sent) ? sent.Length : 0;

    /// <summary>A reply at any place, so that noise in front of it does no harm.</summary>
    private ProbeReply? Find(byte[] sent, Func<ReadOnlySpan<byte>, int> lengthOf, int ms)
    {
        int echo = EchoLength(sent);
        for (int at = echo; at + 5 <= count; at++)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(at, count - at);
            bool isException = rest[1] == (sent[1] | 0x80);
            int length = isException ? 5 : rest[1] == sent[1] ? lengthOf(rest) : 0;
            if (length < 5 || length > rest.Length || !ModbusCrc.IsRight(buffer, at, length))
            {
                continue;
            }
            ProbeKind kind = rest[0] != sent[0] ? ProbeKind.OtherUnit
                : isException ? ProbeKind.Exception : ProbeKind.Answer;
            return new ProbeReply(kind, rest[..length].ToArray(), ms, echo > 0);
        }
        return null;
    }
}
