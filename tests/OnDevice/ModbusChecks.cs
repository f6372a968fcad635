using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.OnDevice
{
    /// <summary>A master on a line with one slave: the request's bytes, and the values that come of the reply.</summary>
    internal static class ModbusChecks
    {
        private const long Utc = 1790000000000;

        internal static void Run(Report report, ISelfTestHost host)
        {
            SlaveLine line = new SlaveLine();
            TagTable tags = new TagTable(2, 2);
            int device = tags.AddDevice("pump");
            int word = tags.Add(device, new TagSpec { Name = "word", DataType = DataType.Int16 });
            int scaled = tags.Add(device, new TagSpec { Name = "scaled", DataType = DataType.Float, Scale = 0.5 });
            ModbusMaster master = new ModbusMaster(line, tags, new ModbusLineOptions());
            int slave = master.AddSlave(device, 1, 2);
            master.AddPoint(slave, new ModbusPoint { Tag = word, Address = 0, Type = RegisterType.Int16 });
            master.AddPoint(slave, new ModbusPoint { Tag = scaled, Address = 1, Type = RegisterType.UInt16, Scale = 0.5 });
            tags.Seal(true);
            master.Seal();
            line.Bias = -5;
            long nowMs = 0;
            for (int i = 0; i < 200 && !(tags.HasValue(word) && tags.HasValue(scaled)); i++)
            {
                tags.Tick(nowMs);
                nowMs += 1 + master.Step(nowMs, Utc + nowMs);
            }

            report.Bytes("one request for both", "010300000002c40b", line.Request, 0, line.Request == null ? 0 : line.Request.Length);
            report.Equal("a negative register", -5, tags.HasValue(word) ? tags.GetInt(word) : 0);
            report.Check("a scaled register", tags.HasValue(scaled) && tags.GetReal(scaled) == 2.5);
        }
    }
}
