namespace FieldNode.Fuzz;

/// <summary>Whether a payload has a key or length of more than 32 bits, in itself or in a metric. Google.Protobuf cuts them; a node refuses them.</summary>
internal static class WideVarint
{
    private const int Metric = (2 << 3) | 2;

    internal static bool IsIn(ReadOnlySpan<byte> message, bool isMetric = false)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Read(message, ref at);
            if (key > uint.MaxValue)
            {
                return true;
            }
            switch (key & 7)
            {
                case 0: Read(message, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                case 2:
                    ulong length = Read(message, ref at);
                    if (length > int.MaxValue)
                    {
                        return true;
                    }
                    int count = (int)Math.Min(length, (ulong)Math.Max(0, message.Length - at));
                    if (!isMetric && key == Metric && IsIn(message.Slice(at, count), isMetric: true))
                    {
                        return true;
                    }
                    at += count;
                    break;
                default: return false; // a group: refused for another reason
            }
        }
        return false;
    }

    private static ulong Read(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; at < message.Length && shift < 70; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                break;
            }
        }
        return value;
    }
}
