extern alias device;

using System.Text;
using device::FieldNode;
using device::FieldNode.Journal;
using device::FieldNode.Settings;
using DeviceShared;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>What a start executes, for a node of 10 devices with 10 tags each and a node file of 12 KB. What a JSON library executes is not in it.</summary>
internal static class IlStart
{
    private const string Version = "0.1.0";
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(NodeFile());

    public static IEnumerable<IlReport.Held> Measure()
    {
        var parts = new Parts();
        NodeSettings settings = Settings();
        var source = new RecordSource(Json);
        byte[] record = SettingsRecord.Make(settings, Version, source, 0, 1, false);
        NodeSettings read = SettingsRecord.Open(record, record.Length, Version).Read();
        if (read.Devices[9].Tags[9].High != 75.5)
        {
            throw new InvalidOperationException("the record is not read");
        }

        Console.WriteLine($"il start: node file {Json.Length} B, its record {record.Length} B");
        SettingsRecord sound = SettingsRecord.Open(record, record.Length, Version);
        yield return new("start: settings record of 100 tags, judged", Cost(() => SettingsRecord.Open(record, record.Length, Version)));
        yield return new("start: settings record of 100 tags, read", Cost(() => sound.Read()));
        yield return new("start: node file of 12 KB, its sum", Cost(() => new RecordSource(Json)));
        yield return new("start: node file, its CRC-32", Cost(() => Crc32.Of(Json, 0, Json.Length)));
        yield return new("start: node file, our passes over each byte of JSON", Cost(() => NodeFileParts.Read(Json, parts)) / Json.Length);
        yield return new("start: settings of 100 tags, checked", Cost(() => SettingsCheck.Run(settings, new FaultList(8))));
        yield return new("start: settings record of 100 tags, made", Cost(() => SettingsRecord.Make(settings, Version, source, 0, 1, false)));
        yield return new("start: node of 100 tags, built", Cost(() => NodeBuilder.Build(settings, new IlBoard())));
        DeviceStore full = FullRing();
        yield return new("start: event ring that is full, opened", Cost(() => new EventRing(full).Start(RunEnd.Unmarked, Version, 1, 0)));
    }

    private static Cost Cost(Action run)
    {
        run();
        long garbage = GC.GetAllocatedBytesForCurrentThread();
        Cost start = DeviceAssembly.Executed;
        run();
        Cost executed = DeviceAssembly.Executed - start;
        garbage = GC.GetAllocatedBytesForCurrentThread() - garbage;
        Console.WriteLine($"il start: {executed.Il} IL, {garbage} B of objects on .NET");
        return executed;
    }

    private static NodeSettings Settings() => new()
    {
        Version = 1, Group = "Plant", Node = "N1",
        Broker = new BrokerSettings { Host = "localhost", CaFile = "ca.pem", CertificateFile = "node.pem", KeyFile = "node.key" },
        Lines = [new LineSettings { Name = "line1", Port = "COM2", Baud = 19200 }],
        Devices = [.. Enumerable.Range(0, 10).Select(d => new DeviceSettings
        {
            Name = "drive" + d, Line = "line1", Unit = d + 1,
            Tags = [.. Enumerable.Range(0, 10).Select(i => new TagSettings
            {
                Name = "Motor/Value " + i, Table = "input", Address = i * 2, Type = "float", Unit = "kW", High = 75.5, Deadband = 0.05,
            })],
        })],
    };

    /// <summary>The same as text; that of the self-test (tests/OnDevice/SettingsChecks.cs).</summary>
    private static string NodeFile()
    {
        var text = new StringBuilder("""
            {"version":1,"group":"Plant","node":"N1","broker":{"host":"localhost","port":8883,"caFile":"ca.pem","certificateFile":"node.pem","keyFile":"node.key"},"lines":[{"name":"line1","port":"COM2","baud":19200}],"devices":[
            """);
        for (int d = 0; d < 10; d++)
        {
            text.Append(d == 0 ? "" : ",").Append("{\"name\":\"drive").Append(d).Append("\",\"line\":\"line1\",\"unit\":").Append(d + 1).Append(",\"tags\":[");
            for (int i = 0; i < 10; i++)
            {
                text.Append(i == 0 ? "" : ",").Append("{\"name\":\"Motor/Value ").Append(i).Append("\",\"table\":\"input\",\"address\":").Append(i * 2)
                    .Append(",\"type\":\"float\",\"unit\":\"kW\",\"low\":0,\"high\":75.5,\"deadband\":0.05}");
            }

            text.Append("]}");
        }

        return text.Append("]}").ToString();
    }

    private static DeviceStore FullRing()
    {
        var store = new DeviceStore();
        var ring = new EventRing(store);
        ring.Start(RunEnd.Unmarked, Version, 1, 0);
        for (int i = 0; i < 2000; i++)
        {
            ring.Add(i % 8 == 0 ? EventKind.TimeStep : EventKind.DeviceBorn, i, 0, "device " + i, i * 600_000L, 0);
            ring.Step(i * 600_000L + 300_000, 0);
        }

        ring.Close(2_000_000_000, 0);
        return store;
    }

    /// <summary>Hands out an object of the class without a look at the text.</summary>
    private sealed class Parts : IPartReader
    {
        public object Parse(string text, Type type) => Activator.CreateInstance(type)!;
    }
}
