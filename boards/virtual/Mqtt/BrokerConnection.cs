using System.Net.Security;
using System.Net.Sockets;
using FieldNode.Mqtt;

namespace FieldNode.Virtual.Mqtt;

/// <summary>
/// One open connection: sends wholly or fails, and receives without waiting. SslStream cannot be asked whether bytes
/// are there, so one read is always outstanding; it is looked at, never waited for. Used from one thread; lives from
/// Open to Close and is then thrown away, so a read that ends late writes into a buffer that nobody looks at any more.
/// </summary>
internal sealed class BrokerConnection(Socket socket, Stream stream, MqttNetOptions options)
{
    private const int LastWordMs = 50;
    private const int ShutdownMs = 250;
    private const int SkippedMax = 64 * 1024; // of a message that goes by, in one call: the loop has other work

    private readonly InboundFrames frames = new(options.InboundBytesMax);
    private ValueTask<int> read;
    private bool reading;
    private bool connAckSeen;
    private bool left;

    /// <summary>First byte of the packet that <see cref="TryReceive"/> found.</summary>
    public byte Header => frames.Header;

    /// <summary>Body of that packet; valid until the next <see cref="TryReceive"/>.</summary>
    public ArraySegment<byte> Body => frames.Body;

    /// <summary>The PUBLISH over the bound whose beginning or end <see cref="TryReceive"/> found, or null if it found a packet.</summary>
    public OverlongPublish? Overlong => frames.Overlong;

    /// <summary>It is the beginning, and what is there of it is the body.</summary>
    public bool IsBeginning => frames.IsBeginning;

    /// <summary>True if bytes of such a PUBLISH went by in the last <see cref="TryReceive"/>.</summary>
    public bool IsSkipping => frames.Skipped > 0;

    /// <summary>Sends all bytes in one TLS record where they fit.</summary>
    public WireFailure Send(byte[] buffer, int offset, int count)
    {
        try
        {
            stream.Write(buffer, offset, count);
            return default;
        }
        catch (Exception e) when (TlsFailure.IsEndOfConnection(e))
        {
            return SendFailure(e);
        }
    }

    /// <summary>Takes the next whole packet if there is one; never waits.</summary>
    /// <returns>False if there is none yet, or the connection is at its end; then <paramref name="failure"/> is not
    /// None.</returns>
    public bool TryReceive(out WireFailure failure)
    {
        frames.Skipped = 0;
        while (true)
        {
            if (!reading)
            {
                // Bytes that were received before the peer's end are still served: the fault shows after them.
                if (frames.TryNext(out failure))
                {
                    connAckSeen |= frames.Overlong == null && frames.Header >> 4 == (int)MqttKind.ConnAck;
                    return true;
                }

                if (failure.Fault != MqttFault.None || frames.Skipped >= SkippedMax || !StartRead(out failure))
                {
                    return false;
                }
            }

            if (!read.IsCompleted)
            {
                failure = default;
                return false;
            }

            if (!FinishRead(out failure))
            {
                return false;
            }
        }
    }

    /// <summary>DISCONNECT was sent: let it arrive before the socket goes.</summary>
    public void Leave() => left = true;

    /// <summary>Ends the connection.</summary>
    public void Close()
    {
        try
        {
            if (left)
            {
                // close_notify and FIN behind our DISCONNECT; a socket that is just closed may send a reset that
                // overtakes it.
                (stream as SslStream)?.ShutdownAsync().Wait(ShutdownMs);
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is AggregateException || TlsFailure.IsEndOfConnection(e))
        {
            // The peer was faster: nothing is left to say.
        }

        stream.Dispose();
        socket.Dispose();
    }

    private bool StartRead(out WireFailure failure)
    {
        failure = default;
        try
        {
            read = stream.ReadAsync(frames.Room());
            reading = true;
            return true;
        }
        catch (Exception e) when (TlsFailure.IsEndOfConnection(e))
        {
            failure = ReadFailure(e);
            return false;
        }
    }

    private bool FinishRead(out WireFailure failure)
    {
        reading = false;
        failure = default;
        try
        {
            int count = read.GetAwaiter().GetResult();
            frames.Received(count);
            if (count > 0)
            {
                return true;
            }

            failure = connAckSeen || options.PlainTcp
                ? new WireFailure(MqttFault.ClosedByBroker, "the broker closed the connection")
                : RefusedProbably();
        }
        catch (Exception e) when (TlsFailure.IsEndOfConnection(e))
        {
            failure = ReadFailure(e);
        }

        return false;
    }

    private WireFailure ReadFailure(Exception e)
    {
        if (TlsFailure.FromTls(e) is { } tls)
        {
            return tls.Fault == MqttFault.TlsRefusedUs
                ? tls with { Text = $"{tls.Text}; ours is {options.Identity?.Description}" }
                : tls;
        }

        return connAckSeen || options.PlainTcp
            ? new WireFailure(MqttFault.ConnectionLost, $"the connection was lost: {TlsFailure.Innermost(e)}")
            : RefusedProbably();
    }

    // In TLS 1.3 our side is done before the broker has judged our certificate, so its refusal may come as a bare end;
    // brokers on .NET do so in TLS 1.2 as well. An MQTT refusal would have come as CONNACK.
    private static WireFailure RefusedProbably() =>
        new(MqttFault.TlsRefusedUs, "broker closed: it probably refused our certificate");

    private WireFailure SendFailure(Exception e)
    {
        SocketError? error = TlsFailure.SocketErrorOf(e);
        if (error == SocketError.TimedOut || error == SocketError.WouldBlock)
        {
            return new WireFailure(MqttFault.SendTimeout, $"the broker took no bytes for {options.SendTimeoutMs} ms");
        }

        // The peer is gone; its last word, such as an alert about our certificate, may lie on the read side.
        if (reading && SpinWait.SpinUntil(() => read.IsCompleted, LastWordMs) && !FinishRead(out WireFailure lastWord))
        {
            return lastWord;
        }

        return ReadFailure(e);
    }
}
