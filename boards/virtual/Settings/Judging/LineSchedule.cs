using System.Reflection;
using FieldNode.Field.Modbus;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Virtual.Serial;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// What the requests of a line cost in time. The master that the node runs asks slaves that answer everything, on a line in memory and in
/// virtual time: its merging, its silences and its own steps of 1 ms are in the figure.
/// </summary>
internal static class LineSchedule
{
    /// <summary>From the silence behind a request to the first byte of the reply, in µs: what common meters and drives take. Slower ones make a line busier.</summary>
    internal const int TurnaroundUs = 5000;

    private const int RoundsMeasured = 3;
    private const int StepsMax = 2_000_000;

    /// <summary>How busy a line is.</summary>
    /// <param name="settings">A sound node file.</param>
    /// <param name="index">Which line.</param>
    /// <param name="leastPeriodMs">Scans that are more frequent are taken as of this period.</param>
    internal static LineLoad LoadOf(NodeSettings settings, int index, int leastPeriodMs = 0)
    {
        LineSettings line = settings.Lines[index];
        double share = 0;
        double roundMs = 0;
        int requests = 0;
        foreach (DeviceSettings device in DevicesOn(settings, line))
        {
            foreach (IGrouping<int, TagSettings> scan in device.Tags.GroupBy(tag => Math.Max(tag.PeriodMs, leastPeriodMs)))
            {
                (double ms, int count) = Measure(line, device, [.. scan], pauseMs: 0);
                share += ms / scan.Key;
                roundMs += ms;
                requests += count;
            }
        }

        return new LineLoad(index, line.Name, 100 * share, requests, roundMs);
    }

    /// <summary>How busy one slave is with its own requests and the pause that it wants between them, in percent.</summary>
    internal static double LoadOf(LineSettings line, DeviceSettings device) =>
        100 * device.Tags.GroupBy(tag => tag.PeriodMs).Sum(scan => Measure(line, device, [.. scan], device.PauseMs).RoundMs / scan.Key);

    /// <summary>Devices of a line, in the order of the file.</summary>
    internal static IEnumerable<DeviceSettings> DevicesOn(NodeSettings settings, LineSettings line) =>
        (settings.Devices ?? []).Where(device => device.Line == line.Name);

    private static (double RoundMs, int Requests) Measure(LineSettings line, DeviceSettings device, TagSettings[] scan, int pauseMs)
    {
        var wire = new MemoryLine(line.Baud, Reply);
        var tags = new TagTable(scan.Length + 1, 2);
        ModbusMaster master = NodeBuilder.MasterOf(line, wire, tags);
        NodeBuilder.AddDevice(tags, master, AlwaysDue(device, scan, pauseMs), null);
        tags.Seal(true);
        master.Seal();
        (wire.CharBits, wire.TurnaroundUs) = (NodeBuilder.CharacterBits(line), TurnaroundUs + (long)Math.Ceiling(wire.CharactersUs(3.5)));
        int requests = master.RequestCount;
        long firstUs = -1;
        long steps = 0;
        while (wire.Sent.Count <= requests * RoundsMeasured)
        {
            int sleepMs = master.Step(wire.NowMs, wire.NowMs);
            firstUs = firstUs < 0 && wire.Sent.Count > 0 ? wire.NowUs : firstUs;
            if (wire.Sent.Count <= requests * RoundsMeasured)
            {
                wire.Advance(sleepMs == 0 ? 100 : sleepMs * 1000L);
            }

            if (++steps > StepsMax)
            {
                throw new InvalidOperationException($"line {line.Name}: the master came to no end");
            }
        }

        return ((wire.NowUs - firstUs) / 1000.0 / RoundsMeasured, requests);
    }

    // The same slave, asked for these tags again as soon as it has answered.
    private static DeviceSettings AlwaysDue(DeviceSettings device, TagSettings[] scan, int pauseMs) => new()
    {
        Name = device.Name, Line = device.Line, Unit = device.Unit, RegistersMax = device.RegistersMax, PauseMs = pauseMs,
        Tags = [.. scan.Select(tag =>
        {
            var copy = new TagSettings();
            foreach (PropertyInfo member in typeof(TagSettings).GetProperties().Where(member => member.CanWrite))
            {
                member.SetValue(copy, member.GetValue(tag));
            }

            (copy.PeriodMs, copy.Writable, copy.Care) = (1, false, null);
            return copy;
        })],
    };

    private static byte[] Reply(byte[] request)
    {
        int count = (request[4] << 8) | request[5];
        int bytes = request[1] <= 2 ? (count + 7) / 8 : 2 * count;
        byte[] reply = new byte[5 + bytes];
        (reply[0], reply[1], reply[2]) = (request[0], request[1], (byte)bytes);
        ModbusCrc.Append(reply, 0, 3 + bytes);
        return reply;
    }
}
