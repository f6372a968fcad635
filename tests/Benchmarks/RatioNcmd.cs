using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Benchmarks;

/// <summary>NCMD with a rebirth, as hosts send it: read, checked and understood.</summary>
internal sealed class RatioNcmd
{
    private readonly CommandReader reader = new();
    private readonly byte[] name = "Node Control/Rebirth"u8.ToArray();
    private readonly byte[] command = new Payload
    {
        Timestamp = EncodeRig.Utc0,
        Metrics = { new Metric { Name = "Node Control/Rebirth", Timestamp = EncodeRig.Utc0, Datatype = 11, BooleanValue = true } },
    }.ToByteArray();

    private int understood;

    public (string Line, double Bytes) Run()
    {
        Ours(1);
        Google(1);
        if (understood != 2)
        {
            throw new InvalidOperationException("the rebirth was not understood");
        }

        (double[] ns, double bytes) = Ratio.Measure(20_000, Ours, Google);
        return (FormattableString.Invariant($"decode ncmd: {ns[1] / ns[0]:F1}x google-new {bytes:F0} B ({ns[0]:F1} ns)"), bytes);
    }

    // As EdgeNode.OnMessage does it: the whole payload is checked before anything of it is obeyed.
    public void Ours(int calls)
    {
        for (; calls > 0; calls--)
        {
            reader.Begin(command, 0, command.Length, 4096, 64);
            if (reader.Check() == DecodeError.None)
            {
                while (reader.Next())
                {
                    if (reader.NameIs(name) && reader.Kind == ValueKind.Bool && reader.ValueBits != 0)
                    {
                        understood++;
                    }
                }
            }
        }
    }

    public void Google(int calls)
    {
        for (; calls > 0; calls--)
        {
            foreach (Metric metric in Payload.Parser.ParseFrom(command).Metrics)
            {
                if (metric.Name == "Node Control/Rebirth" && metric.HasBooleanValue && metric.BooleanValue)
                {
                    understood++;
                }
            }
        }
    }
}
