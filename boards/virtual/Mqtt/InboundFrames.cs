using FieldNode.Mqtt;

namespace FieldNode.Virtual.Mqtt;

/// <summary>
/// Cuts received bytes into MQTT packets by their fixed header (MQTT 3.1.1, section 2.2), within one buffer that never
/// grows: a PUBLISH whose announced length is over the bound goes by unread, anything else of that length is refused.
/// </summary>
internal sealed class InboundFrames(int bodyBytesMax)
{
    private const int HeaderBytesMax = 5;

    // Bounds of the remaining length by packet type, for what a client may receive; others have no row.
    private static readonly (int Type, int Min, int Max)[] Kinds =
    [
        ((int)MqttKind.ConnAck, 2, 2),
        ((int)MqttKind.Publish, 2, int.MaxValue),
        ((int)MqttKind.PubAck, 2, 2),
        ((int)MqttKind.SubAck, 3, int.MaxValue),
        ((int)MqttKind.PingResp, 0, 0),
    ];

    private static readonly WireFailure Senseless = new(MqttFault.ProtocolError, "a PUBLISH over the bound makes no sense");

    private readonly byte[] buffer = new byte[bodyBytesMax + HeaderBytesMax];
    private readonly OverlongPublish overlong = new();
    private int start;
    private int end;

    /// <summary>First byte of the packet that <see cref="TryNext"/> found.</summary>
    public byte Header { get; private set; }

    /// <summary>Body of that packet, in the buffer; valid until <see cref="Room"/> is asked for.</summary>
    public ArraySegment<byte> Body { get; private set; }

    /// <summary>The PUBLISH that is longer than the bound, if <see cref="TryNext"/> found the beginning or the end of one.</summary>
    public OverlongPublish? Overlong { get; private set; }

    /// <summary>It is the beginning, and what is there of it is the body.</summary>
    public bool IsBeginning { get; private set; }

    /// <summary>Bytes of such a PUBLISH that went by since this was last set to 0.</summary>
    public int Skipped { get; set; }

    /// <summary>
    /// Where further bytes may be received to; at least 1 byte whenever <see cref="TryNext"/> found no packet.
    /// </summary>
    public Memory<byte> Room()
    {
        if (start > 0)
        {
            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }

        return buffer.AsMemory(end);
    }

    /// <summary>So many bytes were received into <see cref="Room"/>.</summary>
    public void Received(int count) => end += count;

    /// <summary>Finds the next whole packet.</summary>
    /// <returns>False if there is none yet, or the bytes are at fault; then <paramref name="failure"/> is not
    /// None.</returns>
    public bool TryNext(out WireFailure failure)
    {
        failure = default;
        Overlong = null;
        IsBeginning = false;
        if (overlong.IsUnderWay)
        {
            return TrySkip(out failure);
        }

        int remaining = 0;
        int at = start + 1;
        for (int shift = 0; ; shift += 7)
        {
            if (shift > 21)
            {
                failure = new WireFailure(MqttFault.ProtocolError, "a packet's length has more than 4 bytes");
                return false;
            }

            if (at >= end)
            {
                return false;
            }

            byte digit = buffer[at++];
            remaining |= (digit & 0x7F) << shift;
            if (digit < 0x80)
            {
                break;
            }
        }

        if (remaining > bodyBytesMax)
        {
            return TryBegin(at, remaining, out failure);
        }

        failure = Check(buffer[start], remaining);
        if (failure.Fault != MqttFault.None || end - at < remaining)
        {
            return false;
        }

        Header = buffer[start];
        Body = new ArraySegment<byte>(buffer, at, remaining);
        start = at + remaining;
        return true;
    }

    // Only a PUBLISH may be so long. Its beginning is waited for and shown; it goes by from the next call on.
    private bool TryBegin(int body, int remaining, out WireFailure failure)
    {
        if (!overlong.Begin(buffer[start], remaining))
        {
            failure = new WireFailure(MqttFault.ProtocolError,
                $"a packet of type {buffer[start] >> 4} was announced with {remaining} bytes, flags {buffer[start] & 0x0F}");
            return false;
        }

        failure = overlong.Breaks(buffer, body, end - body) ? Senseless : default;
        if (failure.Fault != MqttFault.None || end - body < Math.Min(OverlongPublish.BeginningBytes, bodyBytesMax))
        {
            overlong.Forget();
            return false;
        }

        start = body;
        Body = new ArraySegment<byte>(buffer, start, Math.Min(end - start, remaining));
        Overlong = overlong;
        IsBeginning = true;
        return true;
    }

    private bool TrySkip(out WireFailure failure)
    {
        int taken = overlong.Take(buffer, start, end - start);
        start += taken;
        Skipped += taken;
        failure = overlong.IsMalformed ? Senseless : default;
        if (overlong.IsMalformed || overlong.IsUnderWay)
        {
            return false;
        }

        Overlong = overlong;
        return true;
    }

    private static WireFailure Check(byte header, int remaining)
    {
        int type = header >> 4;
        foreach ((int known, int min, int max) in Kinds)
        {
            if (known != type)
            {
                continue;
            }

            // Flags are reserved but in PUBLISH, where QoS 3 is forbidden (2.2.2, 3.3.1.2).
            bool flagsFit = type == (int)MqttKind.Publish ? (header & 0x06) != 0x06 : (header & 0x0F) == 0;
            return remaining >= min && remaining <= max && flagsFit
                ? default
                : new WireFailure(MqttFault.ProtocolError,
                    $"a packet of type {type} came with flags {header & 0x0F}, {remaining} bytes");
        }

        return new WireFailure(MqttFault.ProtocolError,
            $"a packet of type {type} is not one for a client that never asked for it");
    }
}
