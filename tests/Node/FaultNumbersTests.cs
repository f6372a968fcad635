using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode.NodeTests;

/// <summary>docs/SPEC.md, "Numbers of faults": what somebody looks up who has a number from a metric or a board's log.</summary>
public sealed class FaultNumbersTests
{
    [Fact]
    public void The_specification_names_each_number_as_the_code_does()
    {
        AssertRow<MqttFault>();
        AssertRow<ModbusFault>();
        AssertRow<SerialFault>();
        AssertRow<QualityReason>();
        AssertRow<CommandVerdict>();
        AssertRow<DecodeError>();
    }

    private static void AssertRow<T>() where T : struct, Enum
    {
        string row = Assert.Single(File.ReadLines(Spec()), line => line.StartsWith($"| {typeof(T).Name} |", StringComparison.Ordinal));
        string[] told = [.. row.Trim('|', ' ').Split(" | ")[2].Split(", ").Select(one => one.Replace(" ", "").ToLowerInvariant())];
        Assert.Equal(Enum.GetValues<T>().Select(value => $"{Convert.ToInt32(value)}{value}".ToLowerInvariant()), told);
    }

    private static string Spec()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Firmware.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "docs", "SPEC.md");
    }
}
