using FieldNode.Field.Modbus;
using FieldNode.Journal;

namespace FieldNode.OnDevice
{
    /// <summary>Both CRCs on "123456789": CRC-32/ISO-HDLC 0xCBF43926, CRC-16/MODBUS 0x4B37.</summary>
    internal static class CrcChecks
    {
        internal static void Run(Report report, ISelfTestHost host)
        {
            byte[] text = Hex.Bytes("313233343536373839");
            report.Equal("CRC-32", unchecked((int)0xCBF43926), Crc32.Of(text, 0, text.Length));
            report.Equal("CRC-16", 0x4B37, ModbusCrc.Compute(text, 0, text.Length));
            report.Equal("CRC-32 of nothing", 0, Crc32.Of(text, 0, 0));
            byte[] request = Hex.Bytes("0103000000020000");
            ModbusCrc.Append(request, 0, 6);
            report.Bytes("the low byte first", "010300000002c40b", request, 0, 8);
        }
    }
}
