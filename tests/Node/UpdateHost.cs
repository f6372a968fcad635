using System.Buffers.Binary;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using Google.Protobuf;

namespace FieldNode.NodeTests;

/// <summary>A host that updates a node over the broker, as docs/SPEC.md tells it to: it knows the bundle's bytes and the device's metrics, no more.</summary>
internal sealed class UpdateHost(SimNode node)
{
    private const int TurnMs = 20;

    private readonly Dictionary<ulong, string> names = [];
    private readonly Dictionary<string, Metric> values = [];
    private int read;

    /// <summary>What goes over the wire instead of a chunk; null: it is lost.</summary>
    public Func<int, byte[], IEnumerable<byte[]>>? Spoil { get; set; }

    /// <summary>Chunks that were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>How often a value came, in births and data.</summary>
    public List<(string Name, long Value)> Heard { get; } = [];

    public UpdateState State => (UpdateState)Number("State");
    public Update.UpdateReason Reason => (Update.UpdateReason)Number("Reason");

    public long Number(string name)
    {
        Read();
        return values.TryGetValue(name, out Metric? metric) ? metric.ValueCase == Metric.ValueOneofCase.BooleanValue ? metric.BooleanValue ? 1 : 0 : (int)metric.IntValue : -1;
    }

    public string Text(string name)
    {
        Read();
        return values[name].StringValue;
    }

    /// <summary>A value of datatype Bytes; empty: there is none.</summary>
    public byte[] Bytes(string name)
    {
        Read();
        return values[name].BytesValue.ToByteArray();
    }

    public static byte[] Chunk(int sequence, int offset, ReadOnlySpan<byte> bytes)
    {
        byte[] chunk = new byte[UpdateDevice.ChunkHeadBytes + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(chunk, sequence);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), offset);
        bytes.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    public void Offer(byte[] offer) => Send("Offer", offer);

    public void Send(string metric, byte[] bytes) =>
        node.Command(UpdateSettings.Device, new Metric { Name = metric, Datatype = 17, BytesValue = ByteString.CopyFrom(bytes) });

    /// <summary>Offers, and gives what is wanted until the node wants no more, restarts or has had so much time.</summary>
    public UpdateHost Deliver(byte[] offer, byte[] body, int sequence, long timeMs = 600_000)
    {
        Offer(offer);
        return Give(body, sequence, timeMs);
    }

    public UpdateHost Give(byte[] body, int sequence, long timeMs = 600_000)
    {
        (long Offset, long Length, int Heard) asked = (-1, -1, -1);
        for (long end = node.Clock.NowMs + timeMs; node.IsRunning && node.Clock.NowMs < end; node.Run(TurnMs))
        {
            long offset = Number("Wanted/Offset");
            long length = Number("Wanted/Length");
            int heard = Heard.Count(h => h.Name == "Wanted/Offset");
            bool isOver = State is UpdateState.Idle or UpdateState.TurnedOff or UpdateState.GoingBack;
            if (isOver && asked.Heard >= 0)
            {
                break;
            }

            if (length > 0 && (offset, length, heard) != asked)
            {
                SendRange(body, sequence, (int)offset, (int)length);
                asked = (offset, length, heard);
            }
            else if (isOver && Reason != Update.UpdateReason.None)
            {
                break;
            }
        }

        return this;
    }

    // All that is wanted, in chunks that fit a command.
    private void SendRange(byte[] body, int sequence, int offset, int length)
    {
        for (int at = offset; at < offset + length; at += UpdateDevice.ChunkBytesMax)
        {
            byte[] chunk = Chunk(sequence, at, body.AsSpan(at, Math.Min(UpdateDevice.ChunkBytesMax, offset + length - at)));
            foreach (byte[] sent in Spoil?.Invoke(Sent, chunk) ?? [chunk])
            {
                Send("Chunk", sent);
            }

            Sent++;
        }
    }

    private void Read()
    {
        string data = $"spBv1.0/{node.Settings.Group}/DDATA/{node.Settings.Node}/{UpdateSettings.Device}";
        string birth = $"spBv1.0/{node.Settings.Group}/DBIRTH/{node.Settings.Node}/{UpdateSettings.Device}";
        for (; read < node.Broker.Messages.Count; read++)
        {
            SimPacket message = node.Broker.Messages[read];
            if (message.Topic != data && message.Topic != birth)
            {
                continue;
            }

            foreach (Metric metric in Payload.Parser.ParseFrom(message.Payload).Metrics.Where(m => !m.IsHistorical))
            {
                if (message.Topic == birth)
                {
                    names[metric.Alias] = metric.Name;
                }

                string name = metric.Name.Length > 0 ? metric.Name : names[metric.Alias];
                values[name] = metric;
                Heard.Add((name, (int)metric.IntValue));
            }
        }
    }
}
