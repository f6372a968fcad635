using FieldNode.ProtoLite;

namespace FieldNode.OnDevice
{
    /// <summary>Payloads that Google.Protobuf reads on the PC (tests/ProtoLite/vectors.tsv): written and read byte for byte.</summary>
    internal static class CodecChecks
    {
        private const long Utc = 1700000000000;
        private const string Death = "0880d095ffbc3112120a0562645365711880d095ffbc3120045800";
        private const string Rebirth = "0880d095ffbc3112210a144e6f646520436f6e74726f6c2f526562697274681880d095ffbc31200b7001";

        private static readonly byte[] BdSeq = { 0x62, 0x64, 0x53, 0x65, 0x71 };

        internal static void Run(Report report, ISelfTestHost host)
        {
            byte[] buffer = new byte[128];
            PayloadWriter writer = new PayloadWriter();
            writer.Begin(buffer, 0, buffer.Length);
            writer.PayloadTimestamp(Utc);
            writer.BeginMetric();
            writer.Name(BdSeq, 0, BdSeq.Length);
            writer.Timestamp(Utc);
            writer.Datatype(DataType.Int64);
            writer.LongValue(0);
            writer.EndMetric();
            report.Bytes("NDEATH", Death, buffer, 0, writer.Count);
            Value(report, buffer, writer, "Int32 -1", "0350ffffffff0f", DataType.Int32, -1);
            Value(report, buffer, writer, "Int16 -32768", "025080" + "80feff0f", DataType.Int16, -32768);
            Value(report, buffer, writer, "UInt64 max", "0858ffffffffffffffffff01", DataType.UInt64, -1);
            report.Equal("varint", 10, Varint.SizeOf(-1));
            report.Equal("float of a double", 0x40200000, FloatBits.FromDouble(2.5));
            report.Check("double of a float", FloatBits.ToDouble(0x40200000) == 2.5);

            byte[] command = Hex.Bytes(Rebirth);
            CommandReader reader = new CommandReader();
            reader.Begin(command, 0, command.Length, 4096, 64);
            report.Equal("rebirth is sound", (long)DecodeError.None, (long)reader.Check());
            report.Check("rebirth has a metric", reader.Next());
            report.Check("rebirth's name", reader.NameIs(System.Text.Encoding.UTF8.GetBytes("Node Control/Rebirth")));
            report.Equal("rebirth's value", 1, reader.ValueBits);
            report.Equal("rebirth's time", Utc, reader.Timestamp);
            report.Check("no second metric", !reader.Next());
            for (int cut = 1; cut < command.Length; cut++)
            {
                reader.Begin(command, 0, cut, 4096, 64);
                bool isWhole = cut == 7; // the payload's own timestamp ends there
                report.Check("a cut at " + cut, (reader.Check() == DecodeError.None) == isWhole);
            }
        }

        private static void Value(Report report, byte[] buffer, PayloadWriter writer, string what, string tail, DataType type, long bits)
        {
            writer.Begin(buffer, 0, buffer.Length);
            writer.Datatype(type);
            if (type == DataType.UInt64)
            {
                writer.LongValue(bits);
            }
            else
            {
                writer.IntValue((int)bits);
            }

            report.Bytes(what, "20" + tail, buffer, 0, writer.Count);
        }
    }
}
