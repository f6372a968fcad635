using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The births of one shipped node on the simulated plant, under as many names as a test wants. Each node has a run, an uptime and a node file of its own, and every hundredth a fault.</summary>
internal sealed class ManyBirths
{
    internal const string Group = "plant";
    internal const int FaultEvery = 100;

    private readonly (string Type, string Device, Payload Payload)[] births;

    internal ManyBirths()
    {
        SimNode node = SimNode.OnPlant(settings => settings.Update = new UpdateSettings(), new SimOptions { Update = new SimUpdate() }).Run(20_000);
        int before = node.Broker.Messages.Count; // by now its devices have answered
        node.CommandNode(new Metric { Name = CommandWriter.RebirthName, Datatype = (uint)SparkplugType.Boolean, BooleanValue = true });
        node.Run(8_000);
        births = [.. node.Broker.Messages.Skip(before).Select(sent => (Parts: sent.Topic.Split('/'), sent.Payload)).Where(sent => sent.Parts[2].EndsWith("BIRTH", StringComparison.Ordinal))
            .Select(sent => (sent.Parts[2], sent.Parts.Length > 4 ? "/" + sent.Parts[4] : "", Payload.Parser.ParseFrom(sent.Payload)))];
    }

    /// <summary>Messages of a node.</summary>
    internal int Messages => births.Length;

    internal int Metrics => births.Sum(birth => birth.Payload.Metrics.Count);

    internal int Bytes => births.Sum(birth => birth.Payload.CalculateSize());

    internal string[] Devices => [.. births.Select(birth => birth.Device.TrimStart('/')).Where(device => device is not ("" or "Update")).Order(StringComparer.Ordinal)];

    internal static string Name(int number) => $"Line-{number / 100:000}-{number % 100:00}";

    internal static long Boots(int number) => 1 + number % 60_000;

    internal static long Crc(int number) => (uint)((number + 1) * 2_654_435_761L);

    internal static long StoreFaults(int number) => number % FaultEvery == 0 ? 3 : 0;

    /// <summary>As the node of this number publishes them now.</summary>
    internal IEnumerable<(string Topic, byte[] Bytes)> Of(int number)
    {
        ulong now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        foreach ((string type, string device, Payload payload) in births)
        {
            payload.Timestamp = now;
            foreach (Metric metric in payload.Metrics)
            {
                metric.Timestamp = now;
                if (metric.Name switch
                {
                    "Node/Boots" => Boots(number), "Node/Uptime" => number, "Properties/Settings CRC" => Crc(number), "Node/Store faults" => StoreFaults(number), _ => (long?)null,
                } is { } own)
                {
                    metric.LongValue = (ulong)own;
                }
            }
            yield return ($"spBv1.0/{Group}/{type}/{Name(number)}{device}", payload.ToByteArray());
        }
    }
}
