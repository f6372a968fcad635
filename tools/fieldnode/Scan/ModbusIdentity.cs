using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// Who a slave says it is: Read Device Identification, function 43 / 14, basic category (Modbus Application Protocol
/// V1.1b3, section 6.21). Few slaves have it; the others answer with an exception or not at all.
/// </summary>
internal sealed record ModbusIdentity(string Vendor, string Product, string Revision)
{
    private const int Head = 8;       // unit, function, MEI type, code, conformity, more follows, next, number of objects
    private const int ObjectsMax = 3; // the basic category: vendor, product code, revision
    private const int BytesShown = 80;

    public override string ToString() =>
        string.Join(" ", new[] { Vendor, Product, Revision }.Where(text => text.Length > 0));

    /// <summary>Asks for it; null: the slave has none.</summary>
    internal static ModbusIdentity? Ask(ModbusProbe probe, int unit, int timeoutMs)
    {
        var texts = new string[ObjectsMax];
        Array.Fill(texts, "");
        int next = 0;
        for (int request = 0; request < ObjectsMax && next < ObjectsMax; request++)
        {
            ProbeReply reply = probe.Ask([(byte)unit, 0x2B, 0x0E, 1, (byte)next], timeoutMs, LengthOf);
            if (reply.Kind != ProbeKind.Answer || reply.Frame[2] != 0x0E)
            {
                break;
            }
            Take(reply.Frame, texts);
            bool more = reply.Frame[5] == 0xFF && reply.Frame[6] > next;
            next = more ? reply.Frame[6] : ObjectsMax;
        }
        return texts.All(text => text.Length == 0) ? null : new ModbusIdentity(texts[0], texts[1], texts[2]);
    }

    /// <summary>Length of a whole reply with its CRC, or 0 as long as it is not all there.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> reply)
    {
        if (reply.Length < Head)
        {
            return 0;
        }
        int at = Head;
        for (int i = 0; i < reply[Head - 1]; i++)
        {
            if (at + 2 > reply.Length)
            {
                return 0;
            }
            at += 2 + reply[at + 1];
        }
        return at + 2;
    }

    private static void Take(byte[] reply, string[] texts)
    {
        int at = Head;
        for (int i = 0; i < reply[Head - 1]; i++)
        {
            if (reply[at] < ObjectsMax)
            {
                texts[reply[at]] = TextOf(reply.AsSpan(at + 2, reply[at + 1]));
            }
            at += 2 + reply[at + 1];
        }
    }

    private static string TextOf(ReadOnlySpan<byte> bytes) =>
        SafeText.Of(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, BytesShown)]).Trim('\0', ' '));
}
